import type { AerospikeClient } from '@aeroform/core';
import { eitherSignal } from '../context/call-policy.js';

/** What is done with an index. */
export type SyncAction = 'create' | 'rename' | 'wait' | 'drop';

/** How far `schema.sync()` is. */
export interface SyncProgress {
  /** What is done with the index. */
  readonly action: SyncAction;
  /** The index. */
  readonly name: string;
  /** How much of it is built on the node that is last, in per cent. */
  readonly loadPercent: number;
  /** Steps that are done. */
  readonly done: number;
  /** Steps in all, one for each index. */
  readonly total: number;
}

/** One index to work on. */
export interface SyncStep {
  readonly action: SyncAction;
  readonly name: string;
  readonly namespace: string;
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** Where a step is among all of them. */
export interface SyncStepPlace {
  readonly done: number;
  readonly total: number;
  readonly options: {
    readonly onProgress?: (progress: SyncProgress) => void;
    readonly signal?: AbortSignal;
  };
}

const ASK_EVERY_MS = 500;

/** Works on one index, and tells meanwhile how far it is. */
export async function runSyncStep(
  client: AerospikeClient,
  { action, name, namespace, run }: SyncStep,
  { done, total, options: { onProgress, signal } }: SyncStepPlace,
): Promise<void> {
  const tell = (loadPercent: number, finished = done): void =>
    onProgress?.({ action, name, loadPercent, done: finished, total });
  const failed = new AbortController();
  const ask = async (): Promise<void> => {
    // Before the first node has the index, and when it is gone, there is nothing to tell.
    const status = await client.indexStatus(namespace, name).catch(() => null);
    if (status === null || failed.signal.aborted) return;
    try {
      tell(status.loadPercent);
    } catch (error) {
      failed.abort(error);
    }
  };
  tell(0);
  const timer = onProgress === undefined ? undefined : setInterval(() => void ask(), ASK_EVERY_MS);
  try {
    await run(eitherSignal(failed.signal, signal) ?? failed.signal);
  } catch (error) {
    throw failed.signal.aborted ? failed.signal.reason : error;
  } finally {
    clearInterval(timer);
    failed.abort();
  }
  tell(100, done + 1);
}
