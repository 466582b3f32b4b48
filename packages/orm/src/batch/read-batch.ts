import type {
  AerospikeClient,
  AerospikeRecord,
  BatchPolicy,
  BatchRecord,
  Key,
} from '@aeroform/core';
import { BatchError, type BatchItem, BatchOutcome } from './batch-outcome.js';
import { type ChunkOptions, runChunks } from './run-chunks.js';
import { failedItem, failedRow } from './send-batch.js';

/** Records that are all read in the same way. */
export interface BatchRead<R> {
  /** The method, for errors. */
  readonly verb: string;
  readonly ids: readonly unknown[];
  /** One for each id. */
  readonly keys: readonly Key[];
  /** Bins to read; null for all, none for the headers only. */
  readonly bins: readonly string[] | null;
  readonly policy: BatchPolicy | undefined;
  /** The result of a record. */
  readonly resultOf: (record: AerospikeRecord, id: unknown) => R;
  /** The result where there is no record, or a filter expression rejects it. */
  readonly missing: R;
}

const OK = 0;

/**
 * Reads records in chunks, and gives the results in the order of the keys. It does without the item of
 * each record that steps have, unless one fails.
 *
 * @throws BatchError when a record could not be read; its outcome has those that could
 */
export async function readBatch<R>(
  client: AerospikeClient,
  read: BatchRead<R>,
  options: ChunkOptions,
): Promise<R[]> {
  const { keys, bins, policy, missing } = read;
  const problems: BatchItem<R>[] = [];
  const fail = (index: number, error: unknown): R => {
    problems.push(failedItem(index, error, sender(read)));
    return missing;
  };
  const results = await runChunks<Key, R>(
    keys,
    options,
    async (chunk, start) => {
      let rows: readonly BatchRecord[];
      try {
        rows = (await client.batchRead(chunk, bins, policy)).batchRecords;
      } catch (error) {
        return chunk.map((_, index) => fail(start + index, error));
      }
      return rows.map((row, index) => resultOf(row, start + index, read, problems));
    },
    (_, index, reason) => fail(index, reason),
  );
  if (problems.some(({ status }) => status === 'failed')) throw failure(read, results, problems);
  return results;
}

function resultOf<R>(
  row: BatchRecord,
  index: number,
  read: BatchRead<R>,
  problems: BatchItem<R>[],
): R {
  try {
    const { record } = row;
    if (record !== null) return read.resultOf(record, read.ids[index]);
    if (row.result !== OK) {
      const item = failedRow<R>(row, index, sender(read));
      if (item.status !== 'not-found') problems.push(item);
    }
  } catch (error) {
    // The read succeeded; only its result cannot be mapped.
    problems.push({ index, id: read.ids[index], status: 'failed', error, inDoubt: false });
  }
  return read.missing;
}

/** With an item for each record. */
function failure<R>(
  { verb, ids }: BatchRead<R>,
  results: readonly R[],
  problems: readonly BatchItem<R>[],
): BatchError {
  const items = results.map((value, index): BatchItem<R> => {
    return { index, id: ids[index], status: 'ok', value, inDoubt: false };
  });
  for (const problem of problems) items[problem.index] = problem;
  return new BatchError(verb, new BatchOutcome(verb, items));
}

function sender<R>({ ids }: BatchRead<R>) {
  return { idOf: (index: number) => ids[index], errorOf: (_: number, error: unknown) => error };
}
