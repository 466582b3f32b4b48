import type { AerospikeRecord, Key } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { EntityNotFoundError } from '../error/entity-error.js';
import { binsOf } from '../mapping/bins-of.js';
import { heldProperties } from '../mapping/held-properties.js';
import { fill, hydrate } from '../mapping/hydrate.js';
import { keyOfEntity, toKey } from '../mapping/to-key.js';
import { stateOf } from '../mapping/entity-state.js';
import {
  callPolicy,
  checkCallOptions,
  type FindOptions,
  type ReadOptions,
} from './call-options.js';
import { isNotFound } from './remove.js';
import { requireArgument } from './require-argument.js';
import { selectedBins } from './selected-bins.js';
import { describeId } from './write-error.js';

/** The entity of an id, or null. */
export async function findById<T extends object>(
  context: EntityContext<T>,
  id: unknown,
  options: FindOptions<T>,
): Promise<T | null> {
  checkCallOptions('find', 'findById', options);
  const { select } = options;
  const bins = selectedBins(context.metadata, select);
  const record = await readRecord(context, toKey(context, id), bins, options);
  if (record === null) return null;
  return hydrate(context.metadata, record, {
    id,
    ...(select === undefined ? {} : { only: select }),
  });
}

/** The entity of an id; throws EntityNotFoundError when there is none. */
export async function findByIdOrFail<T extends object>(
  context: EntityContext<T>,
  id: unknown,
  options: FindOptions<T>,
): Promise<T> {
  const entity = await findById(context, id, options);
  if (entity === null) throw notFound(context, id);
  return entity;
}

/** The error for an id without a record. */
export function notFound(context: EntityContext, id: unknown): EntityNotFoundError {
  const { name } = context.metadata;
  return new EntityNotFoundError(`there is no ${name} ${describeId(id)}`, { entity: name, id });
}

/** Reads the record of an entity again and sets its properties; changes that were not saved are lost. */
export async function reloadEntity<T extends object>(
  context: EntityContext<T>,
  entity: T,
  options: ReadOptions,
): Promise<T> {
  checkCallOptions('read', 'reload', options);
  requireArgument(
    entity instanceof context.metadata.entity,
    'entity',
    'reload() takes an entity',
    entity,
  );
  const { metadata } = context;
  const key = keyOfEntity(context, entity);
  const id = (entity as Record<string, unknown>)[metadata.id.property];
  const state = stateOf(entity);
  const held = state === undefined ? null : heldProperties(metadata, entity, state);
  const only = held === null ? null : [...held];
  const bins = only === null ? null : binsOf(metadata, only);
  const record = await readRecord(context, key, bins, options);
  if (record === null) throw notFound(context, id);
  fill(entity, metadata, record, { id, ...(only === null ? {} : { only }) });
  return entity;
}

async function readRecord(
  { client }: EntityContext,
  key: Key,
  bins: readonly string[] | null,
  options: ReadOptions,
): Promise<AerospikeRecord | null> {
  const policy = callPolicy(options);
  try {
    if (bins === null) return await client.get(key, policy);
    if (bins.length > 0) return await client.select(key, bins, policy);
    // Only what comes with every record is asked for: the header is enough.
    const { key: found, meta } = await client.exists(key, policy);
    return meta === null ? null : { key: found, meta, bins: {} };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
