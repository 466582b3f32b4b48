/** Operations of `operate`: on bins, lists, maps, bits and sketches. */
export * as operations from './operations.js';
export {
  type BitOperation,
  type ExpressionOperation,
  type HllOperation,
  type ListOperation,
  type MapOperation,
  type Operation,
  type PathOperation,
  type ScalarOperation,
} from './operation.js';
export {
  OPERATOR_APPEND,
  OPERATOR_DELETE,
  OPERATOR_INCR,
  OPERATOR_PREPEND,
  OPERATOR_READ,
  OPERATOR_TOUCH,
  OPERATOR_WRITE,
  type Operator,
} from './operator.js';
export {
  EXP_READ_DEFAULT,
  EXP_READ_EVAL_NO_FAIL,
  EXP_WRITE_ALLOW_DELETE,
  EXP_WRITE_CREATE_ONLY,
  EXP_WRITE_DEFAULT,
  EXP_WRITE_EVAL_NO_FAIL,
  EXP_WRITE_POLICY_NO_FAIL,
  EXP_WRITE_UPDATE_ONLY,
} from './expression-flag.js';
export { type NestedOperation, withContext } from './with-context.js';
export {
  listAppend,
  listAppendItems,
  listClear,
  listIncrement,
  listInsert,
  listInsertItems,
  listPop,
  listPopRange,
  listRemove,
  listRemoveRange,
  listSet,
  listTrim,
} from './list/modify.js';
export {
  listGet,
  listGetByIndex,
  listGetByIndexRange,
  listGetByRank,
  listGetByRankRange,
  listGetByValue,
  listGetByValueList,
  listGetByValueRange,
  listGetByValueRelativeRankRange,
  listGetRange,
  listSize,
} from './list/get.js';
export {
  listRemoveByIndex,
  listRemoveByIndexRange,
  listRemoveByRank,
  listRemoveByRankRange,
  listRemoveByValue,
  listRemoveByValueList,
  listRemoveByValueRange,
  listRemoveByValueRelativeRankRange,
} from './list/remove.js';
export { type ListCreateOptions, listCreate, listSetOrder, listSort } from './list/order.js';
export { mapClear, mapDecrement, mapIncrement, mapPut, mapPutItems } from './map/modify.js';
export {
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
  mapSize,
} from './map/get.js';
export {
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
} from './map/remove.js';
export { type MapCreateOptions, mapCreate, mapSetOrder } from './map/order.js';
export {
  bitAnd,
  bitInsert,
  bitLshift,
  bitNot,
  bitOr,
  bitRemove,
  bitRshift,
  bitSet,
  bitSetInt,
  bitXor,
} from './bit/modify.js';
export { bitAdd, bitSubtract } from './bit/arithmetic.js';
export { bitResize } from './bit/resize.js';
export { bitCount, bitGet, bitGetInt, bitLscan, bitRscan } from './bit/read.js';
export { hllAdd, hllFold, hllInit, hllRefreshCount, hllSetUnion } from './hll/modify.js';
export {
  hllDescribe,
  hllGetCount,
  hllGetIntersectCount,
  hllGetSimilarity,
  hllGetUnion,
  hllGetUnionCount,
  hllMayContain,
} from './hll/read.js';
export { type ListOfComparisons, type ListOfValues } from '../parameter/call-parameter.js';
export { type MapItems } from '../parameter/map-parameter.js';
export { type Sketches } from '../parameter/hll-parameter.js';
