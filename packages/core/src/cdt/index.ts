/** Constants and policies of lists, maps, blobs and sketches. */
export {
  BIT_OVERFLOW_FAIL,
  BIT_OVERFLOW_SATURATE,
  BIT_OVERFLOW_WRAP,
  BIT_RESIZE_DEFAULT,
  BIT_RESIZE_FROM_FRONT,
  BIT_RESIZE_GROW_ONLY,
  BIT_RESIZE_SHRINK_ONLY,
  BIT_WRITE_CREATE_ONLY,
  BIT_WRITE_DEFAULT,
  BIT_WRITE_NO_FAIL,
  BIT_WRITE_PARTIAL,
  BIT_WRITE_UPDATE_ONLY,
  type BitOverflowAction,
} from './bit-flag.js';
export {
  HLL_WRITE_ALLOW_FOLD,
  HLL_WRITE_CREATE_ONLY,
  HLL_WRITE_DEFAULT,
  HLL_WRITE_NO_FAIL,
  HLL_WRITE_UPDATE_ONLY,
} from './hll-flag.js';
export { type HllPolicy } from './hll-policy.js';
export { type InvertedReturnType, inverted } from './inverted.js';
export { LIST_ORDERED, LIST_UNORDERED, type ListOrder } from './list-order.js';
export { type ListPolicy } from './list-policy.js';
export {
  LIST_RETURN_COUNT,
  LIST_RETURN_EXISTS,
  LIST_RETURN_INDEX,
  LIST_RETURN_NONE,
  LIST_RETURN_RANK,
  LIST_RETURN_REVERSE_INDEX,
  LIST_RETURN_REVERSE_RANK,
  LIST_RETURN_VALUE,
  type ListReturnCode,
  type ListReturnType,
} from './list-return-type.js';
export {
  MAP_KEY_ORDERED,
  MAP_KEY_VALUE_ORDERED,
  MAP_UNORDERED,
  type MapOrder,
} from './map-order.js';
export { type MapPolicy } from './map-policy.js';
export {
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
  type MapReturnCode,
  type MapReturnType,
} from './map-return-type.js';
export {
  LIST_SORT_DEFAULT,
  LIST_SORT_DESCENDING,
  LIST_SORT_DROP_DUPLICATES,
  LIST_WRITE_ADD_UNIQUE,
  LIST_WRITE_DEFAULT,
  LIST_WRITE_INSERT_BOUNDED,
  LIST_WRITE_NO_FAIL,
  LIST_WRITE_PARTIAL,
  MAP_CREATE_ONLY,
  MAP_UPDATE,
  MAP_UPDATE_ONLY,
  MAP_WRITE_FLAGS_CREATE_ONLY,
  MAP_WRITE_FLAGS_DEFAULT,
  MAP_WRITE_FLAGS_NO_FAIL,
  MAP_WRITE_FLAGS_PARTIAL,
  MAP_WRITE_FLAGS_UPDATE_ONLY,
} from './write-flag.js';
export { type CdtContext, type CdtContextStep, type CdtContextTypeName } from './cdt-context.js';
export { contextToBase64 } from './write-context.js';
