import {
  type BinValue,
  HLL_WRITE_ALLOW_FOLD,
  HLL_WRITE_CREATE_ONLY,
  Hll,
  hllAdd,
  hllDescribe,
  hllFold,
  hllGetCount,
  hllGetIntersectCount,
  hllGetSimilarity,
  hllGetUnion,
  hllGetUnionCount,
  hllInit,
  hllMayContain,
  hllRefreshCount,
  hllSetUnion,
} from '../../src/index.js';
import { particleHex, type GoldenOperation } from '../support/particle-hex.js';

/** The bytes that Aerospike CE 8.1.2 was seen to accept and to answer as documented. */
const GOLDEN: readonly GoldenOperation[] = [
  ["hllInit('h', 8)", () => hllInit('h', 8), '940008ff00'],
  [
    "hllInit('h', 8, 20, { flags: HLL_WRITE_CREATE_ONLY })",
    () => hllInit('h', 8, 20, { flags: HLL_WRITE_CREATE_ONLY }),
    '9400081401',
  ],
  ["hllAdd('h', ['a', 1])", () => hllAdd('h', ['a', 1]), '950192a2036101ffff00'],
  [
    "hllAdd('h', new Set(['a']), 8, 20)",
    () => hllAdd('h', new Set(['a']), 8, 20),
    '950191a20361081400',
  ],
  [
    "hllSetUnion('h', [new Hll(Buffer.from([7]))], { flags: HLL_WRITE_ALLOW_FOLD })",
    () => hllSetUnion('h', [new Hll(Buffer.from([7]))], { flags: HLL_WRITE_ALLOW_FOLD }),
    '930291a2120708',
  ],
  ["hllRefreshCount('h')", () => hllRefreshCount('h'), '9103'],
  ["hllFold('h', 6)", () => hllFold('h', 6), '920406'],
  ["hllGetCount('h')", () => hllGetCount('h'), '9132'],
  [
    "hllGetUnion('h', [Buffer.from([7])])",
    () => hllGetUnion('h', [Buffer.from([7])]),
    '923391a21207',
  ],
  [
    "hllGetUnionCount('h', [Buffer.from([7])])",
    () => hllGetUnionCount('h', [Buffer.from([7])]),
    '923491a21207',
  ],
  [
    "hllGetIntersectCount('h', [Buffer.from([7])])",
    () => hllGetIntersectCount('h', [Buffer.from([7])]),
    '923591a21207',
  ],
  [
    "hllGetSimilarity('h', [Buffer.from([7])])",
    () => hllGetSimilarity('h', [Buffer.from([7])]),
    '923691a21207',
  ],
  ["hllDescribe('h')", () => hllDescribe('h'), '9137'],
  ["hllMayContain('h', ['a'])", () => hllMayContain('h', ['a']), '923891a20361'],
];

describe('values of an HLL sketch', () => {
  it.each<[string, BinValue]>([
    ['list', ['a']],
    ['map', new Map([['a', 1]])],
    ['object', { a: 1 }],
  ])('are no %s, which the server refuses', (_kind, value) => {
    expect(() => hllAdd('h', ['a', value])).toThrow(
      /^hllAdd\(values\)\[1\] must be a value without parts/,
    );
  });
});

describe('bytes of HLL operations', () => {
  it.each(GOLDEN)('%s', (_text, build, hex) => {
    expect(particleHex(build())).toBe(hex);
  });
});
