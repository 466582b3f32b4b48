import { LOOK_EVERY_SMALL, TimeSlice } from '../driver/time-slice.js';

/** Maps many items without holding the event loop for long. A few are mapped at once. */
export function mapInSlices<T, R>(
  items: readonly T[],
  map: (item: T, index: number) => R,
): Promise<R[]> {
  return mapAll(items, map, new TimeSlice());
}

/** The same for what takes a microsecond at most, whatever the item holds. */
export function mapSmallInSlices<T, R>(
  items: readonly T[],
  map: (item: T, index: number) => R,
): Promise<R[]> {
  return mapAll(items, map, new TimeSlice(undefined, LOOK_EVERY_SMALL));
}

async function mapAll<T, R>(
  items: readonly T[],
  map: (item: T, index: number) => R,
  slice: TimeSlice,
): Promise<R[]> {
  const results: R[] = [];
  // As many as the call was made with: others may add to the array between two slices.
  const { length } = items;
  for (let i = 0; i < length; i++) {
    if (slice.isOver()) await slice.next();
    results.push(map(items[i] as T, i));
  }
  return results;
}
