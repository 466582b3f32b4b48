import {
  MAP_KEY_ORDERED,
  MAP_KEY_VALUE_ORDERED,
  MAP_RETURN_COUNT,
  MAP_RETURN_EXISTS,
  MAP_RETURN_INDEX,
  MAP_RETURN_KEY,
  MAP_RETURN_KEY_VALUE,
  MAP_RETURN_NONE,
  MAP_RETURN_ORDERED_MAP,
  MAP_RETURN_RANK,
  MAP_RETURN_REVERSE_INDEX,
  MAP_RETURN_REVERSE_RANK,
  MAP_RETURN_UNORDERED_MAP,
  MAP_RETURN_VALUE,
  MAP_UPDATE_ONLY,
  MAP_WRITE_FLAGS_CREATE_ONLY,
  MAP_WRITE_FLAGS_NO_FAIL,
  MAP_WRITE_FLAGS_PARTIAL,
  ctx,
  double,
  inverted,
  mapClear,
  mapCreate,
  mapDecrement,
  mapGetByIndex,
  mapGetByIndexRange,
  mapGetByKey,
  mapGetByKeyList,
  mapGetByKeyRange,
  mapGetByKeyRelativeIndexRange,
  mapGetByRank,
  mapGetByRankRange,
  mapGetByValue,
  mapGetByValueList,
  mapGetByValueRange,
  mapGetByValueRelativeRankRange,
  mapIncrement,
  mapPut,
  mapPutItems,
  mapRemoveByIndex,
  mapRemoveByIndexRange,
  mapRemoveByKey,
  mapRemoveByKeyList,
  mapRemoveByKeyRange,
  mapRemoveByKeyRelativeIndexRange,
  mapRemoveByRank,
  mapRemoveByRankRange,
  mapRemoveByValue,
  mapRemoveByValueList,
  mapRemoveByValueRange,
  mapRemoveByValueRelativeRankRange,
  mapSetOrder,
  mapSize,
  withContext,
} from '../../src/index.js';
import { particleHex, type GoldenOperation } from '../support/particle-hex.js';

/** The bytes that Aerospike CE 8.1.2 was seen to accept and to answer as documented. */
const GOLDEN: readonly GoldenOperation[] = [
  ["mapPut('m', 'k', 'v')", () => mapPut('m', 'k', 'v'), '9443a2036ba2037600'],
  [
    "mapPut('m', 'k', 'v', { order: MAP_KEY_ORDERED })",
    () => mapPut('m', 'k', 'v', { order: MAP_KEY_ORDERED }),
    '9443a2036ba2037601',
  ],
  [
    "mapPut('m', 'k', 'v', { order: MAP_KEY_VALUE_ORDERED, flags: MAP_WRITE_FLAGS_CREATE_ONLY | MAP_WRITE_FLAGS_NO_FAIL })",
    () =>
      mapPut('m', 'k', 'v', {
        order: MAP_KEY_VALUE_ORDERED,
        flags: MAP_WRITE_FLAGS_CREATE_ONLY | MAP_WRITE_FLAGS_NO_FAIL,
      }),
    '9543a2036ba203760305',
  ],
  [
    "mapPut('m', 1, 2, { writeMode: MAP_UPDATE_ONLY })",
    () => mapPut('m', 1, 2, { writeMode: MAP_UPDATE_ONLY }),
    '954301020002',
  ],
  [
    "mapPutItems('m', { b: 1, a: 2 })",
    () => mapPutItems('m', { b: 1, a: 2 }),
    '934483c70001c0a2036102a203620100',
  ],
  [
    "mapPutItems('m', new Map([['a', 2]]), { flags: MAP_WRITE_FLAGS_PARTIAL })",
    () => mapPutItems('m', new Map([['a', 2]]), { flags: MAP_WRITE_FLAGS_PARTIAL }),
    '944482c70001c0a20361020008',
  ],
  ["mapIncrement('m', 'k', 2)", () => mapIncrement('m', 'k', 2), '9449a2036b0200'],
  [
    "mapIncrement('m', 'k', double(2), { order: MAP_KEY_ORDERED })",
    () => mapIncrement('m', 'k', double(2), { order: MAP_KEY_ORDERED }),
    '9449a2036bcb400000000000000001',
  ],
  ["mapDecrement('m', 'k', 2)", () => mapDecrement('m', 'k', 2), '944aa2036b0200'],
  ["mapClear('m')", () => mapClear('m'), '914b'],
  ["mapSetOrder('m', MAP_KEY_ORDERED)", () => mapSetOrder('m', MAP_KEY_ORDERED), '924001'],
  [
    "mapCreate('m', MAP_KEY_VALUE_ORDERED, { persistIndex: true })",
    () => mapCreate('m', MAP_KEY_VALUE_ORDERED, { persistIndex: true }),
    '924013',
  ],
  ["mapSize('m')", () => mapSize('m'), '9160'],
  [
    "mapGetByKey('m', 'k', MAP_RETURN_VALUE)",
    () => mapGetByKey('m', 'k', MAP_RETURN_VALUE),
    '936107a2036b',
  ],
  [
    "mapGetByKeyRange('m', 'a', 'c', MAP_RETURN_KEY)",
    () => mapGetByKeyRange('m', 'a', 'c', MAP_RETURN_KEY),
    '946706a20361a20363',
  ],
  [
    "mapGetByKeyRange('m', null, 'c', MAP_RETURN_KEY_VALUE)",
    () => mapGetByKeyRange('m', null, 'c', MAP_RETURN_KEY_VALUE),
    '946708c0a20363',
  ],
  [
    "mapGetByKeyRange('m', 'a', null, MAP_RETURN_ORDERED_MAP)",
    () => mapGetByKeyRange('m', 'a', null, MAP_RETURN_ORDERED_MAP),
    '936711a20361',
  ],
  [
    "mapGetByKeyList('m', ['a', 'b'], inverted(MAP_RETURN_COUNT))",
    () => mapGetByKeyList('m', ['a', 'b'], inverted(MAP_RETURN_COUNT)),
    '936bce0001000592a20361a20362',
  ],
  [
    "mapGetByKeyRelativeIndexRange('m', 'b', -1, MAP_RETURN_VALUE)",
    () => mapGetByKeyRelativeIndexRange('m', 'b', -1, MAP_RETURN_VALUE),
    '946d07a20362ff',
  ],
  [
    "mapGetByKeyRelativeIndexRange('m', 'b', 1, MAP_RETURN_VALUE, 2)",
    () => mapGetByKeyRelativeIndexRange('m', 'b', 1, MAP_RETURN_VALUE, 2),
    '956d07a203620102',
  ],
  [
    "mapGetByValue('m', 5, MAP_RETURN_KEY)",
    () => mapGetByValue('m', 5, MAP_RETURN_KEY),
    '93660605',
  ],
  [
    "mapGetByValueList('m', [5], MAP_RETURN_KEY)",
    () => mapGetByValueList('m', [5], MAP_RETURN_KEY),
    '936c069105',
  ],
  [
    "mapGetByValueRange('m', 1, 5, MAP_RETURN_UNORDERED_MAP)",
    () => mapGetByValueRange('m', 1, 5, MAP_RETURN_UNORDERED_MAP),
    '9469100105',
  ],
  [
    "mapGetByValueRelativeRankRange('m', 5, 0, MAP_RETURN_RANK)",
    () => mapGetByValueRelativeRankRange('m', 5, 0, MAP_RETURN_RANK),
    '946e030500',
  ],
  [
    "mapGetByIndex('m', 0, MAP_RETURN_KEY)",
    () => mapGetByIndex('m', 0, MAP_RETURN_KEY),
    '93620600',
  ],
  [
    "mapGetByIndexRange('m', 0, MAP_RETURN_VALUE)",
    () => mapGetByIndexRange('m', 0, MAP_RETURN_VALUE),
    '93680700',
  ],
  [
    "mapGetByIndexRange('m', 0, MAP_RETURN_VALUE, 1)",
    () => mapGetByIndexRange('m', 0, MAP_RETURN_VALUE, 1),
    '9468070001',
  ],
  [
    "mapGetByRank('m', -1, MAP_RETURN_KEY)",
    () => mapGetByRank('m', -1, MAP_RETURN_KEY),
    '936406ff',
  ],
  [
    "mapGetByRankRange('m', -3, MAP_RETURN_KEY_VALUE)",
    () => mapGetByRankRange('m', -3, MAP_RETURN_KEY_VALUE),
    '936a08fd',
  ],
  [
    "mapGetByRankRange('m', -3, MAP_RETURN_KEY_VALUE, 3)",
    () => mapGetByRankRange('m', -3, MAP_RETURN_KEY_VALUE, 3),
    '946a08fd03',
  ],
  [
    "mapRemoveByKey('m', 'k', MAP_RETURN_VALUE)",
    () => mapRemoveByKey('m', 'k', MAP_RETURN_VALUE),
    '934c07a2036b',
  ],
  [
    "mapRemoveByKeyList('m', new Set(['a']), MAP_RETURN_NONE)",
    () => mapRemoveByKeyList('m', new Set(['a']), MAP_RETURN_NONE),
    '93510091a20361',
  ],
  [
    "mapRemoveByKeyRange('m', 'a', 'b', MAP_RETURN_COUNT)",
    () => mapRemoveByKeyRange('m', 'a', 'b', MAP_RETURN_COUNT),
    '945405a20361a20362',
  ],
  [
    "mapRemoveByKeyRelativeIndexRange('m', 'a', 0, MAP_RETURN_COUNT, 1)",
    () => mapRemoveByKeyRelativeIndexRange('m', 'a', 0, MAP_RETURN_COUNT, 1),
    '955805a203610001',
  ],
  [
    "mapRemoveByValue('m', 5, MAP_RETURN_INDEX)",
    () => mapRemoveByValue('m', 5, MAP_RETURN_INDEX),
    '93520105',
  ],
  [
    "mapRemoveByValueList('m', [5], MAP_RETURN_REVERSE_INDEX)",
    () => mapRemoveByValueList('m', [5], MAP_RETURN_REVERSE_INDEX),
    '9353029105',
  ],
  [
    "mapRemoveByValueRange('m', 5, null, MAP_RETURN_REVERSE_RANK)",
    () => mapRemoveByValueRange('m', 5, null, MAP_RETURN_REVERSE_RANK),
    '93560405',
  ],
  [
    "mapRemoveByValueRelativeRankRange('m', 5, 1, MAP_RETURN_EXISTS)",
    () => mapRemoveByValueRelativeRankRange('m', 5, 1, MAP_RETURN_EXISTS),
    '94590d0501',
  ],
  [
    "mapRemoveByIndex('m', -1, MAP_RETURN_KEY)",
    () => mapRemoveByIndex('m', -1, MAP_RETURN_KEY),
    '934d06ff',
  ],
  [
    "mapRemoveByIndexRange('m', 1, MAP_RETURN_COUNT)",
    () => mapRemoveByIndexRange('m', 1, MAP_RETURN_COUNT),
    '93550501',
  ],
  [
    "mapRemoveByRank('m', 0, MAP_RETURN_KEY)",
    () => mapRemoveByRank('m', 0, MAP_RETURN_KEY),
    '934f0600',
  ],
  [
    "mapRemoveByRankRange('m', 0, MAP_RETURN_COUNT, 5)",
    () => mapRemoveByRankRange('m', 0, MAP_RETURN_COUNT, 5),
    '9457050005',
  ],
  [
    "withContext(mapPut('b', 'k', 1), ctx.listIndex(0))",
    () => withContext(mapPut('b', 'k', 1), ctx.listIndex(0)),
    '93ccff9210009443a2036b0100',
  ],
  [
    "withContext(mapCreate('b', MAP_KEY_ORDERED), ctx.mapKey('x'))",
    () => withContext(mapCreate('b', MAP_KEY_ORDERED), ctx.mapKey('x')),
    '93ccff92cca2a20378924001',
  ],
];

describe('bytes of map operations', () => {
  it.each(GOLDEN)('%s', (_text, build, hex) => {
    expect(particleHex(build())).toBe(hex);
  });
});
