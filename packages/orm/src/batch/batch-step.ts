import type { AerospikeClient, BatchEntry, BatchPolicy, BatchRecord } from '@aeroform/core';
import type { BatchItem } from './batch-outcome.js';
import { type ChunkOptions, runChunks } from './run-chunks.js';
import { type BatchSender, failedItem, sendBatch } from './send-batch.js';

/** One record of a batch: what is sent, and what the answer means. */
export interface BatchStep<R> {
  /** Id of the entity. */
  readonly id: unknown;
  /** What is sent; null when there is nothing to do. */
  readonly entry: BatchEntry | null;
  /** The result, once it succeeded; without a row when there was nothing to do. */
  readonly resultOf: (row: BatchRecord | null) => R;
  /** The result when there is no record; without it that is a failure. */
  readonly missing?: {
    readonly result: R;
    /** Also when the filter refuses the record: it lets only those of a class through. */
    readonly isFiltered?: boolean;
  };
  /** To be awaited once it succeeded; when it fails, so does the item, although the write happened. */
  after?(result: R): Promise<void>;
  /** What a failure means for the entity. */
  readonly errorOf: (error: unknown) => unknown;
}

/** Runs steps in chunks, and gives what became of each, in their order. Never rejects for a record. */
export async function runSteps<R>(
  client: AerospikeClient,
  steps: readonly BatchStep<R>[],
  policy: BatchPolicy | undefined,
  options: ChunkOptions,
): Promise<BatchItem<R>[]> {
  const sent: { readonly entry: BatchEntry; readonly place: number }[] = [];
  steps.forEach(({ entry }, place) => {
    if (entry !== null) sent.push({ entry, place });
  });
  const stepOf = (index: number): BatchStep<R> => steps[sent[index]!.place]!;
  const sender: BatchSender<R> = {
    client,
    policy,
    idOf: (index) => stepOf(index).id,
    valueOf: (index, row) => stepOf(index).resultOf(row),
    errorOf: (index, error) => stepOf(index).errorOf(error),
  };
  const answers = await runChunks(
    sent,
    options,
    (chunk, start) =>
      sendBatch(
        chunk.map(({ entry }) => entry),
        start,
        sender,
      ),
    (_, index, reason) => failedItem<R>(index, reason, sender),
  );
  const items: BatchItem<R>[] = steps.map(({ id, entry, resultOf }, index) => ({
    index,
    id,
    status: 'ok',
    inDoubt: false,
    // What was sent gets its answer below.
    ...(entry === null ? { value: resultOf(null) } : {}),
  }));
  for (const [index, item] of answers.entries()) {
    const { place } = sent[index]!;
    const step = steps[place]!;
    const answer = withMissing(index === place ? item : { ...item, index: place }, step);
    items[place] = step.after === undefined ? answer : await finished(answer, step);
  }
  return items;
}

async function finished<R>(
  item: BatchItem<R>,
  step: Pick<BatchStep<R>, 'after'>,
): Promise<BatchItem<R>> {
  if (item.status !== 'ok') return item;
  try {
    // safe: what succeeded has a result
    await step.after?.(item.value as R);
    return item;
  } catch (error) {
    const { index, id } = item;
    return { index, id, status: 'failed', error, inDoubt: false };
  }
}

function withMissing<R>(item: BatchItem<R>, { missing }: BatchStep<R>): BatchItem<R> {
  // In doubt, it may be missing because an earlier try removed it.
  if (missing === undefined || item.inDoubt) return item;
  const isMissing = item.status === 'filtered' ? missing.isFiltered : item.status === 'not-found';
  if (isMissing !== true) return item;
  const { index, id } = item;
  return { index, id, status: 'ok', value: missing.result, inDoubt: false };
}
