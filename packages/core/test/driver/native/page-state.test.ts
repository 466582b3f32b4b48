import { encodePageState, readPositions } from '../../../src/driver/native/query/page-state.js';
import type { QueryCommand } from '../../../src/driver/driver.js';
import { ctx, exp, listSize, operations, predicates } from '../../../src/index.js';
import { QUERY_DEFAULTS } from '../../../src/policy/complete-policy.js';

const SCAN: QueryCommand = {
  namespace: 'test',
  set: 'demo',
  bins: [],
  operations: [],
  predicate: null,
  partitions: { begin: 0, count: 4096 },
  positions: null,
  policy: QUERY_DEFAULTS,
};

const hex = (command: QueryCommand): string => encodePageState(command, null).toString('hex');

/** Names, no bins, no predicate, no function, no operations, no partitions, and the settings. */
const NAMES = 'a474657374a464656d6f';
const REST = 'c2c2c2000000c3c2';

describe('the state of a query between two pages', () => {
  it('has names, bins and settings in the order of the C client', () => {
    expect(hex(SCAN)).toBe(`${NAMES}0000${REST}`);
    expect(hex({ ...SCAN, set: null, bins: ['a', 'b'] })).toBe(`a474657374a002a161a16200${REST}`);
    const policy = { ...QUERY_DEFAULTS, recordsPerSecond: 300, includeBinData: false };
    expect(hex({ ...SCAN, policy })).toBe(`${NAMES}0000c2c2c200cd012c00c3c3`);
  });

  it('has integers of 64 bits as bounds, and paths', () => {
    const between = predicates.between('a', -(2n ** 63n), 2n ** 63n - 1n);
    expect(hex({ ...SCAN, predicate: between })).toBe(
      `${NAMES}0001a0a161c2c2010100d38000000000000000cf7fffffffffffffff${REST}`,
    );
    const nested = predicates.equals('a', 'x', { context: [ctx.mapKey('k')] });
    expect(hex({ ...SCAN, predicate: nested })).toBe(
      `${NAMES}0001a0a161c39222a2036b05c2000000a178${REST}`,
    );
  });

  it('has the name of an index instead of bin and path', () => {
    const predicate = predicates.equals('a', 5, { indexName: 'i', context: [ctx.mapKey('k')] });
    expect(hex({ ...SCAN, predicate })).toBe(`${NAMES}0001a169a0c2c20101000505${REST}`);
  });

  it('has operations by the numbers of the C client', () => {
    const projected = { ...SCAN, operations: [operations.read('a'), listSize('l')] };
    expect(hex(projected)).toBe(`${NAMES}0000c2c300000200a161c002a16ca3049110c2000000c3c2`);
  });

  it.each([
    ['a scan', null],
    ['an index', predicates.between('a', 1, 2)],
    ['text', predicates.equals('a', 'text')],
    ['a region', predicates.geoWithinRadius('g', 1, 2, 3)],
    ['an expression', predicates.equals(exp.intBin('a'), 3)],
    ['a path', predicates.equals('a', 3, { context: [ctx.listIndex(1)] })],
  ])('tells of %s where its partitions stand', (_what, predicate) => {
    const positions = [
      { id: 7, digest: undefined, indexValue: undefined },
      { id: 8, digest: Buffer.alloc(20, 0xab), indexValue: Buffer.from('ffffffffffffff7f', 'hex') },
      { id: 9, digest: Buffer.alloc(20, 1), indexValue: Buffer.from('f0ffffffffffffff', 'hex') },
    ];
    const operation = listSize('l');
    const command = { ...SCAN, bins: ['x'], predicate, operations: [operation] };
    expect(readPositions(encodePageState(command, positions))).toEqual(positions);
    expect(readPositions(encodePageState(command, null))).toEqual([]);
  });
});
