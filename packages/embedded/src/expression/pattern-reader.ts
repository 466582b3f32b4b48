import { refuse } from './refuse.js';

/**
 * Cursor over the pattern of a regular expression. Under *ignore case* the GNU C library turns
 * pattern and text to capitals, except in escapes and class names.
 */
export class PatternReader {
  readonly #pattern: string;
  readonly #ignoreCase: boolean;
  #offset: number;

  constructor(pattern: string, ignoreCase: boolean, offset = 0) {
    this.#pattern = pattern;
    this.#ignoreCase = ignoreCase;
    this.#offset = offset;
  }

  get isAtStart(): boolean {
    return this.#offset === 0;
  }

  get isAtEnd(): boolean {
    return this.#offset >= this.#pattern.length;
  }

  startsWith(text: string): boolean {
    return this.#pattern.startsWith(text, this.#offset);
  }

  /** Steps over `text` when it comes next. */
  skip(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.#offset += text.length;
    return true;
  }

  /** Steps over the next character; `missing` says what the pattern lacks when there is none. */
  next(missing: string): string {
    const character = this.nextAsWritten(missing);
    return this.#ignoreCase ? toCapitals(character) : character;
  }

  nextAsWritten(missing: string): string {
    if (this.isAtEnd) refuse(missing);
    return this.#pattern[this.#offset++] as string;
  }

  /** Another cursor at the same place. */
  clone(): PatternReader {
    return new PatternReader(this.#pattern, this.#ignoreCase, this.#offset);
  }
}

/** Turns ASCII letters to capitals, and no other bytes: that is all the C locale knows. */
export function toCapitals(text: string): string {
  return text.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase());
}
