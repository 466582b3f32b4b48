import type { ListAnswers, MapAnswers, Op } from '../../src/index.js';
import { eachServer } from '../integration/each-server.js';
import { Gadget, gadgetId } from './gadget.js';
import { answers, byRank, selectors, sorted } from './list-model.js';
import { operateInTurn } from './operate-in-turn.js';

const STEPS = 400;
const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** The same numbers in each run: a failure can be repeated. */
function seeded(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => items[int(0, items.length - 1)]!;
  const maybe = <T>(value: T): T | undefined => (next() < 0.25 ? undefined : value);
  return { int, pick, maybe, chance: (p: number) => next() < p };
}

type Random = ReturnType<typeof seeded>;
type SelectorName = keyof typeof selectors;
type AnswerName = keyof typeof answers;

const SELECTORS = Object.keys(selectors) as SelectorName[];
const BY_PLACE = SELECTORS.filter((name) => !/rank/i.test(name));
const ANSWERS = Object.keys(answers) as AnswerName[];
const UNRANKED = ANSWERS.filter((name) => !/rank/i.test(name));

/** A selection with arguments: by name, as the writers take it. */
function randomSelection(
  random: Random,
  names: readonly SelectorName[] = SELECTORS,
): { name: SelectorName; args: unknown[] } {
  const name = random.pick(names);
  const value = () => random.int(0, 9);
  const count = () => random.maybe(random.int(0, 4));
  const args: Record<SelectorName, () => unknown[]> = {
    indexRange: () => [random.int(-7, 7), count()],
    rankRange: () => [random.int(-7, 7), count()],
    equalTo: () => [value()],
    valueList: () => [[value(), value(), value()]],
    valueRange: () => [random.maybe(value()), random.maybe(value())],
    relativeRankRange: () => [value(), random.int(-3, 3), count()],
  };
  return { name, args: args[name]() };
}

function select(list: readonly number[], name: SelectorName, args: unknown[], not: boolean) {
  const find = selectors[name] as (list: readonly number[], ...args: unknown[]) => number[];
  const found = find(list, ...args);
  return not ? list.map((_, i) => i).filter((i) => !found.includes(i)) : found;
}

const ordered = (value: unknown) => (Array.isArray(value) ? sorted(value as number[]) : value);

eachServer({ entities: [Gadget] }, (running) => {
  const gadgets = () => running().dataSource.getRepository(Gadget);

  test.each(['numbers', 'scores'] as const)(
    'random operations on the list %s give what an array gives',
    async (property) => {
      const random = seeded(property === 'numbers' ? 7 : 11);
      const id = gadgetId();
      const isSorted = property === 'scores';
      let model: number[] = [];
      await gadgets().operate(id, (r) => ({ n: r[property].create() }));
      for (let step = 0; step < STEPS; step++) {
        if (model.length < 3) {
          const more = Array.from({ length: 5 }, () => random.int(0, 12));
          await gadgets().operate(id, (r) => ({ n: r[property].pushAll(more) }));
          model.push(...more);
          if (isSorted) model = sorted(model);
        }
        // Equal elements share a rank, or not: the server does not say which has which.
        const isDistinct = new Set(model).size === model.length;
        const { name, args } = randomSelection(random, isDistinct ? SELECTORS : BY_PLACE);
        const not = random.chance(0.3);
        const removes = random.chance(0.3);
        const answer = random.pick(isDistinct ? ANSWERS : UNRANKED);
        const value = random.int(0, 9);
        const at = random.int(0, model.length - 1);
        const write = random.pick(
          isSorted
            ? (['push', 'pop', 'trim', 'removeValue'] as const)
            : (['push', 'insert', 'setAt', 'incAt', 'sort', 'shift', 'trim', 'removeAt'] as const),
        );
        const before = [...model];
        const at_ = select(before, name, args, not);
        const expected = {
          first: answers[answer](before, at_),
          size: 0,
          top: [] as number[],
          write: undefined as unknown,
          all: [] as number[],
        };
        if (removes) model = model.filter((_, i) => !at_.includes(i));
        expected.size = model.length;
        expected.top = byRank(model)
          .slice(-2)
          .map((i) => model[i]!)
          .reverse();
        const writable = model.length > at;
        if (writable) expected.write = applyWrite(write);
        if (isSorted) model = sorted(model);
        expected.all = model;
        const result = await operateInTurn(gadgets(), id, (r) => {
          const list = r[property];
          const start = list[name] as (...args: unknown[]) => ReturnType<typeof list.equalTo>;
          const chosen = start.apply(list, args);
          const selection = not ? chosen.not : chosen;
          return {
            first: (): Op<unknown> =>
              removes
                ? selection.remove(answer as keyof ListAnswers<number>)
                : selection.get(answer),
            size: () => list.size(),
            top: () => list.topRank(2),
            ...(writable ? { write: () => writeOf(list as never) } : {}),
            all: () => list.get(),
          };
        });
        const context = `step ${step}: ${JSON.stringify(before)} ${not ? 'not ' : ''}${name}(${JSON.stringify(args)}) ${removes ? 'remove' : 'get'} ${answer}, then ${write}(${at}, ${value})`;
        expect({ context, ...result, first: ordered(result.first) }).toEqual({
          context,
          ...expected,
          first: ordered(expected.first),
        });

        function applyWrite(kind: typeof write): unknown {
          const writes: Record<string, () => unknown> = {
            push: () => model.push(value),
            insert: () => (model.splice(at, 0, value), model.length),
            setAt: () => void (model[at] = value),
            incAt: () => (model[at]! += value),
            sort: () => void (model = sorted(model)),
            pop: () => model.pop(),
            shift: () => model.shift(),
            removeAt: () => model.splice(at, 1)[0],
            removeValue: () => {
              const left = model.filter((each) => each !== value);
              const gone = model.length - left.length;
              model = left;
              return gone;
            },
            trim: () => {
              const kept = model.slice(at, at + 3);
              const gone = model.length - kept.length;
              model = kept;
              return gone;
            },
          };
          return writes[kind]!();
        }

        function writeOf(list: Record<string, (...args: unknown[]) => Op<unknown>>): Op<unknown> {
          const given: Record<string, unknown[]> = {
            push: [value],
            insert: [at, value],
            setAt: [at, value],
            incAt: [at, value],
            removeAt: [at],
            removeValue: [value],
            trim: [at, 3],
          };
          return list[write]!(...(given[write] ?? []));
        }
      }
    },
  );

  test('random operations on a map give what a Map gives', async () => {
    const random = seeded(3);
    const id = gadgetId();
    const model = new Map<string, number>();
    await gadgets().operate(id, (r) => ({ n: r.counters.create() }));
    for (let step = 0; step < STEPS; step++) {
      const key = random.pick(KEYS);
      const other = random.pick(KEYS);
      const value = random.int(0, 9);
      const [low, high] = [key, other].sort() as [string, string];
      const keys = [...model.keys()].sort();
      const values = keys.map((each) => model.get(each)!);
      const isDistinct = new Set(values).size === values.length;
      const { name, args } = randomSelection(random, isDistinct ? SELECTORS : BY_PLACE);
      const not = random.chance(0.3);
      const answer = random.pick(['keys', 'values', 'count', 'indexes', 'exists'] as const);
      const places = select(values, name, args, not);
      const told =
        answer === 'keys' ? places.map((i) => keys[i]!).sort() : answers[answer](values, places);
      const expected = {
        told: ordered(told),
        between: new Map(
          keys.filter((each) => each >= low && each < high).map((each) => [each, model.get(each)]),
        ),
        best: byRank(values)
          .slice(-2)
          .reverse()
          .map((i) => values[i]),
        has: model.has(key),
        put: 0,
        inc: 0,
        deleted: false,
        all: model,
      };
      model.set(key, value);
      expected.put = model.size;
      expected.inc = (model.get(other) ?? 0) + value;
      model.set(other, expected.inc);
      const gone = random.pick(KEYS);
      expected.deleted = model.delete(gone);
      const result = await operateInTurn(gadgets(), id, (r) => {
        const start = r.counters[name] as (
          ...args: unknown[]
        ) => ReturnType<typeof r.counters.equalTo>;
        const chosen = start.apply(r.counters, args);
        return {
          told: () =>
            (not ? chosen.not : chosen).get(answer as Exclude<keyof MapAnswers<0, 0>, 'none'>),
          between: () => r.counters.range(low, high),
          best: () => r.counters.topRank(2),
          has: () => r.counters.has(key),
          put: () => r.counters.put(key, value),
          inc: () => r.counters.incKey(other, value),
          deleted: () => r.counters.delete(gone),
          all: () => r.counters.get(),
        };
      });
      const context = `step ${step}: ${JSON.stringify(values)} ${not ? 'not ' : ''}${name}(${JSON.stringify(args)}) ${answer}`;
      const best = result.best.map(([, each]) => each);
      const actual =
        answer === 'keys' ? (result.told as unknown as string[]).sort() : ordered(result.told);
      expect({ context, ...result, best, told: actual }).toEqual({ context, ...expected });
    }
  });

  test('random operations on a set give what a Set gives', async () => {
    const random = seeded(5);
    const id = gadgetId();
    const model = new Set<string>();
    await gadgets().operate(id, (r) => ({ n: r.tags.create() }));
    for (let step = 0; step < STEPS; step++) {
      const some = Array.from({ length: random.int(1, 4) }, () => random.pick(KEYS));
      const one = random.pick(KEYS);
      const write = random.pick(['add', 'delete', 'deleteAll', 'retainAll'] as const);
      const expected = {
        has: model.has(one),
        union: new Set([...model, ...some]),
        intersection: new Set(some.filter((each) => model.has(each))),
        difference: new Set([...model].filter((each) => !some.includes(each))),
        write: 0 as number | boolean,
        all: model,
      };
      const size = model.size;
      if (write === 'add') {
        for (const each of some) model.add(each);
        expected.write = model.size;
      } else if (write === 'delete') {
        expected.write = model.delete(one);
      } else {
        const isRetained = write === 'retainAll';
        const gone = [...model].filter((each) => isRetained !== some.includes(each));
        for (const each of gone) model.delete(each);
        expected.write = size - model.size;
      }
      const result = await operateInTurn(gadgets(), id, (r) => ({
        has: () => r.tags.has(one),
        union: () => r.tags.union(some),
        intersection: () => r.tags.intersection(some),
        difference: () => r.tags.difference(some),
        write: (): Op<unknown> =>
          write === 'add'
            ? r.tags.add(...some)
            : write === 'delete'
              ? r.tags.delete(one)
              : r.tags[write](some),
        all: () => r.tags.get(),
      }));
      expect({ step, ...result }).toEqual({ step, ...expected });
    }
  });
});
