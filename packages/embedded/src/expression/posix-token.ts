import { ByteSet } from './byte-set.js';
import type { PatternReader } from './pattern-reader.js';

/** One part of a pattern. */
export type PosixToken =
  | { readonly kind: 'character' | Operator; readonly character: string }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'class'; readonly set: ByteSet }
  | { readonly kind: 'reference'; readonly group: number }
  | { readonly kind: 'end' };

type Operator =
  | 'alternative'
  | 'open'
  | 'close'
  | 'star'
  | 'plus'
  | 'question'
  | 'openInterval'
  | 'closeInterval'
  | 'bracket'
  | 'any';

export type Assertion =
  | 'lineStart'
  | 'lineEnd'
  | 'textStart'
  | 'textEnd'
  | 'word'
  | 'notWord'
  | 'wordStart'
  | 'wordEnd';

/** Operators that are plain in extended patterns and escaped in basic ones. */
const DIALECT_OPERATORS: Readonly<Record<string, Operator>> = {
  '(': 'open',
  ')': 'close',
  '{': 'openInterval',
  '}': 'closeInterval',
  '|': 'alternative',
  '+': 'plus',
  '?': 'question',
};

const OPERATORS: Readonly<Record<string, Operator>> = { '*': 'star', '[': 'bracket', '.': 'any' };

/** Extensions of the GNU C library. */
const ESCAPED_ASSERTIONS: Readonly<Record<string, Assertion>> = {
  '<': 'wordStart',
  '>': 'wordEnd',
  b: 'word',
  B: 'notWord',
  '`': 'textStart',
  "'": 'textEnd',
};

/** Extensions of the GNU C library. */
const WORD = ByteSet.of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_');
const SPACE = ByteSet.of('\t\n\v\f\r ');
const ESCAPED_CLASSES: Readonly<Record<string, ByteSet>> = {
  w: WORD,
  W: WORD.complement(),
  s: SPACE,
  S: SPACE.complement(),
};

/** Splits a pattern into tokens, as regcomp(3) of the GNU C library does. */
export class PosixTokenizer {
  readonly #reader: PatternReader;
  readonly #isExtended: boolean;

  constructor(reader: PatternReader, isExtended: boolean) {
    this.#reader = reader;
    this.#isExtended = isExtended;
  }

  /**
   * @param isBranchStart - whether ^ is an assertion here in a basic pattern, too.
   * @throws {CommandError} PARAMETER when the pattern ends with a backslash.
   */
  next(isBranchStart: boolean): PosixToken {
    const reader = this.#reader;
    if (reader.isAtEnd) return { kind: 'end' };
    const isAnchor = this.#isExtended || isBranchStart || reader.isAtStart;
    const character = reader.next('a character');
    if (character === '\\') return this.#escaped(reader.nextAsWritten('a regex that ends with \\'));
    if (character === '^' && isAnchor) return { kind: 'assertion', assertion: 'lineStart' };
    if (character === '$' && (this.#isExtended || this.#isBranchEnd())) {
      return { kind: 'assertion', assertion: 'lineEnd' };
    }
    const dialectOperator = this.#isExtended ? DIALECT_OPERATORS[character] : undefined;
    return { kind: OPERATORS[character] ?? dialectOperator ?? 'character', character };
  }

  #escaped(character: string): PosixToken {
    if (/[1-9]/.test(character)) return { kind: 'reference', group: Number(character) };
    const assertion = ESCAPED_ASSERTIONS[character];
    if (assertion !== undefined) return { kind: 'assertion', assertion };
    const set = ESCAPED_CLASSES[character];
    if (set !== undefined) return { kind: 'class', set };
    const dialectOperator = this.#isExtended ? undefined : DIALECT_OPERATORS[character];
    return { kind: dialectOperator ?? 'character', character };
  }

  #isBranchEnd(): boolean {
    const reader = this.#reader;
    return reader.isAtEnd || reader.startsWith('\\)') || reader.startsWith('\\|');
  }
}
