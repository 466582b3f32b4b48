import {
  MAP_RETURN_COUNT,
  MAP_RETURN_INDEX,
  MAP_RETURN_KEY,
  MAP_RETURN_KEY_VALUE,
  MAP_RETURN_NONE,
  MAP_RETURN_RANK,
  MAP_RETURN_REVERSE_INDEX,
  MAP_RETURN_REVERSE_RANK,
  MAP_RETURN_VALUE,
  type MapReturnCode,
} from '@aeroform/core';
import type { MapMetadata } from '../metadata/value-metadata.js';
import type { MapAnswers } from '../type/map-writer.js';
import { decodeNumbers } from './list-target.js';
import {
  decodeEntries,
  decodeKeys,
  decodePairs,
  decodeValues,
  type MapTarget,
} from './map-target.js';
import { decodeCount, decodeExists } from './operate-target.js';
import { type AnswerTable, Selection, type Selector } from './selection.js';

type Answer = keyof MapAnswers<unknown, unknown>;

/** The operations that read and remove the same entries. */
export type MapSelector = Selector<Answer, MapReturnCode>;

/** Some entries of a map. */
export type MapSelection = Selection<Answer, MapReturnCode, MapMetadata>;

const answers: AnswerTable<Answer, MapReturnCode, MapMetadata> = {
  entries: { code: MAP_RETURN_KEY_VALUE, decode: decodeEntries },
  pairs: { code: MAP_RETURN_KEY_VALUE, decode: decodePairs },
  keys: { code: MAP_RETURN_KEY, decode: decodeKeys },
  values: { code: MAP_RETURN_VALUE, decode: decodeValues },
  count: { code: MAP_RETURN_COUNT, decode: decodeCount },
  // Counted: inverted, the server's own answer is whether nothing is selected (CE 8.1.2).
  exists: { code: MAP_RETURN_COUNT, decode: decodeExists },
  indexes: { code: MAP_RETURN_INDEX, decode: decodeNumbers },
  reverseIndexes: { code: MAP_RETURN_REVERSE_INDEX, decode: decodeNumbers },
  ranks: { code: MAP_RETURN_RANK, decode: decodeNumbers },
  reverseRanks: { code: MAP_RETURN_REVERSE_RANK, decode: decodeNumbers },
  none: { code: MAP_RETURN_NONE, decode: null },
};

/** Some entries of a map. */
export function mapSelection(target: MapTarget, selector: MapSelector): MapSelection {
  return new Selection({ target, selector, answers, usual: 'entries' });
}
