import {
  inverted,
  LIST_RETURN_COUNT,
  LIST_RETURN_INDEX,
  LIST_RETURN_NONE,
  LIST_RETURN_RANK,
  LIST_RETURN_REVERSE_INDEX,
  LIST_RETURN_REVERSE_RANK,
  LIST_RETURN_VALUE,
  type ListOperation,
  type ListReturnCode,
  type ListReturnType,
} from '@aeroform/core';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import type { ListAnswers } from '../type/list-writer.js';
import { decodeItems, decodeNumbers, type ListTarget } from './list-target.js';
import { within } from './nested-operation.js';
import { type Decode, decodeCount, decodeExists, reading, writing } from './operate-target.js';

/** The operations that read and remove the same elements. */
export interface ListSelector {
  /** Of the selection, for errors. */
  readonly method: string;
  readonly get: (returnType: ListReturnType) => ListOperation;
  readonly remove: (returnType: ListReturnType) => ListOperation;
}

/** How an answer is asked for and read. */
interface AnswerKind {
  readonly code: ListReturnCode;
  readonly decode: Decode<ListTarget['value']> | null;
}

const answers: Readonly<Record<keyof ListAnswers<unknown>, AnswerKind>> = {
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
export class ListSelection {
  readonly #target: ListTarget;
  readonly #selector: ListSelector;
  readonly #inverted: boolean;

  constructor(target: ListTarget, selector: ListSelector, isInverted = false) {
    this.#target = target;
    this.#selector = selector;
    this.#inverted = isInverted;
  }

  get not(): ListSelection {
    return new ListSelection(this.#target, this.#selector, !this.#inverted);
  }

  get(answer: keyof ListAnswers<unknown> = 'values'): unknown {
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

  remove(answer: keyof ListAnswers<unknown> = 'count'): unknown {
    const method = `${this.#selector.method}.remove`;
    const { code, decode } = this.#answer(answer, method);
    const operation = this.#selector.remove(this.#returnType(code));
    return writing(this.#target, method, [within(operation, this.#target.steps)], decode);
  }

  #returnType(code: ListReturnCode): ListReturnType {
    return this.#inverted ? inverted(code) : code;
  }

  #answer(name: keyof ListAnswers<unknown>, method: string): AnswerKind {
    if (Object.hasOwn(answers, name)) return answers[name];
    throw new OptionError(
      `${this.#target.label}.${method}`,
      `answers one of ${Object.keys(answers).join(', ')}; got ${describeValue(name)}`,
    );
  }
}
