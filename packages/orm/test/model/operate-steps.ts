import type { RecordOps } from '../../src/index.js';
import type { Random } from '../support/random-orders.js';
import type { ModelRun } from './model-run.js';
import type { Ledger } from './entities.js';
import { copy, type Plain, PROPERTIES, type PropertyName } from './property-model.js';
import type { Step } from './write-steps.js';

type Run = ModelRun<{ id: string | number }>;
type Ops = RecordOps<Ledger>;
type Op = ReturnType<Ops['count']['inc']>;

/** An operation with its effect on the plain values, and what it gives. */
interface Operation {
  readonly property: PropertyName;
  readonly build: (record: Ops) => Op;
  /** Changes the values; gives what the call gives, undefined where that is not compared. */
  readonly apply: (values: Plain) => unknown;
}

const arrayOf = (values: Plain, name: PropertyName): number[] =>
  copy(values[name] ?? []) as number[];
const mapOf = (values: Plain): Map<string, number> =>
  copy(values.counters ?? new Map()) as Map<string, number>;

function increment(random: Random): Operation {
  const by = random.int(-5, 5);
  return {
    property: 'count',
    build: (r) => r.count.inc(by),
    apply: (values) => (values.count = ((values.count as number | undefined) ?? 0) + by),
  };
}

function assign(random: Random): Operation {
  const value = PROPERTIES.status.make(random);
  return {
    property: 'status',
    build: (r) => r.status.set(value) as unknown as Op,
    apply: (values) => void (values.status = value),
  };
}

function append(random: Random): Operation {
  const text = random.pick(['x', 'ø', '']);
  return {
    property: 'status',
    build: (r) => r.status.append(text) as unknown as Op,
    apply: (values) =>
      void (values.status = `${(values.status as string | undefined) ?? ''}${text}`),
  };
}

function unset(random: Random): Operation {
  const property = random.pick(['ratio', 'active', 'big', 'due', 'home'] as const);
  return {
    property,
    build: (r) => r[property].unset() as unknown as Op,
    apply: (values) => void (values[property] = undefined),
  };
}

function push(random: Random): Operation {
  const items = [random.int(-9, 9), random.int(-9, 9)];
  return {
    property: 'scores',
    build: (r) => r.scores.pushAll(items),
    apply: (values) => {
      const now = [...arrayOf(values, 'scores'), ...items];
      values.scores = now;
      return now.length;
    },
  };
}

function takeTop(): Operation {
  return {
    property: 'scores',
    build: (r) => r.scores.size(),
    apply: (values) => arrayOf(values, 'scores').length,
  };
}

function addTag(random: Random): Operation {
  const tag = random.pick(['a', 'b', 'zz']);
  return {
    property: 'tags',
    build: (r) => r.tags.add(tag) as unknown as Op,
    apply: (values) => {
      values.tags = new Set([...((values.tags as Set<string> | undefined) ?? []), tag]);
      return undefined;
    },
  };
}

function putKey(random: Random): Operation {
  const [key, value] = [random.pick(['x', 'q']), random.int(-9, 9)];
  return {
    property: 'counters',
    build: (r) => r.counters.put(key, value),
    apply: (values) => {
      const map = mapOf(values).set(key, value);
      values.counters = map;
      return map.size;
    },
  };
}

function incrementKey(random: Random): Operation {
  const key = random.pick(['x', 'y']);
  return {
    property: 'counters',
    build: (r) => r.counters.incKey(key, 2),
    apply: (values) => {
      const map = mapOf(values);
      map.set(key, (map.get(key) ?? 0) + 2);
      values.counters = map;
      return map.get(key);
    },
  };
}

function setCity(random: Random): Operation {
  const city = random.pick(['Oslo', 'Bergen']);
  return {
    property: 'home',
    build: (r) => r.home.city.set(city) as unknown as Op,
    apply: (values) => void (values.home = { ...(values.home as object | undefined), city }),
  };
}

const OPERATIONS = [
  increment,
  assign,
  append,
  unset,
  push,
  takeTop,
  addTag,
  putKey,
  incrementKey,
  setCity,
] as const;

/** Some operations, the counter always among them, each on a property of its own. */
function randomOperations(random: Random): Operation[] {
  const chosen = [increment(random)];
  for (const make of random.some(OPERATIONS)) {
    const operation = make(random);
    if (chosen.every(({ property }) => property !== operation.property)) chosen.push(operation);
  }
  return chosen;
}

const build =
  (operations: readonly Operation[]) =>
  (record: unknown): Record<string, Op> =>
    Object.fromEntries(operations.map((each) => [each.property, each.build(record as Ops)]));

/** Applies operations to the model; gives what the call must give. */
function applyTo(run: Run, id: string | number, operations: readonly Operation[]): Plain {
  const values = { ...run.model.get(id)?.values };
  const results = operations.map(({ property, apply }) => [property, apply(values)] as const);
  run.model.put(id, values);
  return Object.fromEntries(results.filter(([, result]) => result !== undefined)) as Plain;
}

async function operate(run: Run): Promise<void> {
  const id = run.id();
  const operations = randomOperations(run.random);
  const results = await run.repository.operate(id, build(operations) as never);
  const expected = applyTo(run, id, operations);
  expect(results).toMatchObject({ ...expected, $version: run.model.get(id)!.generation });
}

async function operateOnHeld(run: Run): Promise<void> {
  const held = run.held.find(({ id, generation, life, loaded }) => {
    const record = run.model.get(id);
    return loaded === null && record?.generation === generation && record.life === life;
  });
  if (held === undefined) return;
  run.drop(held.entity);
  const operations = randomOperations(run.random);
  await run.repository.operate(held.entity, build(operations) as never);
  applyTo(run, held.id, operations);
  const names = operations.map(({ property }) => property);
  run.expectEntity(held.entity, held.id, names);
  const { generation, values } = run.model.get(held.id)!;
  const written = Object.fromEntries(names.map((name) => [name, copy(values[name])])) as Plain;
  run.held.push({ ...held, generation, base: { ...held.base, ...written } });
}

async function operateMany(run: Run): Promise<void> {
  const ids = run.someIds();
  const operations = randomOperations(run.random);
  const { items } = await run.repository.operateMany(ids, build(operations) as never);
  for (const [i, id] of ids.entries()) {
    const expected = applyTo(run, id, operations);
    expect(items[i]).toMatchObject({ status: 'ok', id, value: expected });
  }
}

/** The steps that work inside of records. */
export const OPERATE_STEPS: Readonly<Record<string, Step>> = {
  operate,
  operateOnHeld,
  operateMany,
};
