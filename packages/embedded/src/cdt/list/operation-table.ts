import { CDT_INVERTED, CdtReturnType, ListOp, type WireList } from '@aeroform/protocol';
import { type CdtOperation, modifying, reading, WhenAbsent } from '../operation.js';
import { selectingMany, selectingOne, type Selector, selectorOperations } from '../selector.js';
import { append, appendItems, insert, insertItems } from './add.js';
import { setType, sort } from './order.js';
import { clear, withoutPositions } from './remove.js';
import { selectByIndex } from './select-by-index.js';
import { selectByRank, selectByRelativeRank } from './select-by-rank.js';
import { selectByInterval, selectByValue } from './select-by-value.js';
import { selectByValueList } from './select-by-value-list.js';
import { increment, set } from './set.js';

type Select = Selector<WireList>['select'];

const byIndex: Select = (list, args, request) =>
  selectByIndex(list, [args.index, args.count], request);
const byRank: Select = (list, args, request) =>
  selectByRank(list, [args.index, args.count], request);
const byValue: Select = (list, args, request) => selectByValue(list, args.value, request);

const INDEX = selectingOne(['returnType', 'index'], byIndex);
const INDEX_RANGE = selectingMany(['returnType', 'index', 'count'], 2, byIndex);
const RANK = selectingOne(['returnType', 'index'], byRank);
const RANK_RANGE = selectingMany(['returnType', 'index', 'count'], 2, byRank);
const FIRST_VALUE = selectingOne(['returnType', 'value'], byValue);
const VALUE = selectingMany(['returnType', 'value'], 2, byValue);
const VALUE_LIST = selectingMany<WireList>(['returnType', 'value'], 2, (list, args, request) =>
  selectByValueList(list, args.value, request),
);
const VALUE_RANGE = selectingMany<WireList>(
  ['returnType', 'value', 'end'],
  2,
  (list, args, request) => selectByInterval(list, args.value, args.end, request),
);
const RELATIVE_RANK = selectingMany<WireList>(
  ['returnType', 'value', 'index', 'count'],
  3,
  (list, args, request) =>
    selectByRelativeRank(list, args.value, [args.index, args.count], request),
);

/** `[index]` and `[index, count]`, as the operations without return type have them. */
const PLAIN_INDEX = selectingOne(['index'], byIndex);
const PLAIN_RANGE = selectingMany(['index', 'count'], 1, byIndex);

const { getting, removing } = selectorOperations<WireList>({
  source: (list) => ({ values: list.items }),
  withoutPositions,
});

export const LIST_OPERATIONS: Record<ListOp, CdtOperation<WireList>> = {
  [ListOp.setType]: modifying(['order'], 1, setType),
  [ListOp.append]: modifying(['stored', 'order', 'flags'], 1, append),
  [ListOp.appendItems]: modifying(['stored', 'order', 'flags'], 1, appendItems),
  [ListOp.insert]: modifying(['index', 'stored', 'flags'], 2, insert),
  [ListOp.insertItems]: modifying(['index', 'stored', 'flags'], 2, insertItems),
  [ListOp.pop]: removing({ ...PLAIN_INDEX, returnType: CdtReturnType.value }),
  [ListOp.popRange]: removing({ ...PLAIN_RANGE, returnType: CdtReturnType.value }),
  [ListOp.remove]: removing({ ...PLAIN_INDEX, returnType: CdtReturnType.count }),
  [ListOp.removeRange]: removing({ ...PLAIN_RANGE, returnType: CdtReturnType.count }),
  [ListOp.set]: modifying(['index', 'stored', 'flags'], 2, set),
  [ListOp.trim]: removing({
    ...PLAIN_RANGE,
    required: 2,
    returnType: CdtReturnType.count | CDT_INVERTED,
  }),
  [ListOp.clear]: { ...modifying([], 0, clear), whenAbsent: WhenAbsent.skip },
  [ListOp.increment]: modifying(['index', 'delta', 'order', 'flags'], 1, increment),
  [ListOp.sort]: { ...modifying(['flags'], 0, sort), whenAbsent: WhenAbsent.refuseBin },

  [ListOp.size]: reading([], 0, (list) => list.items.length),
  [ListOp.get]: getting({ ...PLAIN_INDEX, returnType: CdtReturnType.value }),
  [ListOp.getRange]: getting({ ...PLAIN_RANGE, returnType: CdtReturnType.value }),
  [ListOp.getByIndex]: getting(INDEX),
  [ListOp.getFirstByValue]: getting(FIRST_VALUE),
  [ListOp.getByRank]: getting(RANK),
  [ListOp.getByValue]: getting(VALUE),
  [ListOp.getByValueList]: getting(VALUE_LIST),
  [ListOp.getByIndexRange]: getting(INDEX_RANGE),
  [ListOp.getByValueRange]: getting(VALUE_RANGE),
  [ListOp.getByRankRange]: getting(RANK_RANGE),
  [ListOp.getByValueRelativeRankRange]: getting(RELATIVE_RANK),

  [ListOp.removeByIndex]: removing(INDEX),
  [ListOp.removeFirstByValue]: removing(FIRST_VALUE),
  [ListOp.removeByRank]: removing(RANK),
  [ListOp.removeByValue]: removing(VALUE),
  [ListOp.removeByValueList]: removing(VALUE_LIST),
  [ListOp.removeByIndexRange]: removing(INDEX_RANGE),
  [ListOp.removeByValueRange]: removing(VALUE_RANGE),
  [ListOp.removeByRankRange]: removing(RANK_RANGE),
  [ListOp.removeByValueRelativeRankRange]: removing(RELATIVE_RANK),
};
