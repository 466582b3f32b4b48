import {
  BIT_OVERFLOW_SATURATE,
  BIT_OVERFLOW_WRAP,
  BIT_RESIZE_FROM_FRONT,
  BIT_RESIZE_GROW_ONLY,
  BIT_WRITE_NO_FAIL,
  BIT_WRITE_PARTIAL,
  BIT_WRITE_UPDATE_ONLY,
  bitAdd,
  bitAnd,
  bitCount,
  bitGet,
  bitGetInt,
  bitInsert,
  bitLscan,
  bitLshift,
  bitNot,
  bitOr,
  bitRemove,
  bitResize,
  bitRscan,
  bitRshift,
  bitSet,
  bitSetInt,
  bitSubtract,
  bitXor,
} from '../../src/index.js';
import { particleHex, type GoldenOperation } from '../support/particle-hex.js';

/** The bytes that Aerospike CE 8.1.2 was seen to accept and to answer as documented. */
const GOLDEN: readonly GoldenOperation[] = [
  ["bitResize('b', 4)", () => bitResize('b', 4), '9400040000'],
  [
    "bitResize('b', 4, BIT_RESIZE_FROM_FRONT | BIT_RESIZE_GROW_ONLY, BIT_WRITE_NO_FAIL)",
    () => bitResize('b', 4, BIT_RESIZE_FROM_FRONT | BIT_RESIZE_GROW_ONLY, BIT_WRITE_NO_FAIL),
    '9400040403',
  ],
  [
    "bitInsert('b', 1, Buffer.from([1, 2]))",
    () => bitInsert('b', 1, Buffer.from([1, 2])),
    '940101a304010200',
  ],
  [
    "bitRemove('b', 1, 2, BIT_WRITE_PARTIAL)",
    () => bitRemove('b', 1, 2, BIT_WRITE_PARTIAL),
    '9402010208',
  ],
  [
    "bitSet('b', 0, 8, Buffer.from([1]))",
    () => bitSet('b', 0, 8, Buffer.from([1])),
    '95030008a2040100',
  ],
  [
    "bitOr('b', 0, 8, Buffer.from([1]))",
    () => bitOr('b', 0, 8, Buffer.from([1])),
    '95040008a2040100',
  ],
  [
    "bitXor('b', 0, 8, Buffer.from([1]))",
    () => bitXor('b', 0, 8, Buffer.from([1])),
    '95050008a2040100',
  ],
  [
    "bitAnd('b', 0, 8, Buffer.from([1]))",
    () => bitAnd('b', 0, 8, Buffer.from([1])),
    '95060008a2040100',
  ],
  ["bitNot('b', -8, 8)", () => bitNot('b', -8, 8), '9407f80800'],
  ["bitLshift('b', 0, 8, 1)", () => bitLshift('b', 0, 8, 1), '950800080100'],
  ["bitRshift('b', 0, 8, 1)", () => bitRshift('b', 0, 8, 1), '950900080100'],
  ["bitAdd('b', 0, 8, 1)", () => bitAdd('b', 0, 8, 1), '960a0008010000'],
  [
    "bitAdd('b', 0, 8, -1, true, BIT_OVERFLOW_WRAP, BIT_WRITE_UPDATE_ONLY)",
    () => bitAdd('b', 0, 8, -1, true, BIT_OVERFLOW_WRAP, BIT_WRITE_UPDATE_ONLY),
    '960a0008ff0205',
  ],
  [
    "bitSubtract('b', 0, 8, 1, false, BIT_OVERFLOW_SATURATE)",
    () => bitSubtract('b', 0, 8, 1, false, BIT_OVERFLOW_SATURATE),
    '960b0008010002',
  ],
  [
    "bitSetInt('b', 0, 64, 2n ** 64n - 1n)",
    () => bitSetInt('b', 0, 64, 2n ** 64n - 1n),
    '950c0040ff00',
  ],
  ["bitGet('b', 0, 8)", () => bitGet('b', 0, 8), '93320008'],
  ["bitCount('b', 0, 8)", () => bitCount('b', 0, 8), '93330008'],
  ["bitLscan('b', 0, 8, true)", () => bitLscan('b', 0, 8, true), '94340008c3'],
  ["bitRscan('b', 0, 8, false)", () => bitRscan('b', 0, 8, false), '94350008c2'],
  ["bitGetInt('b', 0, 8)", () => bitGetInt('b', 0, 8), '93360008'],
  ["bitGetInt('b', 0, 8, true)", () => bitGetInt('b', 0, 8, true), '9436000801'],
];

describe('bytes of bit operations', () => {
  it.each(GOLDEN)('%s', (_text, build, hex) => {
    expect(particleHex(build())).toBe(hex);
  });
});
