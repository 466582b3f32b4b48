import { type BatchEntry, batchEntry, type Expression } from '@aeroform/core';
import { type BatchItem, BatchOutcome } from '../batch/batch-outcome.js';
import { runChunks } from '../batch/run-chunks.js';
import { type BatchSender, failedItem, sendBatch } from '../batch/send-batch.js';
import type { EntityContext } from '../context/entity-context.js';
import { checkCallOptions, callPolicy, type WriteManyOptions } from './call-options.js';
import { chunkOptions } from './chunk-options.js';
import { finishWrite } from './finish-write.js';
import { type EntityWrite, planEntityWrite } from './plan-entity-write.js';
import { prepareEntity } from './prepare-entity.js';
import { requireArgument } from './require-argument.js';
import { aboutRecord } from './run-verb.js';
import { toWriteError } from './write-error.js';
import { writeFilter } from './write-filter.js';
import { writeMeta, writeRequest } from './write-plan.js';

/** A changed entity of a batch and its write. */
interface PreparedWrite<T> {
  readonly entity: T;
  readonly write: EntityWrite;
}

/**
 * `saveMany` and `insertMany`: the same as save and insert for each entity, in batches. All entities
 * are checked before anything is sent; versions are written back to those that succeeded. An entity
 * given twice is written once and reported twice.
 */
export async function writeMany<T extends object>(
  context: EntityContext<T>,
  entities: readonly T[],
  verb: 'save' | 'insert',
  options: WriteManyOptions<T>,
): Promise<BatchOutcome<T>> {
  const name = `${verb}Many`;
  requireArgument(Array.isArray(entities), 'entities', `${name}() takes an array`, entities);
  checkCallOptions('writeMany', name, options);
  const changed: PreparedWrite<T>[] = [];
  for (const entity of new Set(entities)) {
    const write = await prepareWrite(context, entity, verb, options);
    if (write !== null) changed.push({ entity, write });
  }
  const filter = writeFilter(context, options);
  const entries = changed.map(({ write }) =>
    toEntry(context, write, filter, options.durableDelete),
  );
  const sender = writeSender(context, changed, options);
  const items = await runChunks(
    entries,
    chunkOptions(context, options),
    (chunk, start) => sendBatch(chunk, start, sender),
    (_entry, index, reason) => failedItem(index, reason, sender),
  );
  const itemOf = new Map(changed.map(({ entity }, index) => [entity, items[index]!]));
  return new BatchOutcome(
    name,
    entities.map((entity, index) => ({ ...(itemOf.get(entity) ?? done(context, entity)), index })),
  );
}

/** The write of one entity; what is wrong with it names its id. */
async function prepareWrite<T extends object>(
  context: EntityContext<T>,
  entity: T,
  verb: 'save' | 'insert',
  options: WriteManyOptions<T>,
): Promise<EntityWrite | null> {
  try {
    await prepareEntity(context.metadata, entity, `${verb}Many`);
    return planEntityWrite(context, entity, verb, options);
  } catch (error) {
    throw aboutRecord(error, context.metadata, entity);
  }
}

/** The outcome of an entity that had nothing to write. */
function done<T extends object>({ metadata }: EntityContext<T>, entity: T): BatchItem<T> {
  const id = (entity as Record<string, unknown>)[metadata.id.property];
  return { index: 0, id, status: 'ok', value: entity, inDoubt: false };
}

function writeSender<T extends object>(
  { metadata, client }: EntityContext<T>,
  changed: readonly PreparedWrite<T>[],
  options: WriteManyOptions<T>,
): BatchSender<T> {
  // The condition goes with each entry.
  const { filterExpression: _, ...policy } = options.policy ?? {};
  return {
    client,
    policy: callPolicy({ ...options, policy }),
    idOf: (index) => changed[index]?.write.subject.id,
    valueOf: (index, { record }) => {
      const { entity, write } = changed[index]!;
      if (record !== null) finishWrite(metadata, entity, write, record.meta);
      return entity;
    },
    errorOf: (index, error) => toWriteError(error, changed[index]!.write.subject),
  };
}

function toEntry(
  { metadata }: EntityContext,
  { plan }: EntityWrite,
  filter: Expression<'bool'> | null,
  durableDelete: boolean | undefined,
): BatchEntry {
  const request = writeRequest(plan, metadata);
  const meta = writeMeta({ ...plan, mode: request.mode }, metadata, durableDelete);
  const options = { meta, policy: filter === null ? {} : { filterExpression: filter } };
  return request.operations === null
    ? batchEntry.write(plan.key, request.bins, options)
    : batchEntry.operate(plan.key, request.operations, options);
}
