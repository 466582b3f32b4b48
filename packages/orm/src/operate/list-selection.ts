import {
  LIST_RETURN_COUNT,
  LIST_RETURN_INDEX,
  LIST_RETURN_NONE,
  LIST_RETURN_RANK,
  LIST_RETURN_REVERSE_INDEX,
  LIST_RETURN_REVERSE_RANK,
  LIST_RETURN_VALUE,
  type ListReturnCode,
} from '@aeroform/core';
import type { ListAnswers } from '../type/list-writer.js';
import { decodeItems, decodeNumbers, type ListTarget } from './list-target.js';
import { decodeCount, decodeExists } from './operate-target.js';
import { type AnswerTable, Selection, type Selector } from './selection.js';

type Answer = keyof ListAnswers<unknown>;

/** The operations that read and remove the same elements. */
export type ListSelector = Selector<Answer, ListReturnCode>;

/** Some elements of a list. */
export type ListSelection = Selection<Answer, ListReturnCode, ListTarget['value']>;

const answers: AnswerTable<Answer, ListReturnCode, ListTarget['value']> = {
  values: { code: LIST_RETURN_VALUE, decode: decodeItems },
  count: { code: LIST_RETURN_COUNT, decode: decodeCount },
  // Counted: inverted, the server's own answer is whether nothing is selected (CE 8.1.2).
  exists: { code: LIST_RETURN_COUNT, decode: decodeExists },
  indexes: { code: LIST_RETURN_INDEX, decode: decodeNumbers },
  reverseIndexes: { code: LIST_RETURN_REVERSE_INDEX, decode: decodeNumbers },
  ranks: { code: LIST_RETURN_RANK, decode: decodeNumbers },
  reverseRanks: { code: LIST_RETURN_REVERSE_RANK, decode: decodeNumbers },
  none: { code: LIST_RETURN_NONE, decode: null },
};

/** Some elements of a list. */
export function listSelection(target: ListTarget, selector: ListSelector): ListSelection {
  return new Selection({ target, selector, answers, usual: 'values' });
}
