import {
  type BinValue,
  type Expression,
  type Key,
  type Operation,
  operations,
  POLICY_EXISTS_CREATE_ONLY,
  POLICY_EXISTS_REPLACE,
  POLICY_EXISTS_REPLACE_ONLY,
  POLICY_EXISTS_UPDATE,
  POLICY_EXISTS_UPDATE_ONLY,
  POLICY_KEY_DIGEST,
  POLICY_KEY_SEND,
  type WriteMeta,
} from '@aeroform/core';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { EntityState } from '../mapping/entity-state.js';
import { orderOperations } from '../mapping/order-operations.js';
import { setOwn } from '../mapping/set-own.js';

/** What a write does depending on whether the record exists. */
export type WriteMode = 'create' | 'update' | 'upsert' | 'replace' | 'replaceExisting';

/** One write of one record, ready to be sent. */
export interface WritePlan {
  readonly key: Key;
  readonly mode: WriteMode;
  /** By bin name; null removes the bin. Empty: only the header is touched. */
  readonly bins: ReadonlyMap<string, BinValue>;
  /** The generation the record must have; null for any. */
  readonly generation: number | null;
  /** As core takes it. */
  readonly ttl: number;
  /** The operations that stand for writing whole lists and maps, by bin; null for none. */
  readonly changes?: ReadonlyMap<string, readonly Operation[]> | null;
  /** Lets through the records that the write may reach; null or absent for all. */
  readonly guard?: Expression<'bool'> | null;
  /** Of the class of the entity; without it that of the repository. */
  readonly metadata?: EntityMetadata;
  /** What is known of the entity; undefined for nothing. */
  readonly state?: EntityState | undefined;
}

const existsOf: Readonly<Record<WriteMode, NonNullable<WriteMeta['exists']>>> = {
  create: POLICY_EXISTS_CREATE_ONLY,
  update: POLICY_EXISTS_UPDATE_ONLY,
  upsert: POLICY_EXISTS_UPDATE,
  replace: POLICY_EXISTS_REPLACE,
  replaceExisting: POLICY_EXISTS_REPLACE_ONLY,
};

/**
 * The modes in which an operation that works inside a list may be sent: the server refuses those
 * together with a replacing policy, so the bins are deleted by an operation first.
 */
const operateModeOf: Readonly<Record<WriteMode, WriteMode>> = {
  create: 'create',
  update: 'update',
  upsert: 'upsert',
  replace: 'upsert',
  replaceExisting: 'update',
};

/** What the header of a write says besides the time to live and the generation. */
export function writeConditions(
  mode: WriteMode,
  metadata: EntityMetadata,
  durableDelete = metadata.durableDelete,
): Pick<WriteMeta, 'exists' | 'key' | 'durableDelete'> {
  const exists = existsOf[mode];
  const key = metadata.sendKey ? POLICY_KEY_SEND : POLICY_KEY_DIGEST;
  return durableDelete ? { exists, key, durableDelete } : { exists, key };
}

/** The header of a write. */
export function writeMeta(
  { mode, generation, ttl }: Pick<WritePlan, 'mode' | 'generation' | 'ttl'>,
  metadata: EntityMetadata,
  durableDelete = metadata.durableDelete,
): WriteMeta {
  const conditions = writeConditions(mode, metadata, durableDelete);
  return generation === null ? { ...conditions, ttl } : { ...conditions, ttl, gen: generation };
}

/** What is sent: bins, or operations where bins are not enough. */
export interface WriteRequest {
  readonly mode: WriteMode;
  readonly bins: Readonly<Record<string, BinValue>>;
  /** Null when writing the bins does it. */
  readonly operations: readonly Operation[] | null;
}

/** Chooses between a plain write of bins and operations; lists and maps in an order need the latter. */
export function writeRequest(plan: WritePlan, metadata: EntityMetadata): WriteRequest {
  const { mode } = plan;
  const bins: Record<string, BinValue> = {};
  for (const [bin, value] of plan.bins) setOwn(bins, bin, value);
  if (plan.bins.size === 0) return { mode, bins, operations: [operations.touch()] };
  const ordering = orderingOf(plan, plan.metadata ?? metadata);
  const changes = plan.changes ?? NO_CHANGES;
  if (ordering.length === 0 && changes.size === 0) return { mode, bins, operations: null };
  const replaces = mode === 'replace' || mode === 'replaceExisting';
  return {
    mode: operateModeOf[mode],
    bins,
    operations: [
      ...(replaces ? [operations.delete()] : []),
      ...[...plan.bins].flatMap(
        ([bin, value]) => changes.get(bin) ?? [operations.write(bin, value)],
      ),
      ...ordering,
    ],
  };
}

const NO_CHANGES: ReadonlyMap<string, readonly Operation[]> = new Map();
const NO_OPERATIONS: readonly Operation[] = [];

function orderingOf({ bins }: WritePlan, metadata: EntityMetadata): readonly Operation[] {
  const byBin = orderOperations(metadata);
  if (byBin.size === 0) return NO_OPERATIONS;
  return [...byBin].filter(([bin]) => (bins.get(bin) ?? null) !== null).map(([, each]) => each);
}
