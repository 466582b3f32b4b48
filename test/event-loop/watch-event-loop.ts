import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

/** What the event loop felt while a piece of work ran; all times in milliseconds. */
export interface Feeling {
  readonly duration: number;
  /** Of `monitorEventLoopDelay`, which looks every millisecond. */
  readonly delayP99: number;
  readonly delayMax: number;
  /** Longest turn of the loop: no callback of it took longer. */
  readonly longestTurn: number;
  /** The most processor time that a turn took: what other processes took from us is not in it. */
  readonly busiestTurn: number;
}

const RESOLUTION_MS = 1;

/** Runs a piece of work, and watches the event loop meanwhile. */
export async function watchEventLoop(work: () => Promise<unknown>): Promise<Feeling> {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const turns = new TurnWatch();
  const started = performance.now();
  histogram.enable();
  turns.start();
  try {
    await work();
  } finally {
    histogram.disable();
    await turns.stop();
  }
  return {
    duration: performance.now() - started,
    delayP99: histogram.percentile(99) / 1e6,
    delayMax: histogram.max / 1e6,
    longestTurn: turns.longest,
    busiestTurn: turns.busiest,
  };
}

/** With an immediate in every turn the loop never sleeps: the time between two is that of a turn. */
class TurnWatch {
  longest = 0;
  busiest = 0;
  #isRunning = false;
  #last = 0;
  #lastUsage = 0;

  start(): void {
    this.#isRunning = true;
    this.#last = performance.now();
    this.#lastUsage = processorTime();
    setImmediate(this.#turn);
  }

  /** The turn in which the work ended counts, too. */
  async stop(): Promise<void> {
    await new Promise(setImmediate);
    this.#isRunning = false;
  }

  readonly #turn = (): void => {
    const now = performance.now();
    const usage = processorTime();
    this.longest = Math.max(this.longest, now - this.#last);
    this.busiest = Math.max(this.busiest, usage - this.#lastUsage);
    this.#last = now;
    this.#lastUsage = usage;
    if (this.#isRunning) setImmediate(this.#turn);
  };
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
