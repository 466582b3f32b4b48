import type { DecodedValue } from './decoded-value.js';

/** Equal up to one unit in the last place of doubles. */
export function sameValue(a: DecodedValue, b: DecodedValue): boolean {
  if (a.kind === 'exact') return b.kind === 'exact' && a.text === b.text;
  if (a.kind === 'double') return b.kind === 'double' && sameDouble(a.value, b.value);
  if (b.kind !== a.kind || a.flags !== b.flags || a.items.length !== b.items.length) return false;
  return a.items.every((item, index) => sameValue(item, b.items[index] as DecodedValue));
}

/** NaN equals NaN, whatever its bits; zero equals only the zero of its sign. */
function sameDouble(a: number, b: number): boolean {
  if (Object.is(a, b)) return true;
  if (Number.isNaN(a) || Number.isNaN(b) || a === 0 || b === 0) return false;
  const [x, y] = new BigInt64Array(new Float64Array([a, b]).buffer) as unknown as [bigint, bigint];
  // The bits of doubles of one sign are in the order of the doubles.
  return Math.sign(a) === Math.sign(b) && (x - y === 1n || y - x === 1n);
}
