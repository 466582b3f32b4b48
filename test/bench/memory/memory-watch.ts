/** Memory of the process, in bytes. */
export interface Memory {
  readonly rss: number;
  readonly heap: number;
  /** Buffers, and what native code has told of. */
  readonly external: number;
}

/** Often enough to see what grows between two turns of the collector. */
const PERIOD_MS = 5;

/** The memory of the process now. */
export function memoryNow(): Memory {
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed, external };
}

/** The memory that is in use for good: what nobody needs any more is collected first. */
export function memoryRetained(): Memory {
  if (globalThis.gc === undefined) throw new Error('memory is measured with node --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return memoryNow();
}

/** Looks at the memory all the time, and keeps the most of each kind. */
export class MemoryWatch {
  #peak = memoryNow();
  readonly #timer = setInterval(() => this.look(), PERIOD_MS);

  look(): void {
    this.#peak = most(this.#peak, memoryNow());
  }

  stop(): Memory {
    clearInterval(this.#timer);
    this.look();
    return this.#peak;
  }
}

/** The most of each kind. */
export function most(a: Memory, b: Memory): Memory {
  return {
    rss: Math.max(a.rss, b.rss),
    heap: Math.max(a.heap, b.heap),
    external: Math.max(a.external, b.external),
  };
}
