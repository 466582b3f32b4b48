import {
  type ComparisonValue,
  LIST_RETURN_NONE,
  LIST_RETURN_VALUE,
  listGet,
  listGetByIndexRange,
  listGetByRankRange,
  listGetByValue,
  type ListOperation,
  listRemoveByIndexRange,
  listRemoveByRankRange,
  listRemoveByValue,
  listSet,
  MAP_RETURN_NONE,
  MAP_RETURN_VALUE,
  mapGetByIndexRange,
  mapGetByKey,
  mapGetByRankRange,
  mapGetByValue,
  type MapOperation,
  mapRemoveByIndexRange,
  mapRemoveByKey,
  mapRemoveByRankRange,
  mapRemoveByValue,
} from '@aeroform/core';
import type { StepKind } from './operate-step.js';

/** How the value at the end of a step is read and removed. */
interface PlaceOperations {
  readonly get: (bin: string, argument: ComparisonValue) => ListOperation | MapOperation;
  /** True when `get` answers a list, empty where there is nothing. */
  readonly isList: boolean;
  readonly unset: (bin: string, argument: ComparisonValue) => ListOperation | MapOperation;
}

/** By kind of the last step. Ranges of one, since a place that is not there is an error otherwise. */
export const placeOperations: Readonly<Record<StepKind, PlaceOperations>> = {
  mapKey: {
    get: (bin, key) => mapGetByKey(bin, key, MAP_RETURN_VALUE),
    isList: false,
    unset: (bin, key) => mapRemoveByKey(bin, key, MAP_RETURN_NONE),
  },
  mapIndex: {
    get: (bin, index) => mapGetByIndexRange(bin, index as number, MAP_RETURN_VALUE, 1),
    isList: true,
    unset: (bin, index) => mapRemoveByIndexRange(bin, index as number, MAP_RETURN_NONE, 1),
  },
  mapRank: {
    get: (bin, rank) => mapGetByRankRange(bin, rank as number, MAP_RETURN_VALUE, 1),
    isList: true,
    unset: (bin, rank) => mapRemoveByRankRange(bin, rank as number, MAP_RETURN_NONE, 1),
  },
  mapValue: {
    get: (bin, value) => mapGetByValue(bin, value, MAP_RETURN_VALUE),
    isList: true,
    unset: (bin, value) => mapRemoveByValue(bin, value, MAP_RETURN_NONE),
  },
  listIndex: {
    get: (bin, index) => listGetByIndexRange(bin, index as number, LIST_RETURN_VALUE, 1),
    isList: true,
    unset: (bin, index) => listRemoveByIndexRange(bin, index as number, LIST_RETURN_NONE, 1),
  },
  listRank: {
    get: (bin, rank) => listGetByRankRange(bin, rank as number, LIST_RETURN_VALUE, 1),
    isList: true,
    unset: (bin, rank) => listRemoveByRankRange(bin, rank as number, LIST_RETURN_NONE, 1),
  },
  listValue: {
    get: (bin, value) => listGetByValue(bin, value, LIST_RETURN_VALUE),
    isList: true,
    unset: (bin, value) => listRemoveByValue(bin, value, LIST_RETURN_NONE),
  },
  // A property of an object stored as a list: removing it would move the others.
  position: {
    get: (bin, index) => listGet(bin, index as number),
    isList: false,
    unset: (bin, index) => listSet(bin, index as number, null),
  },
};
