import {
  AerospikeError,
  type AerospikeClient,
  type BatchEntry,
  type BatchPolicy,
  type BatchRecord,
} from '@aeroform/core';
import type { BatchItem, BatchStatus } from './batch-outcome.js';

/** What a chunk needs besides its entries. */
export interface BatchSender<R> {
  readonly client: AerospikeClient;
  readonly policy: BatchPolicy | undefined;
  /** The id of the entry at an index of the whole batch. */
  readonly idOf: (index: number) => unknown;
  /** The result of an entry that succeeded. */
  readonly valueOf: (index: number, row: BatchRecord) => R;
  /** What the failure of an entry means. */
  readonly errorOf: (index: number, error: unknown) => unknown;
}

const OK = 0;
const statusOf: Readonly<Partial<Record<number, BatchStatus>>> = { 2: 'not-found', 27: 'filtered' };

/** Sends entries as one batch; a failure of the whole becomes one of every entry. */
export async function sendBatch<R>(
  entries: readonly BatchEntry[],
  start: number,
  sender: BatchSender<R>,
): Promise<BatchItem<R>[]> {
  let rows: readonly BatchRecord[];
  try {
    rows = (await sender.client.batch(entries, sender.policy)).batchRecords;
  } catch (error) {
    return entries.map((_, index) => failedItem(start + index, error, sender));
  }
  return rows.map((row, index) => toItem(row, start + index, sender));
}

/** The item of an entry that failed, or was never sent. */
export function failedItem<R>(
  index: number,
  error: unknown,
  { idOf, errorOf }: Pick<BatchSender<R>, 'idOf' | 'errorOf'>,
): BatchItem<R> {
  const inDoubt = isInDoubt(error);
  return { index, id: idOf(index), status: 'failed', error: errorOf(index, error), inDoubt };
}

function isInDoubt(error: unknown): boolean {
  return error instanceof AerospikeError && error.inDoubt;
}

function toItem<R>(row: BatchRecord, index: number, sender: BatchSender<R>): BatchItem<R> {
  if (row.result !== OK) return failedRow(row, index, sender);
  const id = sender.idOf(index);
  try {
    return { index, id, status: 'ok', value: sender.valueOf(index, row), inDoubt: false };
  } catch (error) {
    // The write or read succeeded; only its result cannot be mapped.
    return { index, id, status: 'failed', error, inDoubt: isInDoubt(error) };
  }
}

/** The item of an entry that the server did not carry out. */
export function failedRow<R>(
  row: BatchRecord,
  index: number,
  { idOf, errorOf }: Pick<BatchSender<R>, 'idOf' | 'errorOf'>,
): BatchItem<R> {
  const status = statusOf[row.result] ?? 'failed';
  const error = errorOf(index, row.error);
  return { index, id: idOf(index), status, error, inDoubt: row.inDoubt };
}
