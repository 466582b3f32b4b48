import * as core from '../../src/index.js';
import {
  type BinValue,
  ctx,
  exp,
  type Expression,
  geojson,
  inverted,
  type Operation,
  operations,
} from '../../src/index.js';
import { openScratchRecord, type ScratchRecord } from '../support/scratch-record.js';

const {
  EXP_TYPE_BOOL: BOOL,
  EXP_TYPE_INT: INT,
  EXP_TYPE_MAP: MAP,
  EXP_TYPE_STRING: STRING,
  LIST_RETURN_COUNT: COUNT,
  LIST_RETURN_EXISTS: EXISTS,
  LIST_RETURN_INDEX: INDEX,
  LIST_RETURN_RANK: RANK,
  LIST_RETURN_VALUE: VALUE,
  MAP_RETURN_KEY: KEY,
  MAP_RETURN_KEY_VALUE: KEY_VALUE,
  MAP_RETURN_ORDERED_MAP: ORDERED_MAP,
} = core;

const BINS = {
  i: 5,
  f: 2.5,
  s: 'hello',
  t: true,
  bytes: Buffer.from([1, 2]),
  l: [3, 1, 2],
  m: { a: 1, b: 2, c: 3 },
  g: geojson({ type: 'Point', coordinates: [10, 20] }),
  nested: [[1, 2], { k: [7] }],
};
const POINT = '{"type":"Point","coordinates":[1,2]}';

const int = exp.intVal;
const float = exp.floatVal;
const text = exp.stringVal;
const yes = exp.boolVal(true);
const no = exp.boolVal(false);
const list = exp.listBin('l');
const map = exp.mapBin('m');
const nested = exp.listBin('nested');

type Row = readonly [expression: Expression, value: BinValue];

const VALUES: readonly Row[] = [
  [int(7), 7],
  [int(-(2n ** 63n)), -(2n ** 63n)],
  [float(1), 1],
  [text('ä'), 'ä'],
  [yes, true],
  [exp.blobVal(Buffer.from([9])), Buffer.from([9])],
  [exp.listVal([1, [2]]), [1, [2]]],
  [exp.mapVal({ z: 1, a: 2 }), { a: 2, z: 1 }],
  [exp.mapVal(new Map([[1, 2]])), new Map([[1, 2]])],
  [exp.geoVal(POINT), geojson(POINT)],
  [exp.nil(), null],
  [exp.intBin('i'), 5],
  [exp.floatBin('f'), 2.5],
  [exp.stringBin('s'), 'hello'],
  [exp.boolBin('t'), true],
  [exp.blobBin('bytes'), BINS.bytes],
  [list, BINS.l],
  [map, BINS.m],
  [exp.geoBin('g'), BINS.g],
  [exp.binExists('i'), true],
  [exp.binExists('none'), false],
  [exp.binType('s'), 3],
  [exp.binType('none'), 0],
  [exp.keyExists(), false],
  [exp.cond(exp.keyExists(), exp.key(STRING), text('none')), 'none'],
  [exp.isTombstone(), false],
  [exp.ttl(), -1],
  [exp.voidTime(), -1],
  [exp.digestModulo(1), 0],
  [exp.gt(exp.recordSize(), int(10)), true],
  [exp.lt(exp.sinceUpdate(), int(60_000)), true],
  [exp.gt(exp.lastUpdate(), int(10n ** 18n)), true],
];

const OPERATORS: readonly Row[] = [
  [exp.eq(exp.intBin('i'), int(5)), true],
  [exp.ne(exp.intBin('i'), int(5)), false],
  [exp.gt(float(2), float(1)), true],
  [exp.ge(text('b'), text('a')), true],
  [exp.lt(int(2), int(1)), false],
  [exp.le(int(1), int(1)), true],
  [exp.eq(list, exp.listVal([3, 1, 2])), true],
  [exp.eq(map, exp.mapVal({ c: 3, a: 1, b: 2 })), true],
  [exp.and(yes, no), false],
  [exp.and(yes), true],
  [exp.or(no, yes), true],
  [exp.or(no), false],
  [exp.not(yes), false],
  [exp.xor(yes, no), true],
  [exp.numAdd(int(1), int(2), int(3)), 6],
  [exp.numSub(int(5), int(2)), 3],
  [exp.numSub(int(5)), -5],
  [exp.numMul(float(2), float(1.5)), 3],
  [exp.numDiv(int(7), int(2)), 3],
  [exp.numDiv(float(4)), 0.25],
  [exp.numMod(int(7), int(4)), 3],
  [exp.numPow(float(2), float(3)), 8],
  [exp.numLog(float(8), float(2)), 3],
  [exp.numAbs(int(-3)), 3],
  [exp.numFloor(float(1.7)), 1],
  [exp.numCeil(float(1.2)), 2],
  [exp.toInt(float(-1.9)), -1],
  [exp.toFloat(int(2)), 2],
  [exp.min(int(3), int(2)), 2],
  [exp.max(float(3), float(2)), 3],
  [exp.intAnd(int(6), int(3)), 2],
  [exp.intOr(int(6), int(3)), 7],
  [exp.intXor(int(6), int(3)), 5],
  [exp.intNot(int(0)), -1],
  [exp.intLshift(int(1), int(4)), 16],
  [exp.intRshift(int(-1), int(60)), 15],
  [exp.intArshift(int(-16), int(2)), -4],
  [exp.intCount(int(7)), 3],
  [exp.intLscan(int(1), yes), 63],
  [exp.intLscan(int(0), yes), -1],
  [exp.intRscan(int(2), yes), 62],
  [exp.regexCompare('^HEL+', core.REGEX_EXTENDED | core.REGEX_ICASE, exp.stringBin('s')), true],
  [exp.regexCompare('^b$', core.REGEX_NONE, text('a\nb')), false],
  [exp.regexCompare('^b$', core.REGEX_NEWLINE, text('a\nb')), true],
  [exp.regexCompare('^b$', core.REGEX_NOSUB, text('a\nb')), false],
  [
    exp.geoCompare(exp.geoBin('g'), exp.geoVal({ type: 'AeroCircle', coordinates: [[10, 20], 9] })),
    true,
  ],
  [exp.cond(no, int(1), yes, int(2), int(3)), 2],
  [exp.cond(no, int(1), no, int(2), no, int(3), yes, int(4), int(5)), 4],
  [
    exp.let(
      exp.def('x', int(2)),
      exp.def('y', exp.numAdd(exp.var('x'), int(1))),
      exp.numMul(exp.var('x'), exp.var('y')),
    ),
    6,
  ],
  [exp.inList(int(3), list), true],
  [exp.inList(text('x'), exp.listVal(['y'])), false],
  [exp.mapKeys(map), ['a', 'b', 'c']],
  [exp.mapValues(map), [1, 2, 3]],
];

const READS: readonly Row[] = [
  [exp.listSize(list), 3],
  [exp.listSize(exp.mapKeys(map)), 3],
  [exp.listSize(nested, ctx.listIndex(0)), 2],
  [exp.listGetByIndex(VALUE, INT, 0, list), 3],
  [exp.listGetByIndex(RANK, INT, 0, list), 2],
  [exp.listGetByIndex(EXISTS, BOOL, 0, list), true],
  [exp.listGetByIndex(VALUE, INT, 0, nested, ctx.listIndex(1), ctx.mapKey('k')), 7],
  [exp.listGetByIndexRange(VALUE, 1, null, list), [1, 2]],
  [exp.listGetByIndexRange(VALUE, int(0), int(2), list), [3, 1]],
  [exp.listGetByRank(VALUE, INT, -1, list), 3],
  [exp.listGetByRankRange(COUNT, 1, null, list), 2],
  [exp.listGetByValue(INDEX, int(1), list), [1]],
  [exp.listGetByValue(COUNT, exp.listVal([1, 2]), nested), 1],
  [exp.listGetByValueList(inverted(VALUE), exp.listVal([1, 2, 9]), list), [3]],
  [exp.listGetByValueRange(VALUE, null, int(2), list), [1]],
  [exp.listGetByValueRange(COUNT, int(2), exp.infinity(), list), 2],
  [exp.listGetByValueRelativeRankRange(COUNT, int(2), 0, null, list), 2],
  [exp.mapSize(map), 3],
  [exp.mapGetByKey(VALUE, INT, text('b'), map), 2],
  [exp.mapGetByKey(EXISTS, BOOL, text('z'), map), false],
  [exp.mapGetByKey(INDEX, INT, text('b'), map), 1],
  [exp.mapGetByKey(KEY_VALUE, MAP, text('b'), map), [['b', 2]]],
  [exp.mapGetByKeyRange(VALUE, text('b'), null, map), [2, 3]],
  [exp.mapGetByKeyRange(ORDERED_MAP, null, text('b'), map), { a: 1 }],
  [exp.mapGetByKeyList(KEY, exp.listVal(['a', 'c']), map), ['a', 'c']],
  [exp.mapGetByKeyList(inverted(COUNT), exp.listVal(['a']), map), 2],
  [exp.mapGetByKeyRelativeIndexRange(KEY, text('b'), 0, null, map), ['b', 'c']],
  [exp.mapGetByValue(KEY, int(2), map), ['b']],
  [exp.mapGetByValueList(COUNT, exp.listVal([1, 2]), map), 2],
  [exp.mapGetByValueRange(COUNT, int(2), null, map), 2],
  [exp.mapGetByValueRelativeRankRange(KEY, int(2), 1, null, map), ['c']],
  [exp.mapGetByIndex(KEY, STRING, 0, map), 'a'],
  [exp.mapGetByIndexRange(VALUE, 1, null, map), [2, 3]],
  [exp.mapGetByRank(VALUE, INT, -1, map), 3],
  [exp.mapGetByRankRange(VALUE, 0, 2, map), [1, 2]],
];

describe('expressions', () => {
  let record: ScratchRecord;
  beforeAll(async () => {
    record = await openScratchRecord('core_exp');
    await record.reset(BINS);
  });
  afterAll(() => record.stop());

  it.each([...VALUES, ...OPERATORS, ...READS].map((row) => [exp.toText(row[0]), ...row] as const))(
    '%s',
    async (_text, expression, value) => {
      expect(await record.evaluate(expression)).toEqual(value);
    },
  );

  it('knows the set', async () => {
    expect(await record.evaluate(exp.setName())).toMatch(/^core_exp_/);
  });

  it('has the same value after a way through base64', async () => {
    const expression = exp.fromBase64(exp.toBase64(exp.numAdd(exp.intBin('i'), int(1))));
    expect(await record.evaluate(expression)).toBe(6);
  });

  it('fails, or answers nothing where that is allowed, when it can not be evaluated', async () => {
    const { EXP_READ_EVAL_NO_FAIL } = core;
    const missing = exp.intBin('none');
    const readMissing = (flags: number): Operation => operations.expRead('x', missing, flags);
    expect(await record.evaluate(missing)).toBe(26);
    expect(await record.evaluate(exp.cond(no, int(1), exp.unknown()))).toBe(26);
    expect(await record.run(readMissing(EXP_READ_EVAL_NO_FAIL))).toEqual([null]);
  });

  it('writes what it evaluates to', async () => {
    const { EXP_WRITE_ALLOW_DELETE, EXP_WRITE_CREATE_ONLY } = core;
    const half = exp.numDiv(exp.floatBin('f'), float(2));
    const write = (flags?: number): Operation => operations.expWrite('half', half, flags);
    expect(await record.run(write(EXP_WRITE_CREATE_ONLY), operations.read('half'))).toEqual([
      null,
      1.25,
    ]);
    expect(await record.run(write(EXP_WRITE_CREATE_ONLY))).toBe(6);
    const remove = operations.expWrite('half', exp.nil(), EXP_WRITE_ALLOW_DELETE);
    expect(await record.run(remove, operations.read('half'))).toEqual([null, null]);
  });
});
