import { loadOfficial } from '../../../src/driver/native/load-official.js';
import type { OfficialModule } from '../../../src/driver/native/official-module.js';
import { canOrder, planOperations } from '../../../src/driver/native/operation/operation-plan.js';
import {
  BIT_CALLS,
  HLL_CALLS,
  LIST_CALLS,
  MAP_CALLS,
} from '../../../src/driver/native/operation/call-table.js';
import { officialTemplate } from '../../../src/driver/native/operation/operation-codes.js';
import { toOfficialOperations } from '../../../src/driver/native/operation/to-official-operation.js';
import {
  bitAdd,
  bitCount,
  BIT_OVERFLOW_WRAP,
  ctx,
  LIST_RETURN_VALUE,
  listAppend,
  listCreate,
  listGetByIndexRange,
  listIncrement,
  listSort,
  mapPut,
  MAP_KEY_ORDERED,
  operations,
  UnsupportedByDriverError,
  withContext,
} from '../../../src/index.js';

let official: OfficialModule;

beforeAll(async () => {
  official = await loadOfficial();
});

describe('operations for the addon', () => {
  it('have a builder of npm aerospike for each call of the tables', () => {
    const tables = [
      ['lists', LIST_CALLS],
      ['maps', MAP_CALLS],
      ['bitwise', BIT_CALLS],
      ['hll', HLL_CALLS],
    ] as const;
    for (const [module, calls] of tables) {
      for (const entry of Object.values(calls)) {
        if (typeof entry === 'string') continue;
        expect(officialTemplate(official, module, entry[0]).op).toEqual(expect.any(Number));
      }
    }
  });

  it('name the arguments as npm aerospike does', () => {
    const [range, put, add] = toOfficialOperations(official, [
      listGetByIndexRange('l', 1, LIST_RETURN_VALUE, 2),
      mapPut('m', 'k', 5, { order: MAP_KEY_ORDERED }),
      bitAdd('b', 0, 8, 1, true, BIT_OVERFLOW_WRAP),
    ]);
    expect(range).toMatchObject({ bin: 'l', returnType: LIST_RETURN_VALUE, index: 1, count: 2 });
    expect(put).toMatchObject({ bin: 'm', key: 'k', value: 5, policy: { order: 1 } });
    expect(add).toMatchObject({
      bitOffset: 0,
      bitSize: 8,
      value: 1,
      sign: true,
      overflowAction: 4,
    });
  });

  it('have their context, also one that creates', () => {
    const [nested, created] = toOfficialOperations(official, [
      withContext(listAppend('b', 1), ctx.mapKey('k'), ctx.listIndex(-1)),
      withContext(listCreate('b', 1), ctx.mapKeyCreate('k', MAP_KEY_ORDERED)),
    ]);
    expect(nested).toMatchObject({
      context: {
        items: [
          [0x22, 'k'],
          [0x10, -1],
        ],
      },
    });
    expect(created).toMatchObject({ order: 1, pad: false, context: { items: [[0xa2, 'k']] } });
  });

  it('write bigints by an expression, and refuse to add them', () => {
    const [write] = toOfficialOperations(official, [operations.write('n', 2n ** 60n)]);
    expect(write).toMatchObject({ bin: 'n', flags: 0 });
    expect(Buffer.from(write?.['exp'] as string, 'base64').toString('hex')).toBe(
      'cf1000000000000000',
    );
    const add = [operations.increment('n', 2n ** 60n)];
    expect(() => toOfficialOperations(official, add)).toThrow(UnsupportedByDriverError);
  });

  it('are refused by name and place when npm aerospike has them not', () => {
    expect(() => toOfficialOperations(official, [bitCount('b', 0, 8)])).toThrow('ops[0]: ');
    const wide = withContext(listIncrement('l', 0, 1), ctx.listIndex(2 ** 40));
    expect(() => toOfficialOperations(official, [wide])).toThrow('32 bits');
  });
});

describe('results of operations', () => {
  const { increment, read } = operations;

  it('come by bins as long as none takes the place of another', () => {
    const ops = [increment('n', 1), read('n'), listAppend('l', 1)];
    const plan = planOperations(official, ops);
    expect(plan.isRaw).toBe(false);
    expect(plan.read({ n: 2, l: 3 }).ordered).toEqual([
      { name: 'n', value: null },
      { name: 'n', value: 2 },
      { name: 'l', value: 3 },
    ]);
  });

  it('have names of their own where reads would be lost', () => {
    const ops = [read('n'), increment('n', 1), read('n')];
    const plan = planOperations(official, ops);
    expect(plan.isRaw).toBe(true);
    expect(plan.read({ '\u00010.0': 1, '\u00012.0': 2, n: null }).ordered).toEqual([
      { name: 'n', value: 1 },
      { name: 'n', value: null },
      { name: 'n', value: 2 },
    ]);
  });

  it('are refused before anything is sent when they would be lost', () => {
    const ops = [listAppend('l', 1), listAppend('l', 2)];
    expect(canOrder(ops)).toBe(false);
    expect(() => planOperations(official, ops)).toThrow('ops[1] (bin "l")');
    expect(canOrder([listAppend('l', 1), read('l')])).toBe(true);
    // Only expressions tell the type of `m`, and with them the C client asks for an answer to the sort.
    const typed = [listAppend('l', 1), listSort('l'), read('m')];
    expect(canOrder(typed)).toBe(false);
    expect(() => planOperations(official, typed)).toThrow('ops[1] (bin "l")');
  });
});
