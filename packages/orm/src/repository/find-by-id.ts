import type { AerospikeRecord } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { EntityNotFoundError } from '../error/entity-error.js';
import { binsToSelect } from '../mapping/bins-of.js';
import { isOfClass } from '../mapping/class-metadata.js';
import { heldProperties } from '../mapping/held-properties.js';
import { fill, hydrate } from '../mapping/hydrate.js';
import { keyOfEntity, toKey } from '../mapping/to-key.js';
import { stateOf } from '../mapping/entity-state.js';
import { computedRead } from '../query/computed-read.js';
import { checkPopulate, populateRead, wantsReferences } from '../reference/populate-read.js';
import { checkCallOptions, type FindCall, NO_OPTIONS, type ReadOptions } from './call-options.js';
import { isHidden, tellingBins, withTellingBins } from './hidden-record.js';
import { readComputed } from './read-computed.js';
import { readRecord, readRecordAs } from './read-record.js';
import { requireArgument } from './require-argument.js';
import { selectedBins } from './selected-bins.js';
import { describeId } from './write-error.js';

/** The entity of an id, or null. */
export function findById<T extends object>(
  context: EntityContext<T>,
  id: unknown,
  options: FindCall<T>,
): Promise<T | null> {
  if (options !== NO_OPTIONS) checkCallOptions('find', 'findById', options);
  const { metadata } = context;
  checkPopulate(metadata, options);
  const { select, populate } = options;
  const bins = withTellingBins(selectedBins(context, select), tellingBins(context));
  const isWhole = bins === null;
  const read = { key: toKey(context, id), bins };
  const computed = computedRead(metadata, select);
  const hydration = { id, only: select, isWhole, computed, session: context };
  const entityOf = (record: AerospikeRecord | null): T | null => {
    if (record === null || isHidden(context, record.bins)) return null;
    return hydrate(metadata, record, hydration);
  };
  const found =
    computed === null
      ? readRecordAs(context, read, options, entityOf)
      : readComputed(context, read, computed, options).then(entityOf);
  if (!wantsReferences(metadata, populate)) return found;
  return found.then(async (entity) => {
    if (entity !== null) await populateRead(context, [entity], populate, options);
    return entity;
  });
}

/** The entity of an id; throws EntityNotFoundError when there is none. */
export async function findByIdOrFail<T extends object>(
  context: EntityContext<T>,
  id: unknown,
  options: FindCall<T>,
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
  const bins = only === null || state?.isWhole === true ? null : binsToSelect(context, only);
  const computed = computedRead(metadata, only ?? undefined);
  const record =
    computed === null
      ? await readRecord(context, key, bins, options)
      : await readComputed(context, { key, bins }, computed, options);
  if (record === null || !isOfClass(metadata, record.bins)) throw notFound(context, id);
  fill(entity, metadata, record, {
    id,
    only: only ?? undefined,
    isWhole: bins === null,
    computed,
    session: context,
  });
  await populateRead(context, [entity], [], options);
  return entity;
}
