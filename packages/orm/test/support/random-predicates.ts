import type { Predicate } from '../../src/type/expr.js';
import { Channel } from '../query/order.js';
import { COMPUTED_LEAVES } from './random-computed.js';
import { type Ordered, ordered, type RandomPredicate } from './random-ordered.js';
import {
  BIGS,
  CITIES,
  HASHES,
  type PlainOrder,
  PLACES,
  type Random,
  STATUSES,
  TAGS,
} from './random-orders.js';

/** A random condition of some depth. */
export function randomPredicate(random: Random, depth: number): RandomPredicate {
  if (depth === 0 || random.chance(0.25)) return random.pick(LEAVES)(random);
  const left = randomPredicate(random, depth - 1);
  const right = randomPredicate(random, depth - 1);
  return random.pick<() => RandomPredicate>([
    () => ({ build: (f) => left.build(f).not(), test: (o) => !left.test(o) }),
    () => ({
      build: (f) => left.build(f).and(right.build(f)),
      test: (o) => left.test(o) && right.test(o),
    }),
    () => ({
      build: (f) => left.build(f).or(right.build(f)),
      test: (o) => left.test(o) || right.test(o),
    }),
  ])();
}

const text = (o: PlainOrder): string | undefined => o.ship?.city;

const LEAVES: readonly ((random: Random) => RandomPredicate)[] = [
  ordered(
    (f) => f.status,
    (o) => o.status,
    (r) => r.pick(STATUSES),
  ),
  ordered(
    (f) => f.total,
    (o) => o.total,
    (r) => r.int(-6, 16),
  ),
  ordered(
    (f) => f.total,
    (o) => o.total,
    (r) => r.int(-6, 16),
  ),
  ordered(
    (f) => f.total,
    (o) => o.total,
    (r) => r.int(-6, 16) + 0.5,
  ),
  ordered(
    (f) => f.big,
    (o) => o.big,
    (r) => r.pick(BIGS),
  ),
  ordered(
    (f) => f.weight,
    (o) => o.weight,
    (r) => r.pick([0, 0.5, 1, 2, 2.5, 3]),
  ),
  ordered(
    (f) => f.price.net,
    (o) => o.net,
    (r) => r.pick([1, 1.5, 2, 100]),
  ),
  ordered(
    (f) => f.ship.city,
    (o) => o.ship?.city,
    (r) => r.pick(CITIES),
  ),
  ordered(
    (f) => f.ship.floor,
    (o) => o.ship?.floor,
    (r) => r.int(0, 5),
  ),
  ordered(
    (f) => f.ship.street.number,
    (o) => o.ship?.street?.number,
    (r) => r.int(1, 9),
  ),
  ordered(
    (f) => f.ship.street.name,
    (o) => o.ship?.street?.name,
    () => 'High Street',
  ),
  ordered(
    (f) => f.counters.key('x'),
    (o) => o.counters?.get('x'),
    (r) => r.int(0, 4),
  ),
  ordered(
    (f) => f.lines.at(-1).sku,
    (o) => o.lines?.at(-1)?.sku,
    (r) => r.pick(['k1', 'k2']),
  ),
  ordered(
    (f) => f.scores.at(0),
    (o) => o.scores?.[0],
    (r) => r.int(0, 9),
  ),
  ordered(
    (f) => f.id,
    (o) => o.id,
    (r) => `o${r.int(0, 220)}`,
  ),
  (r) => {
    const at = r.int(0, 5) * 1000;
    return {
      build: (f) => f.due.gte(new Date(at)),
      test: (o) => o.due !== undefined && o.due >= at,
    };
  },
  (r) => {
    const hash = r.pick(HASHES);
    return { build: (f) => f.hash.ne(hash), test: (o) => o.hash !== hash };
  },
  (r) => {
    const value = r.pick([1, 2, 'x', 'y']);
    return { build: (f) => f.anything.eq(value as never), test: (o) => o.anything === value };
  },
  (r) => {
    const value = r.pick([1, 2]);
    return {
      build: (f) => (f.anything as unknown as Ordered<number>).gt(value),
      test: (o) => typeof o.anything === 'number' && o.anything > value,
    };
  },
  (r) => {
    const values = r.some(['x', '1', 1, 3]);
    return {
      build: (f) => (f.anything as unknown as Ordered<unknown>).in(values),
      test: (o) => values.includes(o.anything!),
    };
  },
  (r) => {
    const gift = r.chance(0.5);
    return { build: (f) => f.gift.eq(gift), test: (o) => o.gift === gift };
  },
  () => ({ build: (f) => f.channel.eq(Channel.Web), test: (o) => o.channel === 'w' }),
  () => ({
    build: (f) => f.total.gt(f.discount),
    test: (o) => o.total !== undefined && o.discount !== undefined && o.total > o.discount,
  }),
  () => ({
    build: (f) => f.total.eq(f.discount),
    test: (o) => o.total !== undefined && o.total === o.discount,
  }),
  () => ({
    build: (f) => f.weight.gte(f.total as never),
    test: (o) => o.weight !== undefined && o.total !== undefined && o.weight >= o.total,
  }),
  (r) => {
    const n = r.int(-10, 10);
    return {
      build: (f) => f.total.add(f.discount).mul(2).lt(n),
      test: (o) =>
        o.total !== undefined && o.discount !== undefined && (o.total + o.discount) * 2 < n,
    };
  },
  (r) => {
    const n = r.pick([3, -3, 1, -1]);
    return {
      build: (f) => f.total.sub(1).mod(n).eq(0),
      test: (o) => o.total !== undefined && Math.abs((o.total - 1) % n) === 0,
    };
  },
  (r) => {
    const half = r.pick([0.5, 1.25]);
    return {
      build: (f) => f.weight.add(half).gt(2),
      test: (o) => o.weight !== undefined && o.weight + half > 2,
    };
  },
  (r) => {
    const part = r.pick(['O', 'A', 'A.', 's', '', 'line', '.']);
    return {
      build: (f) => f.ship.city.startsWith(part),
      test: (o) => text(o)?.startsWith(part) ?? false,
    };
  },
  (r) => {
    const part = r.pick(['o', 'hus', 'B', '\nbreak', '']);
    return {
      build: (f) => f.ship.city.endsWith(part),
      test: (o) => text(o)?.endsWith(part) ?? false,
    };
  },
  (r) => {
    const part = r.pick(['sl', '.', 'ø', '\n', 'r']);
    return {
      build: (f) => f.ship.city.contains(part),
      test: (o) => text(o)?.includes(part) ?? false,
    };
  },
  (r) => {
    const other = r.pick(['OSLO', 'æRØ', 'aarhus']);
    return {
      build: (f) => f.ship.city.ieq(other),
      test: (o) => text(o)?.toLowerCase() === other.toLowerCase(),
    };
  },
  (r) => {
    const pattern = r.pick([
      /^[A-Z]\w+$/,
      /s.o/i,
      /^(?:Oslo|A\.B)$/,
      /a{2}/i,
      /k$|^l/m,
      /e.b/s,
      /e.b/,
      /^\S*$/,
    ]);
    return {
      build: (f) => f.ship.city.matches(pattern),
      test: (o) => text(o) !== undefined && pattern.test(text(o)!),
    };
  },
  (r) => {
    const tag = r.pick(TAGS);
    return { build: (f) => f.tags.includes(tag), test: (o) => o.tags?.includes(tag) ?? false };
  },
  (r) => {
    const tags = r.some(TAGS);
    return {
      build: (f) => f.tags.includesAny(tags),
      test: (o) => o.tags?.some((tag) => (tags as string[]).includes(tag)) ?? false,
    };
  },
  (r) => {
    const tags = r.some(TAGS);
    const same = (o: PlainOrder): boolean => o.tags?.join() === tags.join();
    return r.chance(0.5)
      ? { build: (f) => f.tags.eq(tags), test: same }
      : { build: (f) => f.tags.ne(tags), test: (o) => !same(o) };
  },
  (r) => {
    const n = r.int(0, 3);
    return {
      build: (f) => f.tags.size().gte(n),
      test: (o) => o.tags !== undefined && o.tags.length >= n,
    };
  },
  (r) => {
    const [low, high] = [r.int(0, 5), r.int(4, 9)];
    return {
      build: (f) => f.scores.some((e) => e.between(low, high).and(e.ne(low))),
      test: (o) => o.scores?.some((e) => e > low && e <= high) ?? false,
    };
  },
  (r) => {
    const n = r.int(0, 9);
    return {
      build: (f) => f.scores.some((e) => e.lt(n).or(e.eq(9)).not()),
      test: (o) => o.scores?.some((e) => !(e < n || e === 9)) ?? false,
    };
  },
  (r) => {
    const code = r.int(1, 4);
    return { build: (f) => f.codes.includes(code), test: (o) => o.codes?.includes(code) ?? false };
  },
  (r) => {
    const key = r.pick(['x', 'y', 'q']);
    return { build: (f) => f.counters.hasKey(key), test: (o) => o.counters?.has(key) ?? false };
  },
  (r) => {
    const value = r.int(0, 5);
    return {
      build: (f) => f.counters.hasValue(value),
      test: (o) => o.counters !== undefined && [...o.counters.values()].includes(value),
    };
  },
  (r) => {
    const n = r.int(0, 3);
    return { build: (f) => f.counters.size().eq(n), test: (o) => o.counters?.size === n };
  },
  (r) => {
    const place = r.pick(PLACES);
    return {
      build: (f) =>
        (f.where as unknown as { within(r: object): Predicate }).within({
          center: [place[0] + 0.5, place[1]],
          radiusM: 1_000_000,
        }),
      test: (o) => o.where === place,
    };
  },
  ...COMPUTED_LEAVES,
  () => ({ build: (f) => f.$.setName().startsWith('qorder'), test: () => true }),
  () => ({ build: (f) => f.$.setName().eq('other'), test: () => false }),
];
