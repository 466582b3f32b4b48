import { inverted, type InvertedReturnType, type NestedOperation } from '@aeroform/core';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import { within } from './nested-operation.js';
import { type Decode, type OperateTarget, reading, writing } from './operate-target.js';

/** How an answer is asked for and read. */
export interface AnswerKind<Code extends number, V extends ValueMetadata> {
  readonly code: Code;
  /** Null for the answer that is none. */
  readonly decode: Decode<V> | null;
}

/** The answers that selections from a kind of collection give, by name. */
export type AnswerTable<Answer extends string, Code extends number, V extends ValueMetadata> = {
  readonly [A in Answer]: AnswerKind<Code, V>;
};

/** The operations that read and remove the same items. */
export interface Selector<Answer extends string, Code extends number> {
  /** Of the selection, for errors. */
  readonly method: string;
  /** What the server has no answer to (OP_NOT_APPLICABLE). */
  readonly refused?: readonly Answer[];
  readonly get: (returnType: Code | InvertedReturnType<Code>) => NestedOperation;
  readonly remove: (returnType: Code | InvertedReturnType<Code>) => NestedOperation;
}

/** What a selection is made of. */
export interface SelectionParts<
  Answer extends string,
  Code extends number,
  V extends ValueMetadata,
> {
  readonly target: OperateTarget<V>;
  readonly selector: Selector<Answer, Code>;
  readonly answers: AnswerTable<Answer, Code, V>;
  /** What `get` answers unless it is told. */
  readonly usual: Answer;
}

/** Some elements of a list, or entries of a map. */
export class Selection<
  Answer extends string,
  Code extends number,
  V extends ValueMetadata = ValueMetadata,
> {
  readonly #parts: SelectionParts<Answer, Code, V>;
  readonly #inverted: boolean;

  constructor(parts: SelectionParts<Answer, Code, V>, isInverted = false) {
    this.#parts = parts;
    this.#inverted = isInverted;
  }

  get not(): Selection<Answer, Code, V> {
    return new Selection(this.#parts, !this.#inverted);
  }

  get(answer: Answer = this.#parts.usual): unknown {
    const { target, selector } = this.#parts;
    const method = `${selector.method}.get`;
    const { code, decode } = this.#answer(answer, method);
    if (decode === null) {
      throw new OptionError(`${target.label}.${method}`, `'none' is for removals only`);
    }
    const operation = selector.get(this.#returnType(code));
    return reading(target, method, within(operation, target.steps), decode);
  }

  count(): unknown {
    return this.get('count' as Answer);
  }

  exists(): unknown {
    return this.get('exists' as Answer);
  }

  remove(answer: Answer = 'count' as Answer): unknown {
    const { target, selector } = this.#parts;
    const method = `${selector.method}.remove`;
    const { code, decode } = this.#answer(answer, method);
    const operation = selector.remove(this.#returnType(code));
    return writing(target, method, [within(operation, target.steps)], decode);
  }

  #returnType(code: Code): Code | InvertedReturnType<Code> {
    return this.#inverted ? inverted(code) : code;
  }

  #answer(name: Answer, method: string): AnswerKind<Code, V> {
    const { target, selector, answers } = this.#parts;
    if (selector.refused?.includes(name) === true) {
      throw new OptionError(
        `${target.label}.${method}`,
        `the server has no ${name} for this selection; ask relativeIndexRange(key, 0, 1) for those of one key`,
      );
    }
    if (Object.hasOwn(answers, name)) return answers[name];
    throw new OptionError(
      `${target.label}.${method}`,
      `answers one of ${Object.keys(answers).join(', ')}; got ${describeValue(name)}`,
    );
  }
}
