import {
  type AerospikeRecord,
  type Expression,
  type Key,
  type Operation,
  operations,
  type ReadPolicy,
} from '@aeroform/core';
import { callPolicy } from '../context/call-policy.js';
import type { RecordUse } from '../context/coalescer.js';
import type { EntityContext } from '../context/entity-context.js';
import { formOfClass } from '../query/present-form.js';
import type { ReadOptions } from './call-options.js';
import { joinFilters } from './guarded-write.js';
import { isFilteredOut } from './is-filtered-out.js';
import { isNotFound } from './is-not-found.js';
import { touchMeta, touchOf } from './touch-on-read.js';

/** How a record is read. */
export interface ReadRecordOptions extends ReadOptions {
  /** Whether reading prolongs its life. Default: as the entity says. */
  readonly touch?: boolean | number;
}

/** What is read. */
export interface RecordToRead {
  readonly key: Key;
  /** Bins to read; null for all, none for the header only. */
  readonly bins: readonly string[] | null;
}

/**
 * The record of a key; null when there is none.
 *
 * @param bins to read; null for all, none for the header only
 */
export function readRecord(
  context: EntityContext,
  key: Key,
  bins: readonly string[] | null,
  options: ReadRecordOptions,
): Promise<AerospikeRecord | null> {
  return readRecordAs(context, { key, bins }, options, (record) => record);
}

/**
 * What `use` makes of the record of a key; it gets null when there is none. Where the scope wants it,
 * the read shares a batch with those of the same turn of the event loop: not in a transaction, nor with
 * a policy of its own.
 */
export function readRecordAs<R>(
  context: EntityContext,
  { key, bins }: RecordToRead,
  options: ReadRecordOptions,
  use: RecordUse<R>,
): Promise<R> {
  const { coalescer } = context;
  const touch = touchOf(context.metadata, options.touch);
  const { policy, behavior, signal } = options;
  const guard = touchGuard(context, touch);
  const isPlain = policy === undefined && behavior === undefined && guard === null;
  const isShared = coalescer !== null && isPlain;
  if (isShared && touch !== true && context.transaction === null) {
    const shared = touchingPolicy(context.policies.read, touch);
    return coalescer.read({ key, bins, policy: shared, signal }, use);
  }
  const guarded = withGuard(options, guard);
  const read =
    touch === true
      ? readTouching(context, key, bins, guarded)
      : readAlone(context, key, bins, withTouch(guarded, touch));
  return read.then(use, (error: unknown) => {
    if (isNotFound(error) || isRefused(error, guard, options)) return use(null);
    throw error;
  });
}

/** The records whose life a read may prolong: those of the class; null for all. */
export function touchGuard(
  { metadata }: Pick<EntityContext, 'metadata'>,
  touch: boolean | number,
): Expression<'bool'> | null {
  return touch === false ? null : formOfClass(metadata);
}

/** The options of a read that reaches only what a guard lets through. */
export function withGuard<O extends ReadOptions>(options: O, guard: Expression<'bool'> | null): O {
  if (guard === null) return options;
  const { policy } = options;
  const filterExpression = joinFilters(guard, policy?.filterExpression ?? null)!;
  return { ...options, policy: { ...policy, filterExpression } };
}

/** Tells whether it was the guard of a read that refused the record. */
export function isRefused(
  error: unknown,
  guard: Expression<'bool'> | null,
  { policy }: ReadOptions,
): boolean {
  return guard !== null && policy?.filterExpression === undefined && isFilteredOut(error);
}

/** The options of a read that lets the server prolong the life of the record. */
export function withTouch(options: ReadRecordOptions, touch: number | false): ReadOptions {
  if (touch === false) return options;
  return { ...options, policy: { readTouchTtlPercent: touch, ...options.policy } };
}

function readAlone(
  context: EntityContext,
  key: Key,
  bins: readonly string[] | null,
  options: ReadOptions,
): Promise<AerospikeRecord | null> {
  const { client } = context;
  const policy = callPolicy(context, 'read', options);
  if (bins === null) return client.get(key, policy);
  if (bins.length > 0) return client.select(key, bins, policy);
  // Only what comes with every record is asked for: the header is enough.
  return client
    .exists(key, policy)
    .then(({ key: found, meta }) => (meta === null ? null : { key: found, meta, bins: {} }));
}

/** Prolongs the life of the record and reads it, in one round trip. */
async function readTouching(
  context: EntityContext,
  key: Key,
  bins: readonly string[] | null,
  options: ReadOptions,
): Promise<AerospikeRecord> {
  const policy = callPolicy(context, 'operate', options);
  const meta = touchMeta(context.metadata);
  const record = await context.client.operate(key, touching(binReads(bins)), meta, policy);
  return { key: record.key, meta: record.meta, bins: presentBins(record.bins) };
}

/** The operations that read bins: null for all. */
export function binReads(bins: readonly string[] | null): Operation[] {
  return bins === null ? [operations.read()] : bins.map((bin) => operations.read(bin));
}

/** The operations that prolong the life of a record, and then read. */
export function touching(reads: readonly Operation[]): Operation[] {
  return [operations.touch(), ...reads];
}

/** The bins that an operation read, without those that the record does not have. */
export function presentBins(bins: AerospikeRecord['bins']): AerospikeRecord['bins'] {
  return Object.fromEntries(Object.entries(bins).filter(([, value]) => value !== null));
}

const policies = new WeakMap<ReadPolicy, Map<number, ReadPolicy>>();
const NO_POLICY: ReadPolicy = Object.freeze({});

/** One object for equal policies, by which the coalescer tells reads apart. */
function touchingPolicy(
  base: ReadPolicy | undefined,
  touch: number | false,
): ReadPolicy | undefined {
  if (touch === false) return base;
  const key = base ?? NO_POLICY;
  let byPercent = policies.get(key);
  if (byPercent === undefined) policies.set(key, (byPercent = new Map()));
  let policy = byPercent.get(touch);
  if (policy === undefined) {
    byPercent.set(touch, (policy = Object.freeze({ readTouchTtlPercent: touch, ...base })));
  }
  return policy;
}
