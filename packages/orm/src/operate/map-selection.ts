import {
  inverted,
  MAP_RETURN_COUNT,
  MAP_RETURN_INDEX,
  MAP_RETURN_KEY,
  MAP_RETURN_KEY_VALUE,
  MAP_RETURN_NONE,
  MAP_RETURN_RANK,
  MAP_RETURN_REVERSE_INDEX,
  MAP_RETURN_REVERSE_RANK,
  MAP_RETURN_VALUE,
  type MapOperation,
  type MapReturnCode,
  type MapReturnType,
} from '@aeroform/core';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
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
import { within } from './nested-operation.js';
import { type Decode, decodeCount, decodeExists, reading, writing } from './operate-target.js';

type Answer = keyof MapAnswers<unknown, unknown>;

/** The operations that read and remove the same entries. */
export interface MapSelector {
  /** Of the selection, for errors. */
  readonly method: string;
  /** What the server has no answer to (OP_NOT_APPLICABLE). */
  readonly refused?: readonly Answer[];
  readonly get: (returnType: MapReturnType) => MapOperation;
  readonly remove: (returnType: MapReturnType) => MapOperation;
}

/** How an answer is asked for and read. */
interface AnswerKind {
  readonly code: MapReturnCode;
  readonly decode: Decode<MapMetadata> | null;
}

const answers: Readonly<Record<Answer, AnswerKind>> = {
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
export class MapSelection {
  readonly #target: MapTarget;
  readonly #selector: MapSelector;
  readonly #inverted: boolean;

  constructor(target: MapTarget, selector: MapSelector, isInverted = false) {
    this.#target = target;
    this.#selector = selector;
    this.#inverted = isInverted;
  }

  get not(): MapSelection {
    return new MapSelection(this.#target, this.#selector, !this.#inverted);
  }

  get(answer: Answer = 'entries'): unknown {
    const method = `${this.#selector.method}.get`;
    const { code, decode } = this.#answer(answer, method);
    if (decode === null) {
      throw new OptionError(`${this.#target.label}.${method}`, `'none' is for removals only`);
    }
    const operation = this.#selector.get(this.#returnType(code));
    return reading(this.#target, method, within(operation, this.#target.steps), decode);
  }

  count(): unknown {
    return this.get('count');
  }

  exists(): unknown {
    return this.get('exists');
  }

  remove(answer: Answer = 'count'): unknown {
    const method = `${this.#selector.method}.remove`;
    const { code, decode } = this.#answer(answer, method);
    const operation = this.#selector.remove(this.#returnType(code));
    return writing(this.#target, method, [within(operation, this.#target.steps)], decode);
  }

  #returnType(code: MapReturnCode): MapReturnType {
    return this.#inverted ? inverted(code) : code;
  }

  #answer(name: Answer, method: string): AnswerKind {
    if (this.#selector.refused?.includes(name) === true) {
      throw new OptionError(
        `${this.#target.label}.${method}`,
        `the server has no ${name} for this selection; ask relativeIndexRange(key, 0, 1) for those of one key`,
      );
    }
    if (Object.hasOwn(answers, name)) return answers[name];
    throw new OptionError(
      `${this.#target.label}.${method}`,
      `answers one of ${Object.keys(answers).join(', ')}; got ${describeValue(name)}`,
    );
  }
}
