/** Begins a stream; the signal says that its rest is not wanted. */
export type StreamSource<V> = (signal: AbortSignal) => AsyncGenerator<V, void>;

/**
 * The items of several streams as they come, of at most so many streams at a time. Each stream is only
 * asked for its next item when the one before was taken, so that a slow reader slows them all. Leaving
 * the iteration ends the streams that have begun.
 */
export async function* mergeStreams<V>(
  sources: readonly StreamSource<V>[],
  parallel: number,
): AsyncGenerator<V, void> {
  const waiting = [...sources];
  const leaving = new AbortController();
  const active = new Map<AsyncGenerator<V, void>, Promise<Arrival<V>>>();
  const begin = (): void => {
    const start = waiting.shift();
    if (start === undefined) return;
    const stream = start(leaving.signal);
    active.set(stream, next(stream));
  };
  for (let i = 0; i < parallel; i += 1) begin();
  try {
    while (active.size > 0) {
      const { stream, result } = await Promise.race(active.values());
      if (result.done === true) {
        active.delete(stream);
        begin();
      } else {
        yield result.value;
        active.set(stream, next(stream));
      }
    }
  } finally {
    // A stream that waits for its servers cannot be left without it.
    if (active.size > 1) leaving.abort();
    await Promise.all([...active].map(([stream, pending]) => end(stream, pending)));
  }
}

interface Arrival<V> {
  readonly stream: AsyncGenerator<V, void>;
  readonly result: IteratorResult<V, void>;
}

async function next<V>(stream: AsyncGenerator<V, void>): Promise<Arrival<V>> {
  return { stream, result: await stream.next() };
}

/** What fails now comes after what made the reader leave. */
async function end<V>(stream: AsyncGenerator<V, void>, pending: Promise<unknown>): Promise<void> {
  await pending.catch(() => undefined);
  await stream.return();
}
