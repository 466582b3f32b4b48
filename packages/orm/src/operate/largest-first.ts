import { types } from 'node:util';

/**
 * Sorts by value, largest first. The server selects by rank but answers in the order of the list; what
 * it alone can order (objects, mixed types) stays as it came.
 */
export function largestFirst<T>(items: readonly T[], valueOf: (item: T) => unknown): T[] {
  const sorted = [...items];
  if (!items.every((item) => isOrdered(valueOf(item)))) return sorted;
  return sorted.sort((a, b) => compare(valueOf(b) as number, valueOf(a) as number));
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
