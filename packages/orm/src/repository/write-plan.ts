import {
  type BinValue,
  type Key,
  LIST_ORDERED,
  listSetOrder,
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
import { isSorted } from '../mapping/changed-bins.js';

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

/** The header of a write. */
export function writeMeta(
  plan: Pick<WritePlan, 'mode' | 'generation' | 'ttl'>,
  metadata: EntityMetadata,
  durableDelete = metadata.durableDelete,
): WriteMeta {
  return {
    exists: existsOf[plan.mode],
    key: metadata.sendKey ? POLICY_KEY_SEND : POLICY_KEY_DIGEST,
    ttl: plan.ttl,
    ...(plan.generation === null ? {} : { gen: plan.generation }),
    ...(durableDelete ? { durableDelete } : {}),
  };
}

/** What is sent: bins, or operations where bins are not enough. */
export interface WriteRequest {
  readonly mode: WriteMode;
  readonly bins: Readonly<Record<string, BinValue>>;
  /** Null when writing the bins does it. */
  readonly operations: readonly Operation[] | null;
}

/** Chooses between a plain write of bins and operations; sorted lists need the latter. */
export function writeRequest(plan: WritePlan, metadata: EntityMetadata): WriteRequest {
  const bins = Object.fromEntries(plan.bins);
  if (plan.bins.size === 0) {
    return { mode: plan.mode, bins, operations: [operations.touch()] };
  }
  const sorted = metadata.bins.filter(
    ({ binName, value }) => isSorted(value) && (plan.bins.get(binName) ?? null) !== null,
  );
  if (sorted.length === 0) return { mode: plan.mode, bins, operations: null };
  const replaces = plan.mode === 'replace' || plan.mode === 'replaceExisting';
  return {
    mode: operateModeOf[plan.mode],
    bins,
    operations: [
      ...(replaces ? [operations.delete()] : []),
      ...[...plan.bins].map(([bin, value]) => operations.write(bin, value)),
      ...sorted.map(({ binName }) => listSetOrder(binName, LIST_ORDERED)),
    ],
  };
}
