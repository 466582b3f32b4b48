import type { Key } from '../key/key.js';
import { checkFields } from '../parameter/call-parameter.js';
import type { Operation } from '../operation/operation.js';
import type {
  BatchApplyPolicy,
  BatchReadPolicy,
  BatchRemovePolicy,
  BatchWritePolicy,
} from '../policy/batch-policy.js';
import type { RemoveMeta, WriteMeta } from '../policy/write-policy.js';
import type { Bins, BinValue } from '../value/bin-value.js';

/** Reads one record of a batch. */
export interface BatchReadEntry {
  /** Tells the kinds of entries apart. */
  readonly kind: 'read';
  /** The record to read. */
  readonly key: Key;
  /** Bins to read; none for `[]`, all for null. */
  readonly bins: readonly string[] | null;
  /** Settings of this entry, over those of the whole batch. */
  readonly policy: BatchReadPolicy | undefined;
}

/** Writes one record of a batch. */
export interface BatchWriteEntry {
  /** Tells the kinds of entries apart. */
  readonly kind: 'write';
  /** The record to write. */
  readonly key: Key;
  /** Bins to write, at least one; null removes a bin. */
  readonly bins: Bins;
  /**
   * Generation, ttl and write settings of this entry; they win over its policy. Null or absent for
   * none.
   */
  readonly meta: WriteMeta | null | undefined;
  /** Settings of this entry, over those of the whole batch. */
  readonly policy: BatchWritePolicy | undefined;
}

/** Runs operations on one record of a batch. */
export interface BatchOperateEntry {
  /** Tells the kinds of entries apart. */
  readonly kind: 'operate';
  /** The record to work on. */
  readonly key: Key;
  /** What to do, in this order; all of it or nothing. */
  readonly operations: readonly Operation[];
  /** The result has `orderedBins`: one entry for each operation. */
  readonly ordered: boolean;
  /**
   * Generation, ttl and write settings of this entry; they win over its policy. Null or absent for
   * none.
   */
  readonly meta: WriteMeta | null | undefined;
  /** Settings of this entry, over those of the whole batch. */
  readonly policy: BatchWritePolicy | undefined;
}

/** Removes one record of a batch. */
export interface BatchRemoveEntry {
  /** Tells the kinds of entries apart. */
  readonly kind: 'remove';
  /** The record to remove. */
  readonly key: Key;
  /** Generation and settings of this removal; they win over its policy. Null or absent for none. */
  readonly meta: RemoveMeta | null | undefined;
  /** Settings of this entry, over those of the whole batch. */
  readonly policy: BatchRemovePolicy | undefined;
}

/** Runs a function of a registered module on one record of a batch. */
export interface BatchApplyEntry {
  /** Tells the kinds of entries apart. */
  readonly kind: 'apply';
  /** The record, which need not exist. */
  readonly key: Key;
  /** Name of the module. */
  readonly module: string;
  /** Name of the function. */
  readonly functionName: string;
  /** What the function gets behind the record; null for nothing. */
  readonly args: readonly BinValue[] | null;
  /** Settings of this entry, over those of the whole batch. */
  readonly policy: BatchApplyPolicy | undefined;
}

/** One entry of a batch of mixed commands; built by {@link batchEntry}. */
export type BatchEntry =
  | BatchReadEntry
  | BatchWriteEntry
  | BatchOperateEntry
  | BatchRemoveEntry
  | BatchApplyEntry;

/** What a writing entry takes besides what it writes. */
export interface BatchWriteOptions {
  /**
   * Generation, ttl and write settings of this entry; they win over its policy. Null or absent for
   * none.
   */
  readonly meta?: WriteMeta | null;
  /** Settings of this entry, over those of the whole batch. */
  readonly policy?: BatchWritePolicy;
}

/** Builders of the entries of `client.batch`. */
export const batchEntry = Object.freeze({
  /** Reads a record: `bins` null or absent for all bins, `[]` for the header only. */
  read(
    key: Key,
    options: { readonly bins?: readonly string[] | null; readonly policy?: BatchReadPolicy } = {},
  ): BatchReadEntry {
    checkFields(options, 'options', ['bins', 'policy']);
    return Object.freeze({ kind: 'read', key, bins: options.bins ?? null, policy: options.policy });
  },

  /** Writes bins. */
  write(key: Key, bins: Bins, options: BatchWriteOptions = {}): BatchWriteEntry {
    checkFields(options, 'options', ['meta', 'policy']);
    const { meta, policy } = options;
    return Object.freeze({ kind: 'write', key, bins, meta, policy });
  },

  /**
   * Runs operations on one record, atomically. With `ordered`, the result has `orderedBins`: one entry
   * for each operation, as that of `operateOrdered`.
   */
  operate(
    key: Key,
    operations: readonly Operation[],
    options: BatchWriteOptions & { readonly ordered?: boolean } = {},
  ): BatchOperateEntry {
    checkFields(options, 'options', ['meta', 'policy', 'ordered']);
    const { meta, policy, ordered = false } = options;
    return Object.freeze({ kind: 'operate', key, operations, ordered, meta, policy });
  },

  /** Removes a record. */
  remove(
    key: Key,
    options: { readonly meta?: RemoveMeta | null; readonly policy?: BatchRemovePolicy } = {},
  ): BatchRemoveEntry {
    checkFields(options, 'options', ['meta', 'policy']);
    return Object.freeze({ kind: 'remove', key, meta: options.meta, policy: options.policy });
  },

  /** Runs a function on one record; what it returns is in the bin `SUCCESS` of the result. */
  apply(
    key: Key,
    module: string,
    functionName: string,
    ...[args, policy]: [args?: readonly BinValue[] | null, policy?: BatchApplyPolicy]
  ): BatchApplyEntry {
    const given = args ?? null;
    return Object.freeze({ kind: 'apply', key, module, functionName, args: given, policy });
  },
});
