import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { Bench } from 'tinybench';
import type { Workload } from '../workload/workload.js';

/** What one subject did in one round. */
export interface Slice {
  /** Records per second. */
  readonly perSecond: number;
  /** Of the whole process, all its threads, for one record; microseconds. */
  readonly cpu: number;
  /** Of a call, in microseconds. */
  readonly p50: number;
  readonly p99: number;
  /** How much the heap and its buffers grew at most before they were collected; bytes. */
  readonly memory: number;
  readonly calls: number;
}

/**
 * A collection of everything throws away machine code, too: that of objects of which none lives just then.
 * No application collects everything twice a second; for so many milliseconds the calls do not count.
 */
const WARM_UP = 100;

/** How often memory is looked at, in milliseconds. */
const MEMORY_PERIOD = 20;

/**
 * Lets the subjects of a workload do it one after the other, each for some time.
 *
 * @param order names of the subjects: whatever else the machine does should not always meet the same
 */
export async function measureRound(
  { concurrency, items, subjects }: Workload,
  order: readonly string[],
  milliseconds: number,
): Promise<Map<string, Slice>> {
  const used = new Map<string, Use>();
  const runs = new Map<string, () => Promise<unknown>>();
  let meter: Meter | undefined;
  const bench = new Bench({
    concurrency: 'task',
    threshold: concurrency,
    iterations: 0,
    time: milliseconds,
    warmup: false,
    throws: true,
    async setup(task) {
      await turnOfLoop();
      globalThis.gc?.();
      const memory = memoryInUse();
      await warmUp(runs.get(task?.name ?? '')!, concurrency);
      meter = new Meter(memory);
    },
    teardown(task) {
      if (task !== undefined && meter !== undefined) used.set(task.name, meter.stop());
    },
  });
  for (const name of order) {
    const subject = subjects[name]!;
    let turn = 0;
    const run = (): Promise<unknown> => subject(turn++);
    runs.set(name, run);
    bench.add(name, run, { async: true });
  }
  await bench.run();
  return new Map(
    bench.tasks.map(({ name, result, runs }) => {
      if (!('latency' in result)) throw new Error(`${name} was not measured: ${result.state}`);
      const { seconds, cpu, memory } = used.get(name)!;
      return [
        name,
        {
          perSecond: (runs * items) / seconds,
          cpu: cpu / (runs * items),
          p50: result.latency.p50 * 1000,
          p99: result.latency.p99 * 1000,
          memory,
          calls: runs,
        },
      ];
    }),
  );
}

/** Keeps as many calls under way as are measured afterwards. */
async function warmUp(run: () => Promise<unknown>, concurrency: number): Promise<void> {
  const ends = performance.now() + WARM_UP;
  const work = async (): Promise<void> => {
    while (performance.now() < ends) await run();
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

interface Use {
  readonly seconds: number;
  readonly cpu: number;
  readonly memory: number;
}

/** Counts what the process uses. */
class Meter {
  readonly #memory: number;
  #most: number;
  readonly #timer = setInterval(() => this.#look(), MEMORY_PERIOD);
  readonly #cpu = process.cpuUsage();
  readonly #started = performance.now();

  /** @param memory that was in use before; bytes */
  constructor(memory: number) {
    this.#memory = memory;
    this.#most = memory;
  }

  stop(): Use {
    const seconds = (performance.now() - this.#started) / 1000;
    const { user, system } = process.cpuUsage(this.#cpu);
    clearInterval(this.#timer);
    this.#look();
    return { seconds, cpu: user + system, memory: this.#most - this.#memory };
  }

  #look(): void {
    this.#most = Math.max(this.#most, memoryInUse());
  }
}

/** Of the JavaScript heap and of what is outside of it, but not of the connections of native code. */
function memoryInUse(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
