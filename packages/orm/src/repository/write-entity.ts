import { AerospikeError, type Expression, type Key, type RecordMetadata } from '@aeroform/core';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { metadataOfEntity } from '../mapping/class-metadata.js';
import { adoptReferences } from '../reference/adopt-references.js';
import { aroundWrite } from './around-write.js';
import { checkCallOptions, NO_OPTIONS, type SaveOptions } from './call-options.js';
import { executeWrite } from './execute-write.js';
import { finishGiven } from './finish-given.js';
import { guardedWrite } from './guarded-write.js';
import { mergeChanges } from './merge-changes.js';
import { type EntityVerb, type EntityWrite, planEntityWrite } from './plan-entity-write.js';
import { prepareEntity, requireEntity } from './prepare-entity.js';
import { beginSave, endSave } from './saves-under-way.js';
import { ResultCode, toWriteError, type WriteSubject } from './write-error.js';
import { writeFilter } from './write-filter.js';

/**
 * `save`, `insert` and `replace`: one write, after which entity and record agree.
 *
 * @param method the method of the application, for errors
 */
export async function writeEntity<T extends object>(
  context: EntityContext<T>,
  entity: T,
  verb: EntityVerb,
  options: SaveOptions<T>,
  method: string = verb,
): Promise<T> {
  if (options !== NO_OPTIONS) {
    checkCallOptions(verb === 'save' ? 'save' : 'write', method, options);
  }
  requireEntity(context.metadata, entity, method);
  const metadata = metadataOfEntity(context.metadata, entity);
  beginSave(metadata, entity, method);
  let finished: (() => Promise<void>) | null = null;
  try {
    const preparing = prepareEntity(metadata, entity, verb);
    if (preparing !== null) await preparing;
    const call = { verb, method, options };
    const around = aroundWrite(context, metadata, entity, call);
    if (around !== null) await around.before();
    const filter = writeFilter(context, options);
    for (let attempt = 1; ; attempt++) {
      const write = planEntityWrite(context, entity, call);
      if (write === null) return entity;
      const { plan, subject } = write;
      let meta: RecordMetadata;
      try {
        meta = await sendWrite(context, write, options, filter);
      } catch (error) {
        const failure = await writeFailure(context, plan.key, subject, error);
        await mergeChanges(context, entity, failure, { attempt, options });
        continue;
      }
      finishGiven(metadata, entity, write, meta);
      adoptReferences(context, metadata, entity);
      if (around !== null) finished = () => around.after(plan.bins, meta.gen);
      break;
    }
  } finally {
    endSave(entity);
  }
  // A hook that runs afterwards may save the entity again.
  if (finished !== null) await finished();
  return entity;
}

function sendWrite<T extends object>(
  context: EntityContext<T>,
  { plan, subject }: EntityWrite,
  options: SaveOptions<T>,
  filter: Expression<'bool'> | null,
): Promise<RecordMetadata> {
  const { guard = null, key, generation, metadata = context.metadata } = plan;
  if (guard === null) return executeWrite(context, plan, options, filter);
  const guarded = { metadata, key, generation, subject, guard, filter };
  return guardedWrite(context, guarded, options, (allowed, gen) =>
    executeWrite(context, { ...plan, generation: gen }, options, allowed),
  );
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
    throw await writeFailure(context, key, subject, error);
  }
}

/** What the failure of a write means for the entity. */
async function writeFailure(
  context: EntityContext,
  key: Key,
  subject: WriteSubject,
  error: unknown,
): Promise<unknown> {
  return toWriteError(error, subject, await actualGeneration(context, key, error));
}

/**
 * The generation a lost race left behind, null for no record; undefined when it does not matter or
 * cannot be read.
 */
async function actualGeneration(
  context: EntityContext,
  key: Key,
  error: unknown,
): Promise<number | null | undefined> {
  if (!(error instanceof AerospikeError)) return undefined;
  const { resultCode } = error;
  if (resultCode !== ResultCode.generation && resultCode !== ResultCode.recordExists) {
    return undefined;
  }
  try {
    const { meta } = await context.client.exists(key, callPolicy(context, 'read', {}));
    return meta?.gen ?? null;
  } catch {
    return undefined;
  }
}
