import { MapOp, MapWriteFlag, type WireMap } from '@aeroform/protocol';
import { type CdtOperation, modifying, reading, WhenAbsent } from '../operation.js';
import { selectingMany, selectingOne, type Selector, selectorOperations } from '../selector.js';
import { withoutPositions } from './map-order.js';
import { clear, setType } from './order.js';
import { decrement, increment, put, putItems, withFlags } from './put.js';
import { selectByIndex } from './select-by-index.js';
import { selectByKey, selectByKeyInterval, selectByRelativeIndex } from './select-by-key.js';
import { selectByKeyList } from './select-by-key-list.js';
import { selectByRank, selectByRelativeRank } from './select-by-rank.js';
import { selectByInterval, selectByValue } from './select-by-value.js';
import { selectByValueList } from './select-by-value-list.js';

type Select = Selector<WireMap>['select'];

const byIndex: Select = (map, args, request) =>
  selectByIndex(map, [args.index, args.count], request);
const byRank: Select = (map, args, request) => selectByRank(map, [args.index, args.count], request);
const byValue: Select = (map, args, request) => selectByValue(map, args.value, request);

const KEY = selectingOne<WireMap>(['returnType', 'value'], (map, args, request) =>
  selectByKey(map, args.value, request),
);
const INDEX = selectingOne(['returnType', 'index'], byIndex);
const RANK = selectingOne(['returnType', 'index'], byRank);
const FIRST_VALUE = selectingOne(['returnType', 'value'], byValue);
const VALUE = selectingMany(['returnType', 'value'], 2, byValue);
const KEY_LIST = selectingMany<WireMap>(['returnType', 'value'], 2, (map, args, request) =>
  selectByKeyList(map, args.value, request),
);
const VALUE_LIST = selectingMany<WireMap>(['returnType', 'value'], 2, (map, args, request) =>
  selectByValueList(map, args.value, request),
);
const KEY_RANGE = selectingMany<WireMap>(['returnType', 'value', 'end'], 2, (map, args, request) =>
  selectByKeyInterval(map, args.value, args.end, request),
);
const INDEX_RANGE = selectingMany(['returnType', 'index', 'count'], 2, byIndex);
const VALUE_RANGE = selectingMany<WireMap>(
  ['returnType', 'value', 'end'],
  2,
  (map, args, request) => selectByInterval(map, args.value, args.end, request),
);
const RANK_RANGE = selectingMany(['returnType', 'index', 'count'], 2, byRank);
const RELATIVE_INDEX = selectingMany<WireMap>(
  ['returnType', 'value', 'index', 'count'],
  3,
  (map, args, request) => selectByRelativeIndex(map, args.value, [args.index, args.count], request),
);
const RELATIVE_RANK = selectingMany<WireMap>(
  ['returnType', 'value', 'index', 'count'],
  3,
  (map, args, request) => selectByRelativeRank(map, args.value, [args.index, args.count], request),
);

const { getting, removing } = selectorOperations<WireMap>({
  source: (map) => map,
  withoutPositions,
});

const { createOnly, updateOnly } = MapWriteFlag;

export const MAP_OPERATIONS: Record<MapOp, CdtOperation<WireMap>> = {
  [MapOp.setType]: modifying(['order'], 1, setType),
  [MapOp.add]: modifying(['storedKey', 'stored', 'order'], 2, withFlags(put, createOnly)),
  [MapOp.addItems]: modifying(['stored', 'order'], 1, withFlags(putItems, createOnly)),
  [MapOp.put]: modifying(['storedKey', 'stored', 'order', 'flags'], 2, put),
  [MapOp.putItems]: modifying(['stored', 'order', 'flags'], 1, putItems),
  [MapOp.replace]: modifying(['storedKey', 'stored'], 2, withFlags(put, updateOnly)),
  [MapOp.replaceItems]: {
    ...modifying(['stored'], 1, withFlags(putItems, updateOnly)),
    whenAbsent: WhenAbsent.refuseElement,
  },
  [MapOp.increment]: modifying(['value', 'delta', 'order'], 1, increment),
  [MapOp.decrement]: modifying(['value', 'delta', 'order'], 1, decrement),
  [MapOp.clear]: { ...modifying([], 0, clear), whenAbsent: WhenAbsent.skip },

  [MapOp.removeByKey]: removing(KEY),
  [MapOp.removeByIndex]: removing(INDEX),
  [MapOp.removeFirstByValue]: removing(FIRST_VALUE),
  [MapOp.removeByRank]: removing(RANK),
  [MapOp.removeByKeyList]: removing(KEY_LIST),
  [MapOp.removeByValue]: removing(VALUE),
  [MapOp.removeByValueList]: removing(VALUE_LIST),
  [MapOp.removeByKeyRange]: removing(KEY_RANGE),
  [MapOp.removeByIndexRange]: removing(INDEX_RANGE),
  [MapOp.removeByValueRange]: removing(VALUE_RANGE),
  [MapOp.removeByRankRange]: removing(RANK_RANGE),
  [MapOp.removeByKeyRelativeIndexRange]: removing(RELATIVE_INDEX),
  [MapOp.removeByValueRelativeRankRange]: removing(RELATIVE_RANK),

  [MapOp.size]: reading([], 0, (map) => map.keys.length),
  [MapOp.getByKey]: getting(KEY),
  [MapOp.getByIndex]: getting(INDEX),
  [MapOp.getFirstByValue]: getting(FIRST_VALUE),
  [MapOp.getByRank]: getting(RANK),
  [MapOp.getByValue]: getting(VALUE),
  [MapOp.getByKeyRange]: getting(KEY_RANGE),
  [MapOp.getByIndexRange]: getting(INDEX_RANGE),
  [MapOp.getByValueRange]: getting(VALUE_RANGE),
  [MapOp.getByRankRange]: getting(RANK_RANGE),
  [MapOp.getByKeyList]: getting(KEY_LIST),
  [MapOp.getByValueList]: getting(VALUE_LIST),
  [MapOp.getByKeyRelativeIndexRange]: getting(RELATIVE_INDEX),
  [MapOp.getByValueRelativeRankRange]: getting(RELATIVE_RANK),
};
