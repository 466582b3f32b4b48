import type { ProgressListener } from './query-state.js';

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
