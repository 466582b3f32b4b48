import {
  type AerospikeRecord,
  batchEntry,
  type BatchRecord,
  type BinValue,
  EXP_READ_EVAL_NO_FAIL,
  EXP_TYPE_BLOB,
  EXP_TYPE_INT,
  EXP_TYPE_STRING,
  exp,
  type Key,
  operations,
} from '@aeroform/core';
import type { BatchStep } from '../batch/batch-step.js';
import type { EntityContext } from '../context/entity-context.js';
import { binsToSelect } from '../mapping/bins-of.js';
import { fromBin } from '../mapping/from-bin.js';
import { hydrate } from '../mapping/hydrate.js';
import { ownValue } from '../mapping/own-value.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/** A record that references are to. */
export interface Target {
  readonly context: EntityContext;
  readonly key: Key;
  /** Undefined when only the digest is known. */
  readonly id: unknown;
}

type RowRecord = AerospikeRecord | null;

/** Reads the record of a target; null when there is none. */
export function recordStep({ context, key, id }: Target): BatchStep<RowRecord> {
  const bins = binsToSelect(context, undefined);
  return step(id, batchEntry.read(key, { bins, policy: touchPolicy(context.metadata) }));
}

/** What `touchOnRead` of a class, given as a per cent, asks of the server. */
export function touchPolicy({ touchOnRead }: EntityMetadata): {
  readonly readTouchTtlPercent?: number;
} {
  return typeof touchOnRead === 'number' ? { readTouchTtlPercent: touchOnRead } : {};
}

const KEY_TYPES = [EXP_TYPE_STRING, EXP_TYPE_INT, EXP_TYPE_BLOB] as const;

/** Whether the id of a target has to be read besides its bins: no read returns the user key. */
export function needsUserKey({ context, id }: Target): boolean {
  return id === undefined && context.metadata.id.storedName === null && context.metadata.sendKey;
}

/** Reads the user key that is stored with the record of a target. */
export function userKeyStep({ key, id }: Target): BatchStep<RowRecord> {
  const reads = KEY_TYPES.map((type, index) =>
    operations.expRead(`%${index}`, exp.key(type), EXP_READ_EVAL_NO_FAIL),
  );
  return step(id, batchEntry.operate(key, reads));
}

function step(id: unknown, entry: BatchStep<RowRecord>['entry']): BatchStep<RowRecord> {
  return {
    id,
    entry,
    resultOf: (row: BatchRecord | null) => row?.record ?? null,
    missing: { result: null },
    errorOf: (error) => error,
  };
}

/**
 * The entity of a record that was read for a reference; null when there is none, or it was removed
 * softly.
 *
 * @param userKey what {@link userKeyStep} read
 */
export function targetEntity(
  { context, id }: Pick<Target, 'context' | 'id'>,
  record: AerospikeRecord | null,
  userKey: AerospikeRecord | null,
): object | null {
  if (record === null || isRemoved(context, record)) return null;
  const { metadata } = context;
  const isWhole = binsToSelect(context, undefined) === null;
  const known = id ?? storedId(context, userKey);
  return hydrate(metadata, record, { id: known, isWhole, session: context });
}

function storedId({ metadata }: EntityContext, userKey: AerospikeRecord | null): unknown {
  const stored = Object.values(userKey?.bins ?? {}).find((value) => value !== null);
  if (stored === undefined) return undefined;
  return fromBin(metadata.id.value, stored as BinValue, metadata.id.label);
}

function isRemoved({ metadata, withDeleted }: EntityContext, { bins }: AerospikeRecord): boolean {
  const bin = metadata.deletedAt?.storedName ?? null;
  return bin !== null && !withDeleted && (ownValue(bins, bin) ?? null) !== null;
}
