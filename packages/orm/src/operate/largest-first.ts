import { types } from 'node:util';

/**
 * Sorts by value, largest first. The server selects by rank but answers in the order of the list; what
 * it alone can order (objects, mixed types) stays as it came.
 */
export function largestFirst<T>(items: readonly T[], valueOf: (item: T) => unknown): T[] {
  return sorted(items, valueOf, -1);
}

/** The same, smallest first. */
export function smallestFirst<T>(items: readonly T[], valueOf: (item: T) => unknown): T[] {
  return sorted(items, valueOf, 1);
}

function sorted<T>(items: readonly T[], valueOf: (item: T) => unknown, direction: 1 | -1): T[] {
  const copy = [...items];
  if (!items.every((item) => isOrdered(valueOf(item)))) return copy;
  return copy.sort((a, b) => direction * compare(valueOf(a) as number, valueOf(b) as number));
}

function isOrdered(value: unknown): boolean {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    typeof value === 'string' ||
    types.isDate(value)
  );
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
