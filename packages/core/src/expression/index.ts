/** The builders of expressions; `exp` in the package's exports. */
export { fromBase64, toBase64 } from './base64.js';
export {
  binExists,
  binType,
  blobBin,
  boolBin,
  floatBin,
  geoBin,
  hllBin,
  intBin,
  listBin,
  mapBin,
  stringBin,
} from './bin.js';
export {
  max,
  min,
  numAbs,
  numAdd,
  numCeil,
  numDiv,
  numFloor,
  numLog,
  numMod,
  numMul,
  numPow,
  numSub,
  toFloat,
  toInt,
} from './arithmetic.js';
export { eq, ge, gt, inList, le, lt, ne } from './comparison.js';
export { cond, def, letIn as let, unknown, variable as var } from './control.js';
export {
  intAnd,
  intArshift,
  intCount,
  intLscan,
  intLshift,
  intNot,
  intOr,
  intRscan,
  intRshift,
  intXor,
} from './integer-bits.js';
export {
  blobVal,
  boolVal,
  floatVal,
  geoVal,
  infinity,
  intVal,
  listVal,
  mapVal,
  nil,
  stringVal,
  wildcard,
} from './literal.js';
export { and, not, or, xor } from './logic.js';
export { geoCompare, regexCompare } from './pattern.js';
export {
  deviceSize,
  digestModulo,
  isTombstone,
  key,
  keyExists,
  lastUpdate,
  memorySize,
  recordSize,
  setName,
  sinceUpdate,
  ttl,
  voidTime,
} from './record-metadata.js';
export {
  loopVarBlob,
  loopVarBool,
  loopVarFloat,
  loopVarGeo,
  loopVarHll,
  loopVarInt,
  loopVarList,
  loopVarMap,
  loopVarNil,
  loopVarString,
  removeResult,
} from './loop-variable.js';
export { modifyByPath, selectByPath } from './path.js';
export { toText } from './to-text.js';
export {
  listGetByIndex,
  listGetByIndexRange,
  listGetByRank,
  listGetByRankRange,
  listGetByValue,
  listGetByValueList,
  listGetByValueRange,
  listGetByValueRelativeRankRange,
  listSize,
} from './list-read.js';
export { mapKeys, mapValues } from './map-part.js';
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
} from './map-read.js';
export {
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
} from './bit.js';
export {
  hllAdd,
  hllDescribe,
  hllGetCount,
  hllGetIntersectCount,
  hllGetSimilarity,
  hllGetUnion,
  hllGetUnionCount,
  hllInit,
  hllMayContain,
} from './hll.js';
export {
  listAppend,
  listAppendItems,
  listClear,
  listIncrement,
  listInsert,
  listInsertItems,
  listSet,
  listSort,
} from './list-modify.js';
export {
  listRemoveByIndex,
  listRemoveByIndexRange,
  listRemoveByRank,
  listRemoveByRankRange,
  listRemoveByValue,
  listRemoveByValueList,
  listRemoveByValueRange,
  listRemoveByValueRelativeRankRange,
} from './list-remove.js';
export { mapClear, mapIncrement, mapPut, mapPutItems } from './map-modify.js';
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
} from './map-remove.js';
