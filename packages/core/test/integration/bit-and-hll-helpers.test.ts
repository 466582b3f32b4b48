import * as core from '../../src/index.js';
import { type BinValue, Hll, type Operation, operations } from '../../src/index.js';
import { openScratchRecord, type ScratchRecord } from '../support/scratch-record.js';
import { unlessLimited } from '../../../../test/support/driver-under-test.js';

const bytes = (...values: number[]): Buffer => Buffer.from(values);
const read = operations.read('b');

/** The operation, and the bytes [0xaa, 0xff, 0x00, 0x0f] after it; or what a read answers. */
type Row = readonly [text: string, operation: Operation, expected: BinValue];

const START = bytes(0xaa, 0xff, 0x00, 0x0f);
const FRONT = core.BIT_RESIZE_FROM_FRONT | core.BIT_RESIZE_SHRINK_ONLY;

const BIT_WRITES: readonly Row[] = [
  ['resize', core.bitResize('b', 5), bytes(0xaa, 0xff, 0, 0x0f, 0)],
  ['resize from front', core.bitResize('b', 3, FRONT), bytes(0xff, 0, 0x0f)],
  ['insert', core.bitInsert('b', 1, bytes(1, 2)), bytes(0xaa, 1, 2, 0xff, 0, 0x0f)],
  ['remove', core.bitRemove('b', 1, 2), bytes(0xaa, 0x0f)],
  ['set', core.bitSet('b', 0, 8, bytes(0x55)), bytes(0x55, 0xff, 0, 0x0f)],
  ['or', core.bitOr('b', 0, 8, bytes(0x0f)), bytes(0xaf, 0xff, 0, 0x0f)],
  ['xor', core.bitXor('b', 0, 8, bytes(0xff)), bytes(0x55, 0xff, 0, 0x0f)],
  ['and', core.bitAnd('b', 0, 8, bytes(0x0f)), bytes(0x0a, 0xff, 0, 0x0f)],
  ['not', core.bitNot('b', 0, 8), bytes(0x55, 0xff, 0, 0x0f)],
  ['lshift', core.bitLshift('b', 0, 8, 1), bytes(0x54, 0xff, 0, 0x0f)],
  ['rshift', core.bitRshift('b', 0, 8, 1), bytes(0x55, 0xff, 0, 0x0f)],
  ['add', core.bitAdd('b', 0, 8, 1), bytes(0xab, 0xff, 0, 0x0f)],
  [
    'add, wrapping',
    core.bitAdd('b', 8, 8, 2, false, core.BIT_OVERFLOW_WRAP),
    bytes(0xaa, 1, 0, 0x0f),
  ],
  [
    'add, saturating',
    core.bitAdd('b', 24, 8, 127, true, core.BIT_OVERFLOW_SATURATE),
    bytes(0xaa, 0xff, 0, 127),
  ],
  [
    'add, not failing',
    core.bitAdd('b', 8, 8, 1, false, core.BIT_OVERFLOW_FAIL, core.BIT_WRITE_NO_FAIL),
    START,
  ],
  ['subtract', core.bitSubtract('b', 24, 8, 16, true), bytes(0xaa, 0xff, 0, 0xff)],
  ['setInt', core.bitSetInt('b', 0, 16, 0x1234), bytes(0x12, 0x34, 0, 0x0f)],
];

const BIT_READS: readonly Row[] = [
  ['get', core.bitGet('b', -8, 8), bytes(0x0f)],
  ['count', core.bitCount('b', 0, 32), 16],
  ['lscan', core.bitLscan('b', 16, 16, true), 12],
  ['rscan', core.bitRscan('b', 0, 32, true), 31],
  ['getInt', core.bitGetInt('b', 0, 8), 0xaa],
  ['getInt, signed', core.bitGetInt('b', 0, 8, true), 0xaa - 0x100],
];

describe('bit operations', () => {
  let record: ScratchRecord;
  beforeAll(async () => {
    record = await openScratchRecord('core_bit');
  });
  afterAll(() => record.stop());

  it.each(BIT_WRITES)('%s', async (_text, operation, expected) => {
    await record.reset({ b: START });
    expect(await record.run(operation, read)).toEqual([null, expected]);
  });

  it.each(BIT_READS)('%s', async (text, operation, expected) => {
    const limitation = /^(count|lscan)/.test(text) ? 'bitScanAndCount' : undefined;
    await unlessLimited(limitation, async () => {
      await record.reset({ b: START });
      expect(await record.run(operation)).toEqual([expected]);
    })();
  });

  it('takes unsigned integers of 64 bits', async () => {
    await record.reset({ b: Buffer.alloc(8) });
    const set = core.bitSetInt('b', 0, 64, 2n ** 64n - 2n);
    expect(await record.run(set, core.bitGetInt('b', 0, 64, true))).toEqual([null, -2]);
  });

  it('refuses what the flags forbid', async () => {
    await record.reset({ b: START });
    expect(await record.run(core.bitAdd('b', 8, 8, 1))).toBe(26);
    expect(await record.run(core.bitResize('b', 9, 0, core.BIT_WRITE_CREATE_ONLY))).toBe(6);
  });
});

describe('HLL operations', () => {
  let record: ScratchRecord;
  beforeAll(async () => {
    record = await openScratchRecord('core_hll');
  });
  afterAll(() => record.stop());

  it(
    'counts, compares and combines sketches',
    unlessLimited('severalResultsOfBin', async () => {
      await record.reset({ other: 1 });
      expect(
        await record.run(
          core.hllInit('h', 8),
          core.hllAdd('h', ['a', 'b', 'c']),
          core.hllGetCount('h'),
          core.hllDescribe('h'),
          core.hllRefreshCount('h'),
          core.hllAdd('h2', new Set(['b', 'c', 'd']), 8),
        ),
      ).toEqual([null, 3, 3, [8, 0], 3, 3]);
      const [sketch] = (await record.run(operations.read('h2'))) as [Hll];
      expect(sketch).toBeInstanceOf(Hll);
      expect(
        await record.run(
          core.hllGetUnionCount('h', [sketch]),
          core.hllGetIntersectCount('h', [sketch.bytes]),
          core.hllGetSimilarity('h', [sketch]),
          core.hllMayContain('h', ['a']),
          core.hllMayContain('h', ['a', 'z']),
          core.hllSetUnion('h', [sketch]),
          core.hllGetCount('h'),
          core.hllFold('h', 6),
          core.hllDescribe('h'),
        ),
      ).toEqual([4, 2, 0.5, 1, 0, null, 4, null, [6, 0]]);
      const [union] = (await record.run(core.hllGetUnion('h2', [sketch]))) as [Hll];
      expect(await record.run(operations.write('u', union), core.hllGetCount('u'))).toEqual([
        null,
        3,
      ]);
    }),
  );

  it('obeys the write flags', async () => {
    await record.reset({ other: 1 });
    const create = { flags: core.HLL_WRITE_CREATE_ONLY };
    expect(await record.run(core.hllInit('h', 8, 20, create))).toEqual([null]);
    expect(await record.run(core.hllInit('h', 8, 20, create))).toBe(6);
    expect(await record.run(core.hllAdd('none', ['a']))).toBe(26);
  });
});
