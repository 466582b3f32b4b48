import { messageOf } from '../error/message-of.js';

/** How the records of a batch are split and sent. */
export interface ChunkOptions {
  /** Records in one chunk. */
  readonly chunk: number;
  /** Chunks under way at the same time. */
  readonly parallel: number;
  readonly signal?: AbortSignal;
  /** Called after each chunk; when it throws, the rest is not sent, or a warning tells of it. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Sends records in chunks and gives the results in the order of the records. All chunks are sent,
 * whatever becomes of the others; after an abort the rest is not sent, and what arrived is kept.
 *
 * @param send handles one chunk; it must not reject
 * @param unsent the result of a record that was not sent
 */
export async function runChunks<T, R>(
  records: readonly T[],
  { chunk, parallel, signal, onProgress }: ChunkOptions,
  send: (chunk: readonly T[], start: number) => Promise<readonly R[]>,
  unsent: (record: T, index: number, reason: unknown) => R,
): Promise<R[]> {
  const results = new Array<R>(records.length);
  let next = 0;
  let done = 0;
  let stopped: { readonly reason: unknown } | null = null;
  const report = (count: number): void => {
    done += count;
    try {
      onProgress?.({ done, total: records.length });
    } catch (reason) {
      if (next >= records.length) warnOf(reason);
      stopped ??= { reason };
    }
  };
  const work = async (): Promise<void> => {
    while (next < records.length) {
      const start = next;
      const part = records.slice(start, start + chunk);
      next += part.length;
      if (signal?.aborted === true) stopped ??= { reason: signal.reason };
      const reason = stopped;
      const answers =
        reason === null
          ? await send(part, start)
          : part.map((record, index) => unsent(record, start + index, reason.reason));
      answers.forEach((answer, index) => (results[start + index] = answer));
      report(part.length);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, parallel) }, work));
  return results;
}

/** With nothing left to send, no record carries the reason. */
function warnOf(reason: unknown): void {
  process.emitWarning(`a function given to onProgress failed: ${messageOf(reason)}`, {
    code: 'AEROFORM_PROGRESS',
  });
}
