import { type PlainOrder, type Random, TAGS } from './random-orders.js';
import { ordered, type RandomPredicate, some } from './random-ordered.js';

/** A number made of two that may be absent. */
function both(
  { total, discount }: PlainOrder,
  make: (total: number, discount: number) => number | undefined,
): number | undefined {
  return total === undefined || discount === undefined ? undefined : make(total, discount);
}

function bitsSet(bytes: Uint8Array, size: number): number {
  const text = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return text.slice(0, size).replaceAll('0', '').length;
}

/** Conditions on what the server computes, and on the elements of lists and maps one by one. */
export const COMPUTED_LEAVES: readonly ((random: Random) => RandomPredicate)[] = [
  ordered(
    (f) => f.total.sub(f.discount),
    (o) => both(o, (total, discount) => total - discount),
    (r) => r.int(-8, 16),
    'computed',
  ),
  ordered(
    (f) => f.sum,
    (o) => both(o, (total, discount) => total + discount),
    (r) => r.int(-8, 16),
    'computed',
  ),
  ordered(
    (f) => f.total.div(f.discount),
    (o) =>
      both(o, (total, discount) => (discount === 0 ? undefined : Math.trunc(total / discount))),
    (r) => r.int(-3, 3),
    'computed',
  ),
  ordered(
    (f) => f.total.mod(f.discount),
    (o) => both(o, (total, discount) => (discount === 0 ? undefined : total % discount)),
    (r) => r.int(-3, 3),
    'computed',
  ),
  ordered(
    (f) => f.total.max(f.discount, 2).min(9).neg().abs(),
    (o) => both(o, (total, discount) => Math.abs(Math.min(Math.max(total, discount, 2), 9))),
    (r) => r.int(0, 10),
    'computed',
  ),
  ordered(
    (f) => f.weight.mul(2).floor().add(f.weight.round()).toInt(),
    (o) =>
      o.weight === undefined ? undefined : Math.floor(o.weight * 2) + Math.floor(o.weight + 0.5),
    (r) => r.int(-5, 10),
    'computed',
  ),
  ordered(
    (f) => f.total.toDouble().div(2).pow(2).ceil(),
    (o) => (o.total === undefined ? undefined : Math.ceil((o.total / 2) ** 2)),
    (r) => r.int(0, 40),
    'computed',
  ),
  ordered(
    (f) => f.$.cond(f.gift.eq(true), f.total, f.discount.mul(-1)),
    (o) => {
      if (o.gift === true) return o.total;
      return o.discount === undefined ? undefined : -o.discount;
    },
    (r) => r.int(-5, 15),
    'computed',
  ),
  ordered(
    (f) => f.hash.bitCount(0, 12),
    (o) => (o.hash === undefined ? undefined : bitsSet(o.hash, 12)),
    (r) => r.int(0, 9),
    'computed',
  ),
  ordered(
    (f) => f.hash.bits(4, 12),
    (o) => (o.hash === undefined ? undefined : ((o.hash[0]! & 15) << 8) | (o.hash[1] ?? 0)),
    (r) => r.pick([0, 255, 2816, 2815]),
    'computed',
  ),
  (r) => {
    const [sku, n] = [r.pick(['k1', 'k2']), r.int(1, 3)];
    return {
      build: (f) => f.lines.some((line) => line.sku.eq(sku).and(line.quantity.gte(n))),
      test: (o) =>
        o.lines?.some((l) => l.sku === sku && some(l.quantity) && l.quantity! >= n) ?? false,
    };
  },
  (r) => {
    const n = r.int(1, 3);
    return {
      build: (f) => f.lines.some((line) => line.quantity.ne(n).and(line.sku.isNull().not())),
      test: (o) => o.lines?.some((l) => l.quantity !== n && some(l.sku)) ?? false,
    };
  },
  (r) => {
    const sku = r.pick(['k1', 'k2']);
    return r.pick<RandomPredicate>([
      {
        build: (f) => f.lines.every((line) => line.sku.eq(sku)),
        test: (o) => o.lines?.every((l) => l.sku === sku) ?? false,
      },
      {
        build: (f) => f.lines.none((line) => line.sku.startsWith(sku).or(line.quantity.gt(2))),
        test: (o) => !(o.lines?.some((l) => l.sku === sku || (l.quantity ?? 0) > 2) ?? false),
      },
      {
        build: (f) => f.lines.some((line) => line.quantity.add(1).gt(2)),
        test: (o) => o.lines?.some((l) => some(l.quantity) && l.quantity! + 1 > 2) ?? false,
      },
    ]);
  },
  (r) => {
    const n = r.int(0, 9);
    return {
      build: (f) => f.scores.every((e) => e.gte(n)),
      test: (o) => o.scores?.every((e) => e >= n) ?? false,
    };
  },
  (r) => {
    const part = r.pick(['A', 'd', 'B', 'D']);
    return {
      build: (f) => f.tags.some((e) => e.startsWith(part, { ignoreCase: true })),
      test: (o) => o.tags?.some((e) => e.startsWith(part.toLowerCase())) ?? false,
    };
  },
  (r) => {
    const tags = r.some(TAGS);
    return {
      build: (f) => f.tags.includesAll(tags),
      test: (o) =>
        tags.length === 0 || (o.tags !== undefined && tags.every((t) => o.tags!.includes(t))),
    };
  },
  (r) => {
    const n = r.int(0, 4);
    return {
      build: (f) => f.counters.someValue((v) => v.gt(n).or(v.eq(0))),
      test: (o) =>
        o.counters !== undefined && [...o.counters.values()].some((v) => v > n || v === 0),
    };
  },
  (r) => {
    const part = r.pick(['O', 'ÆR', 's', 'B']);
    const text = (o: PlainOrder): string | undefined => o.ship?.city?.toLowerCase();
    return {
      build: (f) => f.ship.city.contains(part, { ignoreCase: true }),
      test: (o) => text(o)?.includes(part.toLowerCase()) ?? false,
    };
  },
];
