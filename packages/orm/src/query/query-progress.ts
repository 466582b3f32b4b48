import { checkCount } from './check-count.js';
import { checkFunction } from './check-function.js';
import { checkOptions } from './check-options.js';
import type { ProgressListener } from './query-state.js';

const INTERVAL_MS = 1000;

/** Who listens, as the query remembers it. @throws QueryError for what is no listener */
export function progressListener(
  listener: ProgressListener['listener'],
  options: { readonly intervalMs?: number },
): ProgressListener {
  checkFunction('onProgress', listener);
  checkOptions('onProgress', options, ['intervalMs']);
  const { intervalMs = INTERVAL_MS } = options;
  return { listener, intervalMs: checkCount(intervalMs, 'onProgress: intervalMs', 0) };
}

/** The items, with a word to who listens now and then, and at the end. */
export async function* withProgress<V>(
  items: AsyncGenerator<V, void>,
  progress: ProgressListener | null,
): AsyncGenerator<V, void> {
  if (progress === null) {
    yield* items;
    return;
  }
  const { listener, intervalMs } = progress;
  const startedAt = performance.now();
  let toldAt = startedAt;
  let records = 0;
  for await (const item of items) {
    records += 1;
    const now = performance.now();
    if (now - toldAt >= intervalMs) {
      toldAt = now;
      listener({ records, elapsedMs: now - startedAt, isDone: false });
    }
    yield item;
  }
  listener({ records, elapsedMs: performance.now() - startedAt, isDone: true });
}
