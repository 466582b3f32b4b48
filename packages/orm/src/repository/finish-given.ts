import { isDeepStrictEqual } from 'node:util';
import type { Key, RecordMetadata } from '@aeroform/core';
import { setState, stateOf } from '../mapping/entity-state.js';
import { givenProperties } from '../mapping/given-properties.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { finishWrite } from './finish-write.js';
import type { EntityWrite } from './plan-entity-write.js';

/**
 * Brings an entity up to date after a write. When it was never read and its record was there before,
 * only what it gave is known of the record.
 */
export function finishGiven(
  metadata: EntityMetadata,
  entity: object,
  write: EntityWrite,
  meta: RecordMetadata,
): void {
  const isPartial = write.plan.mode === 'update' && stateOf(entity) === undefined;
  const given = isPartial ? givenProperties(metadata, entity) : null;
  finishWrite(metadata, entity, write, meta);
  if (given === null) return;
  const state = stateOf(entity);
  if (state === undefined) return;
  setState(entity, { ...state, loaded: new Set([...given, ...write.audit.keys()]) });
}

/** Whether what is known of an entity, if anything, is of the record of a key. */
export function isOfRecord(entity: object, id: unknown, [namespace, set]: Key): boolean {
  const state = stateOf(entity);
  if (state === undefined) return true;
  const isSameSet = state.key[0] === namespace && state.key[1] === set;
  return isSameSet && isDeepStrictEqual(state.id, id);
}
