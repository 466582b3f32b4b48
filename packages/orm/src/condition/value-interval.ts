import type { Literal } from './operand.js';
import type { ValueType } from './value-type.js';

/**
 * A place in the server's order of all values: nil, booleans, integers, strings, lists, maps, blobs,
 * doubles, GeoJSON (seen on CE 8.1.2; the order of CDT value ranges).
 */
export type ValuePoint = Literal | 'nil' | 'infinity';

/** Values from `begin` up to, but without, `end`. */
export interface ValueInterval {
  readonly begin: ValuePoint;
  readonly end: ValuePoint;
}

/** The smallest and largest integers of 64 bits. */
export const INT64_MIN = -(2n ** 63n);
export const INT64_MAX = 2n ** 63n - 1n;

const RANK: Readonly<Record<ValueType, number>> = {
  bool: 1,
  int: 2,
  string: 3,
  list: 4,
  map: 5,
  blob: 6,
  double: 7,
  geojson: 8,
  hll: 9,
};

/** All values, nil included. */
export const ALL_VALUES: ValueInterval = Object.freeze({ begin: 'nil', end: 'infinity' });

/** All values but nil. */
export const PRESENT_VALUES: ValueInterval = Object.freeze({
  begin: literal('bool', false),
  end: 'infinity',
});

/** The interval of all values of a type. Doubles run up to the end: only GeoJSON comes after them. */
export function intervalOfType(type: ValueType): ValueInterval {
  return TYPE_INTERVALS[type];
}

const TYPE_INTERVALS: Readonly<Record<ValueType, ValueInterval>> = {
  bool: { begin: literal('bool', false), end: literal('int', INT64_MIN) },
  int: { begin: literal('int', INT64_MIN), end: literal('string', '') },
  string: { begin: literal('string', ''), end: literal('list', []) },
  list: { begin: literal('list', []), end: literal('map', {}) },
  map: { begin: literal('map', {}), end: literal('blob', new Uint8Array(0)) },
  blob: { begin: literal('blob', new Uint8Array(0)), end: literal('double', -Infinity) },
  double: { begin: literal('double', -Infinity), end: 'infinity' },
  geojson: { begin: literal('double', Infinity), end: 'infinity' },
  hll: { begin: literal('blob', new Uint8Array(0)), end: literal('double', -Infinity) },
};

/** Makes a literal; integers are bigints. */
export function literal(type: ValueType, value: Literal['value']): Literal {
  return Object.freeze({ kind: 'literal', type, value });
}

/** The interval that holds exactly one value. */
export function exactly(value: Literal): ValueInterval {
  return { begin: value, end: successor(value) };
}

/** The next greater value in the server's order. */
export function successor({ type, value }: Literal): ValuePoint {
  switch (type) {
    case 'bool':
      return value === true ? TYPE_INTERVALS.bool.end : literal('bool', true);
    case 'int':
      return value === INT64_MAX ? TYPE_INTERVALS.int.end : literal('int', (value as bigint) + 1n);
    case 'string':
      return literal('string', `${value as string}\0`);
    case 'blob':
      return literal('blob', Buffer.concat([value as Uint8Array, Buffer.alloc(1)]));
    case 'double':
      return value === Infinity ? 'infinity' : literal('double', nextDouble(value as number));
    default:
      throw new TypeError(`values of type ${type} have no successor`);
  }
}

/** The smallest double above a finite one. */
function nextDouble(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  if (value === -Infinity) return -Number.MAX_VALUE;
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value);
  bytes.setBigInt64(0, bytes.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return bytes.getFloat64(0);
}

/** Compares two places: negative, zero or positive. */
export function comparePoints(a: ValuePoint, b: ValuePoint): number {
  if (typeof a === 'string' || typeof b === 'string') return rankOf(a) - rankOf(b);
  return RANK[a.type] - RANK[b.type] || compareSameType(a, b);
}

/** Compares two values of one type as the server does: texts and bytes byte by byte. */
export function compareSameType(a: Literal, b: Literal): number {
  if (a.type === 'string') {
    return Buffer.compare(Buffer.from(a.value as string), Buffer.from(b.value as string));
  }
  if (a.type === 'blob') return Buffer.compare(a.value as Uint8Array, b.value as Uint8Array);
  if (a.type === 'list' || a.type === 'map') return 0;
  const [left, right] = [a.value as bigint, b.value as bigint];
  return left < right ? -1 : Number(left > right);
}

function rankOf(point: ValuePoint): number {
  if (point === 'nil') return 0;
  return point === 'infinity' ? RANK.hll + 1 : RANK[point.type];
}

/** The intervals that hold what either holds, sorted and apart. */
export function unite(intervals: readonly ValueInterval[]): ValueInterval[] {
  const sorted = intervals
    .filter(({ begin, end }) => comparePoints(begin, end) < 0)
    .sort((a, b) => comparePoints(a.begin, b.begin));
  const united: ValueInterval[] = [];
  for (const next of sorted) {
    const last = united.at(-1);
    if (last === undefined || comparePoints(last.end, next.begin) < 0) united.push(next);
    else if (comparePoints(last.end, next.end) < 0) {
      united[united.length - 1] = { begin: last.begin, end: next.end };
    }
  }
  return united;
}

/** The intervals that hold what both hold. */
export function intersect(
  left: readonly ValueInterval[],
  right: readonly ValueInterval[],
): ValueInterval[] {
  const shared = left.flatMap((a) =>
    right.map((b) => ({
      begin: comparePoints(a.begin, b.begin) > 0 ? a.begin : b.begin,
      end: comparePoints(a.end, b.end) < 0 ? a.end : b.end,
    })),
  );
  return unite(shared);
}

/** The intervals that hold all that the given ones do not. */
export function complement(intervals: readonly ValueInterval[]): ValueInterval[] {
  const gaps: ValueInterval[] = [];
  let begin: ValuePoint = 'nil';
  for (const interval of unite(intervals)) {
    gaps.push({ begin, end: interval.begin });
    begin = interval.end;
  }
  gaps.push({ begin, end: 'infinity' });
  return unite(gaps);
}
