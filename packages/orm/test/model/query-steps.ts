import type { Predicate } from '../../src/index.js';
import type { Root } from '../../src/type/field.js';
import type { Random } from '../support/random-orders.js';
import type { ModelRun } from './model-run.js';
import type { Ledger } from './entities.js';
import type { Plain } from './property-model.js';
import type { Step } from './write-steps.js';

type Entity = { id: string | number };
type Run = ModelRun<Entity>;
type Fields = Root<Ledger>;

/** A condition, and what it means for plain values. */
interface Condition {
  readonly build: (fields: Fields) => Predicate;
  readonly test: (values: Plain) => boolean;
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** Conditions on properties that all classes have. */
const LEAVES: readonly ((random: Random) => Condition)[] = [
  (r) => {
    const [low, high] = [r.int(-9, 0), r.int(0, 9)];
    return {
      build: (f) => f.count.between(low, high),
      test: ({ count }) => isNumber(count) && count >= low && count <= high,
    };
  },
  (r) => {
    const value = r.int(-9, 9);
    return { build: (f) => f.count.eq(value), test: ({ count }) => count === value };
  },
  (r) => {
    const values = r.some([-2, -1, 0, 1, 2]);
    return {
      build: (f) => f.count.in(values),
      test: ({ count }) => values.includes(count as number),
    };
  },
  (r) => {
    const value = r.pick(['new', 'paid', 'Ærø', '']);
    return { build: (f) => f.status.eq(value), test: ({ status }) => status === value };
  },
  () => ({ build: (f) => f.status.isNull(), test: ({ status }) => status === undefined }),
  (r) => {
    const part = r.pick(['n', 'p', 'Æ']);
    return {
      build: (f) => f.status.startsWith(part),
      test: ({ status }) => typeof status === 'string' && status.startsWith(part),
    };
  },
  (r) => {
    const value = r.pick([0.25, 0, 3]);
    return {
      build: (f) => f.ratio.gt(value),
      test: ({ ratio }) => isNumber(ratio) && ratio > value,
    };
  },
  () => ({ build: (f) => f.active.eq(true), test: ({ active }) => active === true }),
  () => ({
    build: (f) => f.big.lt(0n),
    test: ({ big }) => typeof big === 'bigint' && big < 0n,
  }),
  (r) => {
    const at = new Date(r.int(-3, 3) * 1000);
    return {
      build: (f) => f.due.gte(at),
      test: ({ due }) => due instanceof Date && due.getTime() >= at.getTime(),
    };
  },
  (r) => {
    const value = r.int(-9, 9);
    return {
      build: (f) => f.scores.includes(value),
      test: ({ scores }) => ((scores ?? []) as number[]).includes(value),
    };
  },
  (r) => {
    const tag = r.pick(['a', 'b', 'zz']);
    return {
      build: (f) => f.tags.includes(tag),
      test: ({ tags }) => ((tags ?? new Set()) as Set<string>).has(tag),
    };
  },
  (r) => {
    const low = r.int(-5, 5);
    return {
      build: (f) => f.counters.key('x').gte(low),
      test: ({ counters }) => {
        const value = (counters as Map<string, number> | undefined)?.get('x');
        return value !== undefined && value >= low;
      },
    };
  },
  (r) => {
    const city = r.pick(['Oslo', 'Bergen', '']);
    return {
      build: (f) => f.home.city.eq(city),
      test: ({ home }) => (home as { city?: string } | undefined)?.city === city,
    };
  },
];

function randomCondition(random: Random, depth: number): Condition {
  if (depth === 0 || random.chance(0.3)) return random.pick(LEAVES)(random);
  const [a, b] = [randomCondition(random, depth - 1), randomCondition(random, depth - 1)];
  return random.pick<() => Condition>([
    () => ({ build: (f) => a.build(f).not(), test: (values) => !a.test(values) }),
    () => ({
      build: (f) => a.build(f).and(b.build(f)),
      test: (values) => a.test(values) && b.test(values),
    }),
    () => ({
      build: (f) => a.build(f).or(b.build(f)),
      test: (values) => a.test(values) || b.test(values),
    }),
  ])();
}

const byId = (a: Entity, b: Entity): number => (a.id < b.id ? -1 : 1);

async function query(run: Run): Promise<void> {
  const { build, test } = randomCondition(run.random, run.random.int(0, 2));
  const matching = run.model.entries().filter(([, { values }]) => test(values));
  const all = run.repository
    .query()
    .where(build as never)
    .allowScan('a model');
  const found = (await all.all()).toSorted(byId);
  const expected = matching.map(([id]) => ({ id })).toSorted(byId);
  const { text } = await all.explain();
  expect({ text, ids: found.map(({ id }) => id) }).toEqual({
    text,
    ids: expected.map(({ id }) => id),
  });
  for (const entity of found) run.expectEntity(entity, entity.id);
  expect(await all.count()).toBe(expected.length);
  run.came(found.length > 0 ? 'found' : 'found nothing');
  const some = found.at(run.random.int(0, 20));
  if (some !== undefined) run.hold(some);
}

/** The steps that ask for entities by what they are like. */
export const QUERY_STEPS: Readonly<Record<string, Step>> = { query };
