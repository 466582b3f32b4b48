import type { BitCallName } from '../../../cdt/bit-call.js';
import type { HllCallName } from '../../../cdt/hll-call.js';
import type { ListCallName } from '../../../cdt/list-call.js';
import type { MapCallName } from '../../../cdt/map-call.js';
import type { LimitationName } from '../unsupported.js';

/** How the arguments of a call, in the order of the wire, are named in npm `aerospike`. */
export type CallNames = readonly [builder: string, ...names: readonly string[]];

/** Names, or why there are none. */
export type CallEntry = CallNames | LimitationName;

/** `setType` is made by hand: it has two forms. */
export const LIST_CALLS: Readonly<Record<ListCallName, CallEntry>> = {
  setType: ['setOrder', 'order'],
  append: ['append', 'value', 'order', 'writeFlags'],
  appendItems: ['appendItems', 'list', 'order', 'writeFlags'],
  insert: ['insert', 'index', 'value', 'writeFlags'],
  insertItems: ['insertItems', 'index', 'list', 'writeFlags'],
  pop: ['pop', 'index'],
  popRange: ['popRange', 'index', 'count'],
  remove: ['remove', 'index'],
  removeRange: ['removeRange', 'index', 'count'],
  set: ['set', 'index', 'value', 'writeFlags'],
  trim: ['trim', 'index', 'count'],
  clear: ['clear'],
  increment: ['increment', 'index', 'value', 'order', 'writeFlags'],
  sort: ['sort', 'flags'],
  size: ['size'],
  get: ['get', 'index'],
  getRange: ['getRange', 'index', 'count'],
  getByIndex: ['getByIndex', 'returnType', 'index'],
  getFirstByValue: 'firstByValue',
  getByRank: ['getByRank', 'returnType', 'rank'],
  getByValue: ['getByValue', 'returnType', 'value'],
  getByValueList: ['getByValueList', 'returnType', 'values'],
  getByIndexRange: ['getByIndexRange', 'returnType', 'index', 'count'],
  getByValueRange: ['getByValueRange', 'returnType', 'begin', 'end'],
  getByRankRange: ['getByRankRange', 'returnType', 'rank', 'count'],
  getByValueRelativeRankRange: ['getByValueRelRankRange', 'returnType', 'value', 'rank', 'count'],
  removeByIndex: ['removeByIndex', 'returnType', 'index'],
  removeFirstByValue: 'firstByValue',
  removeByRank: ['removeByRank', 'returnType', 'rank'],
  removeByValue: ['removeByValue', 'returnType', 'value'],
  removeByValueList: ['removeByValueList', 'returnType', 'values'],
  removeByIndexRange: ['removeByIndexRange', 'returnType', 'index', 'count'],
  removeByValueRange: ['removeByValueRange', 'returnType', 'begin', 'end'],
  removeByRankRange: ['removeByRankRange', 'returnType', 'rank', 'count'],
  removeByValueRelativeRankRange: [
    'removeByValueRelRankRange',
    'returnType',
    'value',
    'rank',
    'count',
  ],
};

/** `setType` is made by hand: it has two forms. */
export const MAP_CALLS: Readonly<Record<MapCallName, CallEntry>> = {
  setType: ['setPolicy', 'order'],
  put: ['put', 'key', 'value', 'order', 'writeFlags'],
  putItems: ['putItems', 'items', 'order', 'writeFlags'],
  increment: ['increment', 'key', 'incr', 'order'],
  decrement: ['decrement', 'key', 'decr', 'order'],
  clear: ['clear'],
  removeByKey: ['removeByKey', 'returnType', 'key'],
  removeByIndex: ['removeByIndex', 'returnType', 'index'],
  removeFirstByValue: 'firstByValue',
  removeByRank: ['removeByRank', 'returnType', 'rank'],
  removeByKeyList: ['removeByKeyList', 'returnType', 'keys'],
  removeByValue: ['removeByValue', 'returnType', 'value'],
  removeByValueList: ['removeByValueList', 'returnType', 'values'],
  removeByKeyRange: ['removeByKeyRange', 'returnType', 'begin', 'end'],
  removeByIndexRange: ['removeByIndexRange', 'returnType', 'index', 'count'],
  removeByValueRange: ['removeByValueRange', 'returnType', 'begin', 'end'],
  removeByRankRange: ['removeByRankRange', 'returnType', 'rank', 'count'],
  removeByKeyRelativeIndexRange: [
    'removeByKeyRelIndexRange',
    'returnType',
    'key',
    'index',
    'count',
  ],
  removeByValueRelativeRankRange: [
    'removeByValueRelRankRange',
    'returnType',
    'value',
    'rank',
    'count',
  ],
  size: ['size'],
  getByKey: ['getByKey', 'returnType', 'key'],
  getByIndex: ['getByIndex', 'returnType', 'index'],
  getFirstByValue: 'firstByValue',
  getByRank: ['getByRank', 'returnType', 'rank'],
  getByValue: ['getByValue', 'returnType', 'value'],
  getByKeyRange: ['getByKeyRange', 'returnType', 'begin', 'end'],
  getByIndexRange: ['getByIndexRange', 'returnType', 'index', 'count'],
  getByValueRange: ['getByValueRange', 'returnType', 'begin', 'end'],
  getByRankRange: ['getByRankRange', 'returnType', 'rank', 'count'],
  getByKeyList: ['getByKeyList', 'returnType', 'keys'],
  getByValueList: ['getByValueList', 'returnType', 'values'],
  getByKeyRelativeIndexRange: ['getByKeyRelIndexRange', 'returnType', 'key', 'index', 'count'],
  getByValueRelativeRankRange: ['getByValueRelRankRange', 'returnType', 'value', 'rank', 'count'],
};

export const BIT_CALLS: Readonly<Record<BitCallName, CallEntry>> = {
  resize: ['resize', 'size', 'writeFlags', 'flags'],
  insert: ['insert', 'offset', 'value', 'writeFlags'],
  remove: ['remove', 'offset', 'size', 'writeFlags'],
  set: ['set', 'bitOffset', 'bitSize', 'value', 'writeFlags'],
  or: ['or', 'bitOffset', 'bitSize', 'value', 'writeFlags'],
  xor: ['xor', 'bitOffset', 'bitSize', 'value', 'writeFlags'],
  and: ['and', 'bitOffset', 'bitSize', 'value', 'writeFlags'],
  not: ['not', 'offset', 'size', 'writeFlags'],
  leftShift: ['lshift', 'bitOffset', 'bitSize', 'shift', 'writeFlags'],
  rightShift: ['rshift', 'bitOffset', 'bitSize', 'shift', 'writeFlags'],
  add: ['add', 'bitOffset', 'bitSize', 'value', 'writeFlags', 'overflow'],
  subtract: ['subtract', 'bitOffset', 'bitSize', 'value', 'writeFlags', 'overflow'],
  setInt: ['set', 'bitOffset', 'bitSize', 'value', 'writeFlags'],
  get: ['get', 'bitOffset', 'bitSize'],
  count: 'bitScanAndCount',
  leftScan: 'bitScanAndCount',
  rightScan: ['rscan', 'bitOffset', 'bitSize', 'value'],
  getInt: ['getInt', 'bitOffset', 'bitSize', 'sign'],
};

export const HLL_CALLS: Readonly<Record<HllCallName, CallNames>> = {
  init: ['init', 'indexBits', 'minhashBits', 'writeFlags'],
  add: ['add', 'list', 'indexBits', 'minhashBits', 'writeFlags'],
  setUnion: ['setUnion', 'list', 'writeFlags'],
  refreshCount: ['refreshCount'],
  fold: ['fold', 'indexBits'],
  count: ['getCount'],
  getUnion: ['getUnion', 'list'],
  unionCount: ['getUnionCount', 'list'],
  intersectCount: ['getIntersectCount', 'list'],
  similarity: ['getSimilarity', 'list'],
  describe: ['describe'],
  mayContain: ['getUnion', 'list'],
};
