import { openSync, readSync } from 'node:fs';
import { monitorEventLoopDelay, performance, PerformanceObserver } from 'node:perf_hooks';

/** What the event loop felt while a piece of work ran; all times in milliseconds. */
export interface Feeling {
  readonly duration: number;
  /** Of `monitorEventLoopDelay`, which looks every millisecond. */
  readonly delayP99: number;
  readonly delayMax: number;
  /** Longest turn of the loop: no callback of it took longer. */
  readonly longestTurn: number;
  /** Longest pause of the garbage collector. */
  readonly longestPause: number;
  /** What our code took at most in a turn: without pauses of the collector, and other processes. */
  readonly longestWork: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** One turn of the loop. */
interface Turn extends Span {
  /** Processor time of this thread in it; that of the clock where the system does not tell. */
  readonly processor: number;
}

const RESOLUTION_MS = 1;

/** Runs a piece of work, and watches the event loop meanwhile. */
export async function watchEventLoop(work: () => Promise<unknown>): Promise<Feeling> {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const turns = new TurnWatch();
  const pauses = new PauseWatch();
  const started = performance.now();
  histogram.enable();
  turns.start();
  let duration: number;
  try {
    await work();
  } finally {
    duration = performance.now() - started;
    histogram.disable();
    await turns.stop();
    await pauses.stop();
  }
  return {
    duration,
    delayP99: histogram.percentile(99) / 1e6,
    delayMax: histogram.max / 1e6,
    longestTurn: Math.max(...turns.long.map(length)),
    longestPause: Math.max(0, ...pauses.all.map(length)),
    longestWork: Math.max(...turns.long.map((turn) => workOf(turn, pauses.all))),
  };
}

/** With an immediate in every turn the loop never sleeps: the time between two is that of a turn. */
class TurnWatch {
  /** The turns that took longer than most. */
  readonly long: Turn[] = [{ start: 0, end: 0, processor: 0 }];
  #isRunning = false;
  #last = 0;
  #lastProcessor = 0;

  start(): void {
    this.#isRunning = true;
    this.#last = performance.now();
    this.#lastProcessor = processorTime();
    setImmediate(this.#turn);
  }

  /** The turn in which the work ended counts, too. */
  async stop(): Promise<void> {
    await new Promise(setImmediate);
    this.#isRunning = false;
  }

  readonly #turn = (): void => {
    const end = performance.now();
    const processor = processorTime();
    if (end - this.#last > RESOLUTION_MS) {
      const start = this.#last;
      this.long.push({ start, end, processor: processor - this.#lastProcessor });
    }
    this.#last = end;
    this.#lastProcessor = processor;
    if (this.#isRunning) setImmediate(this.#turn);
  };
}

/** Pauses of the garbage collector, which are told of some turns later. */
class PauseWatch {
  readonly all: Span[] = [];
  readonly #observer = new PerformanceObserver((list) => this.#note(list.getEntries()));

  constructor() {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 10));
    this.#note(this.#observer.takeRecords());
    this.#observer.disconnect();
  }

  #note(entries: readonly { readonly startTime: number; readonly duration: number }[]): void {
    for (const { startTime, duration } of entries) {
      this.all.push({ start: startTime, end: startTime + duration });
    }
  }
}

/** A collector's pause is measured by the clock, so that this is never too little. */
function workOf(turn: Turn, pauses: readonly Span[]): number {
  return Math.min(turn.processor, length(turn) - overlap(turn, pauses));
}

const scheduling = openScheduling();
const text = Buffer.alloc(64);

/** Milliseconds that this thread has had a processor; of Linux only, those of the clock elsewhere. */
function processorTime(): number {
  if (scheduling === undefined) return performance.now();
  const size = readSync(scheduling, text, 0, text.length, 0);
  return Number.parseInt(text.toString('latin1', 0, size), 10) / 1e6;
}

function openScheduling(): number | undefined {
  try {
    return openSync('/proc/self/schedstat', 'r');
  } catch {
    return undefined;
  }
}

function length({ start, end }: Span): number {
  return end - start;
}

function overlap(turn: Span, pauses: readonly Span[]): number {
  let sum = 0;
  for (const { start, end } of pauses) {
    sum += Math.max(0, Math.min(end, turn.end) - Math.max(start, turn.start));
  }
  return sum;
}
