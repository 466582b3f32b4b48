import { TimeSlice } from '../driver/time-slice.js';

/** Maps many items without holding the event loop for long. A few are mapped at once. */
export async function mapInSlices<T, R>(
  items: readonly T[],
  map: (item: T, index: number) => R,
): Promise<R[]> {
  const results: R[] = [];
  const slice = new TimeSlice();
  for (let i = 0; i < items.length; i++) {
    if (slice.isOver()) await slice.next();
    results.push(map(items[i] as T, i));
  }
  return results;
}
