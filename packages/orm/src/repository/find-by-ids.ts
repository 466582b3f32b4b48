import type { Key } from '@aeroform/core';
import { BatchError, BatchOutcome } from '../batch/batch-outcome.js';
import { runSteps } from '../batch/batch-step.js';
import { type BatchRead, readBatch } from '../batch/read-batch.js';
import type { ChunkOptions } from '../batch/run-chunks.js';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { aboutRecord } from '../context/run-verb.js';
import { hydrate } from '../mapping/hydrate.js';
import { toKey } from '../mapping/to-key.js';
import { computedRead } from '../query/computed-read.js';
import { checkPopulate, populateRead } from '../reference/populate-read.js';
import {
  checkCallOptions,
  type FindCall,
  type FindOptions,
  type ReadOptions,
} from './call-options.js';
import { chunkOptions } from './chunk-options.js';
import { isHidden, tellingBins, withTellingBins } from './hidden-record.js';
import { touchGuard, withGuard } from './read-record.js';
import { readStep } from './read-step.js';
import { requireArgument } from './require-argument.js';
import { selectedBins } from './selected-bins.js';
import { touchOf } from './touch-on-read.js';

/** How many records are read at once, and who is told of it. */
export interface ReadManyOptions extends ReadOptions {
  /** Records in one batch command. Default: that of the data source. */
  readonly chunk?: number;
  /** Called after each batch command. */
  readonly onProgress?: NonNullable<ChunkOptions['onProgress']>;
}

/** Options of finding by several ids, whatever the paths of `populate`. */
export interface FindManyCall<T> extends FindCall<T>, ReadManyOptions {}

/** Options of finding by several ids. */
export interface FindManyOptions<T, P extends string = never>
  extends FindOptions<T, P>, ReadManyOptions {}

/**
 * The entities of ids in the order of the ids, null where there is none; an id that is given twice has
 * an entity for each time.
 *
 * @throws BatchError when a record could not be read; its outcome has those that could
 */
export async function findByIds<T extends object>(
  context: EntityContext<T>,
  ids: readonly unknown[],
  options: FindManyCall<T>,
): Promise<(T | null)[]> {
  requireArgument(Array.isArray(ids), 'ids', 'findByIds() takes an array of ids', ids);
  checkCallOptions('findMany', 'findByIds', options);
  checkPopulate(context.metadata, options);
  const touch = touchOf(context.metadata, options.touch);
  const entities =
    touch === true || computedRead(context.metadata, options.select) !== null
      ? await findByOperations(context, ids, { ...options, touch })
      : await findPlain(context, ids, { ...options, touch });
  await populateRead(context, entities, options.populate, options);
  return entities;
}

function findPlain<T extends object>(
  context: EntityContext<T>,
  ids: readonly unknown[],
  { touch, ...options }: FindManyCall<T> & { readonly touch: number | false },
): Promise<(T | null)[]> {
  const { metadata, client } = context;
  const { select: only } = options;
  const bins = withTellingBins(selectedBins(context, only), tellingBins(context));
  const isWhole = bins === null;
  const guarded = withGuard(options, touchGuard(context, touch));
  const policy = callPolicy(context, 'batch', guarded);
  const read: BatchRead<T | null> = {
    verb: 'findByIds',
    ids,
    keys: keysOf(context, ids),
    bins,
    policy: touch === false ? policy : { ...policy, readTouchTtlPercent: touch },
    resultOf: (record, id) =>
      isHidden(context, record.bins)
        ? null
        : hydrate(metadata, record, { id, only, isWhole, session: context }),
    missing: null,
  };
  return readBatch(client, read, chunkOptions(context, options));
}

/** Prolongs the life of the records, or has the server compute something: that takes operations. */
async function findByOperations<T extends object>(
  context: EntityContext<T>,
  ids: readonly unknown[],
  { touch, ...options }: FindManyCall<T> & { readonly touch: boolean | number },
): Promise<(T | null)[]> {
  const isTouching = touch === true;
  const filter = options.policy?.filterExpression ?? null;
  const reading = { select: options.select, touch: isTouching, filter };
  const steps = ids.map((id) => readStep(context, id, reading));
  const called = callPolicy(context, 'batch', options);
  const policy = typeof touch === 'number' ? { ...called, readTouchTtlPercent: touch } : called;
  const items = await runSteps(context.client, steps, policy, chunkOptions(context, options));
  if (items.some(({ status }) => status === 'failed')) {
    throw new BatchError('findByIds', new BatchOutcome('findByIds', items));
  }
  // What a filter expression rejects counts as not there.
  return items.map(({ value }) => value ?? null);
}

/**
 * Whether there is a record of each id, in the order of the ids.
 *
 * @throws BatchError when that could not be found out for some of them
 */
export async function existsMany(
  context: EntityContext,
  ids: readonly unknown[],
  options: ReadManyOptions,
): Promise<boolean[]> {
  requireArgument(Array.isArray(ids), 'ids', 'existsMany() takes an array of ids', ids);
  checkCallOptions('readMany', 'existsMany', options);
  const read: BatchRead<boolean> = {
    verb: 'existsMany',
    ids,
    keys: keysOf(context, ids),
    bins: tellingBins(context),
    policy: callPolicy(context, 'batch', options),
    resultOf: ({ bins }) => !isHidden(context, bins),
    missing: false,
  };
  return readBatch(context.client, read, chunkOptions(context, options));
}

function keysOf(context: EntityContext, ids: readonly unknown[]): Key[] {
  return ids.map((id) => {
    try {
      return toKey(context, id);
    } catch (error) {
      throw aboutRecord(error, context.metadata, id);
    }
  });
}
