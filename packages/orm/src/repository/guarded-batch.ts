import { setTimeout as pause } from 'node:timers/promises';
import type { BatchEntry, BatchPolicy } from '@aeroform/core';
import type { BatchItem } from '../batch/batch-outcome.js';
import { type BatchStep, runSteps } from '../batch/batch-step.js';
import { type ChunkOptions, runChunks } from '../batch/run-chunks.js';
import type { EntityContext } from '../context/entity-context.js';
import { aboutRecord } from '../context/run-verb.js';
import type { WriteOptions } from './call-options.js';
import { MOST_TRIES } from './guarded-write.js';
import { retryPause } from './retry-pause.js';
import { type RefusedRecord, settleRecord } from './settle-record.js';

/** A row of a batch that is sent with a guard, as `guardedWrite` sends one write. */
export interface GuardedRow extends RefusedRecord {
  readonly context: EntityContext;
  /** Whether the caller has a condition too. */
  readonly hasFilter: boolean;
  /** The same under another generation. */
  readonly entryAt: (generation: number | null) => BatchEntry;
}

/** A step that may be sent with a guard. */
export interface GuardedStep<R> extends BatchStep<R> {
  /** Absent without a guard. */
  readonly guarded?: GuardedRow;
}

/** A row to send again; its place is that in the whole batch. */
export interface SettledRow {
  readonly place: number;
  readonly entry: BatchEntry;
}

/** Records that are settled at the same time by each of the batch's parallel workers. */
const AT_ONCE = 16;

/** Runs steps as `runSteps` does; those again whose record was of an older form. */
export async function runGuardedSteps<R>(
  { client }: EntityContext,
  steps: readonly GuardedStep<R>[],
  sending: { readonly policy: BatchPolicy | undefined; readonly chunks: ChunkOptions },
  options: Pick<WriteOptions<never>, 'signal' | 'behavior'>,
): Promise<BatchItem<R>[]> {
  const { policy, chunks } = sending;
  const items = await runSteps(client, steps, policy, chunks);
  if (!steps.some(({ guarded }) => guarded !== undefined)) return items;
  const { onProgress: _told, ...settings } = chunks;
  return resendRefused(
    items,
    (place) => steps[place]?.guarded,
    options,
    (rows) => {
      const again = rows.map(({ place, entry }) => ({ ...steps[place]!, entry }));
      return runSteps(client, again, policy, settings);
    },
  );
}

/**
 * Sends the rows again whose guard refused the record, once each record is brought to the present form.
 *
 * @param items what became of the rows
 * @param rowOf the guarded row at a place; undefined where there was no guard
 * @param resend sends rows; gives what became of each, in their order
 */
export async function resendRefused<R>(
  items: readonly BatchItem<R>[],
  rowOf: (place: number) => GuardedRow | undefined,
  options: Pick<WriteOptions<never>, 'signal' | 'behavior'>,
  resend: (rows: readonly SettledRow[]) => Promise<readonly BatchItem<R>[]>,
): Promise<BatchItem<R>[]> {
  const answers = [...items];
  const refused = (item: BatchItem<R>): boolean => item.status === 'filtered';
  let left = answers.flatMap((item, place) => {
    const row = refused(item) ? rowOf(place) : undefined;
    // In doubt, an earlier try may have made the caller's condition false.
    return row === undefined || (row.hasFilter && item.inDoubt) ? [] : [{ place, row }];
  });
  for (let attempt = 1; left.length > 0 && attempt < MOST_TRIES; attempt++) {
    const ready: { readonly place: number; readonly row: GuardedRow }[] = [];
    for (const { place, settled } of await settleAll(left, options)) {
      if ('row' in settled) ready.push({ place, row: settled.row });
      else answers[place] = failed(answers[place]!, settled.error);
    }
    const again = await resend(
      ready.map(({ place, row }) => ({ place, entry: row.entryAt(row.generation) })),
    );
    again.forEach((item, index) => (answers[ready[index]!.place] = item));
    // The record has the present form now: where there is a condition, it is that which is false.
    left = ready.filter(({ row }, index) => refused(again[index]!) && !row.hasFilter);
    if (left.length > 0) await pause(retryPause(attempt));
  }
  return answers.map((item, index) => (item.index === index ? item : { ...item, index }));
}

interface Settling {
  readonly place: number;
  readonly row: GuardedRow;
}

interface Settled {
  readonly place: number;
  /** The row under the generation its record has now, or why it cannot be sent. */
  readonly settled: { readonly row: GuardedRow } | { readonly error: unknown };
}

function settleAll(
  rows: readonly Settling[],
  options: Pick<WriteOptions<never>, 'signal' | 'behavior'>,
): Promise<Settled[]> {
  const { signal } = options;
  const [first] = rows;
  const parallel = first?.row.context.options.batch.parallel ?? 1;
  return runChunks(
    rows,
    { chunk: AT_ONCE, parallel, ...(signal === undefined ? {} : { signal }) },
    (chunk) => Promise.all(chunk.map((each) => settle(each, options))),
    ({ place }, _index, error) => ({ place, settled: { error } }),
  );
}

async function settle(
  { place, row }: Settling,
  options: Pick<WriteOptions<never>, 'signal' | 'behavior'>,
): Promise<Settled> {
  try {
    const generation = await settleRecord(row.context, row, options);
    return { place, settled: { row: { ...row, generation } } };
  } catch (error) {
    const { metadata } = row.context;
    return { place, settled: { error: aboutRecord(error, metadata, row.subject.id) } };
  }
}

function failed<R>({ index, id }: BatchItem<R>, error: unknown): BatchItem<R> {
  return { index, id, status: 'failed', error, inDoubt: false };
}
