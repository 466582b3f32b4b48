import { areaOf, KERNEL, NATIVE } from './area.js';
import type { Cpu } from './costs.js';
import type { FunctionTime } from './sample-functions.js';

/** A part of the main thread's time for an item, in microseconds. */
export interface AreaTime {
  readonly area: string;
  readonly microseconds: number;
}

/** A function of a part. */
export interface HotFunction extends AreaTime {
  readonly name: string;
  readonly line: number;
  /** The file in its area; empty for what has no source. */
  readonly file: string;
}

/** Where the time of the main thread goes. */
export interface SelfTime {
  /** The most first; together they are the CPU time of the main thread. */
  readonly areas: readonly AreaTime[];
  readonly functions: readonly HotFunction[];
}

/** How many functions are shown. */
const MOST = 12;

/**
 * Divides the CPU time of the main thread, as measured without the profiler, as the samples are divided.
 *
 * The samples are of the clock: a thread that waits for a core, as it often does after a write has woken
 * the server, is still in some function. So the kernel's part is taken from the kernel's own account, and
 * only the rest is divided; what is left of it is native code that no sample shows.
 *
 * @param items that were worked on while samples were taken
 * @param slower how much more CPU time an item took with the profiler
 */
export function divide(
  sampled: readonly FunctionTime[],
  items: number,
  slower: number,
  { user, kernel }: Cpu,
): SelfTime {
  const known = sampled.flatMap((one) => {
    const area = areaOf(one);
    return area === undefined ? [] : [{ one, area, microseconds: one.microseconds / items }];
  });
  const sum = known.reduce((total, { microseconds }) => total + microseconds, 0);
  const scale = sum === 0 ? 0 : Math.min(1 / slower, user / sum);
  const areas = new Map([
    [KERNEL, kernel],
    [NATIVE, Math.max(0, user - sum * scale)],
  ]);
  for (const { area, microseconds } of known) {
    areas.set(area, (areas.get(area) ?? 0) + microseconds * scale);
  }
  const functions = known
    .filter(({ one }) => !one.name.startsWith('('))
    .map(({ one, area, microseconds }) => ({
      area,
      name: one.name === '' ? 'anonymous' : one.name,
      file: one.url.startsWith('wasm:') ? '' : one.url.slice(one.url.lastIndexOf('/') + 1),
      line: one.line,
      microseconds: microseconds * scale,
    }));
  return {
    areas: mostFirst([...areas].map(([area, microseconds]) => ({ area, microseconds }))),
    functions: mostFirst(functions).slice(0, MOST),
  };
}

function mostFirst<T extends AreaTime>(times: readonly T[]): T[] {
  return [...times].sort((a, b) => b.microseconds - a.microseconds);
}
