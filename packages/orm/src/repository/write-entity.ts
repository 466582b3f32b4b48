import { AerospikeError, type Key, type RecordMetadata } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { checkCallOptions, type WriteOptions } from './call-options.js';
import { executeWrite } from './execute-write.js';
import { finishWrite } from './finish-write.js';
import { type EntityVerb, planEntityWrite } from './plan-entity-write.js';
import { prepareEntity } from './prepare-entity.js';
import { ResultCode, toWriteError, type WriteSubject } from './write-error.js';
import { writeFilter } from './write-filter.js';

/** `save`, `insert` and `replace`: one write, after which entity and record agree. */
export async function writeEntity<T extends object>(
  context: EntityContext<T>,
  entity: T,
  verb: EntityVerb,
  options: WriteOptions<T>,
): Promise<T> {
  checkCallOptions('write', verb, options);
  await prepareEntity(context.metadata, entity, verb);
  const write = planEntityWrite(context, entity, verb, options);
  if (write === null) return entity;
  const filter = writeFilter(context, options);
  const meta = await withWriteErrors(context, write.plan.key, write.subject, () =>
    executeWrite(context, write.plan, options, filter),
  );
  finishWrite(context.metadata, entity, write, meta);
  return entity;
}

/** Runs a write and turns its failure into what it means for the entity. */
export async function withWriteErrors<R = RecordMetadata>(
  context: EntityContext,
  key: Key,
  subject: WriteSubject,
  send: () => Promise<R>,
): Promise<R> {
  try {
    return await send();
  } catch (error) {
    throw toWriteError(error, subject, await actualGeneration(context, key, error));
  }
}

/** The generation a lost race left behind; undefined when it does not matter or cannot be read. */
async function actualGeneration(
  context: EntityContext,
  key: Key,
  error: unknown,
): Promise<number | undefined> {
  if (!(error instanceof AerospikeError)) return undefined;
  const { resultCode } = error;
  if (resultCode !== ResultCode.generation && resultCode !== ResultCode.recordExists) {
    return undefined;
  }
  try {
    return (await context.client.exists(key)).meta?.gen;
  } catch {
    return undefined;
  }
}
