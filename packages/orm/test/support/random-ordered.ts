import type { Predicate } from '../../src/type/expr.js';
import type { Root } from '../../src/type/field.js';
import type { Order } from '../query/order.js';
import type { PlainOrder, Random } from './random-orders.js';

/** What conditions are made of. */
export type Fields = Root<Order>;

/** A condition in both forms: for the query, and as JavaScript on a plain order. */
export interface RandomPredicate {
  readonly build: (f: Fields) => Predicate;
  readonly test: (order: PlainOrder) => boolean;
}

/** Whether a value is there. */
export const some = (value: unknown): boolean => value !== undefined && value !== null;

/** Compares only what is there: everything but `ne` is false for absent values. */
const COMPARISONS = {
  eq: (a: never, b: never) => a === b,
  gt: (a: never, b: never) => a > b,
  gte: (a: never, b: never) => a >= b,
  lt: (a: never, b: never) => a < b,
  lte: (a: never, b: never) => a <= b,
} as const;
const OPERATORS = ['eq', 'gt', 'gte', 'lt', 'lte'] as const;

/** What ordered fields have. */
export interface Ordered<V> {
  eq(v: V): Predicate;
  ne(v: V): Predicate;
  gt(v: V): Predicate;
  gte(v: V): Predicate;
  lt(v: V): Predicate;
  lte(v: V): Predicate;
  between(a: V, b: V): Predicate;
  in(v: readonly V[]): Predicate;
  notIn(v: readonly V[]): Predicate;
  isNull(): Predicate;
  exists(): Predicate;
}

/** All comparisons of one ordered property. */
export function ordered<V>(
  field: (f: Fields) => unknown,
  read: (o: PlainOrder) => V | null | undefined,
  value: (random: Random) => V,
  kind: 'stored' | 'computed' = 'stored',
): (random: Random) => RandomPredicate {
  const at = (f: Fields): Ordered<V> => field(f) as Ordered<V>;
  return (random) => {
    const [a, b] = [value(random), value(random)];
    const [low, high] = a < b ? [a, b] : [b, a];
    const values = [a, b, value(random)].slice(0, random.int(0, 3));
    const operator = random.pick(OPERATORS);
    const presence: RandomPredicate[] = [
      { build: (f) => at(f).isNull(), test: (o) => !some(read(o)) },
      { build: (f) => at(f).exists(), test: (o) => some(read(o)) },
    ];
    return random.pick<RandomPredicate>([
      {
        build: (f) => at(f)[operator](a),
        test: (o) => some(read(o)) && COMPARISONS[operator](read(o) as never, a as never),
      },
      { build: (f) => at(f).eq(a), test: (o) => read(o) === a },
      { build: (f) => at(f).ne(a), test: (o) => read(o) !== a },
      {
        build: (f) => at(f).between(low, high),
        test: (o) => some(read(o)) && read(o)! >= low && read(o)! <= high,
      },
      { build: (f) => at(f).in(values), test: (o) => values.includes(read(o)!) },
      { build: (f) => at(f).notIn(values), test: (o) => !values.includes(read(o)!) },
      ...(kind === 'stored' ? presence : []),
    ]);
  };
}
