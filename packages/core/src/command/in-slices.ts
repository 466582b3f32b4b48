import { setImmediate } from 'node:timers/promises';

/** Items that are handled before other work gets its turn: about two milliseconds. */
const SLICE = 2000;

/**
 * Maps many items without holding the event loop for long. A few are mapped at once.
 */
export async function mapInSlices<T, R>(
  items: readonly T[],
  map: (item: T, index: number) => R,
): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += SLICE) {
    if (start > 0) await setImmediate();
    const end = Math.min(items.length, start + SLICE);
    for (let i = start; i < end; i++) results.push(map(items[i] as T, i));
  }
  return results;
}
