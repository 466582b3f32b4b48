import { RegexFlag } from '@aeroform/protocol';
import { escapeByte } from './byte-set.js';
import { PatternReader, toCapitals } from './pattern-reader.js';
import { readBracket } from './posix-bracket.js';
import { type Assertion, type PosixToken, PosixTokenizer } from './posix-token.js';
import { refuse } from './refuse.js';

/**
 * Translates a POSIX regular expression, basic or extended, with the flags of regcomp(3) and the
 * extensions of the GNU C library, into one of JavaScript. It works on binary strings byte by byte,
 * as the C locale does. Flags other than *extended*, *ignoreCase* and *newline* do not matter.
 *
 * Only whether there is a match is the same, not where. Two differences remain. After a group that
 * took no part in the match, a back reference fails in C and matches the empty text in JavaScript.
 * And the C library lets ^ and $ in the middle of a pattern meet newlines, as long as these are
 * part of the match (`$.`), also without the flag for it.
 *
 * @returns whether a text holds a match.
 * @throws {CommandError} PARAMETER for patterns that regcomp(3) refuses.
 */
export function compilePosixRegex(pattern: string, flags: number): (text: string) => boolean {
  const regex = new RegExp(new PosixTranslator(pattern, flags).translate());
  if ((flags & RegexFlag.ignoreCase) === 0) return (text) => regex.test(text);
  return (text) => regex.test(toCapitals(text));
}

/** Greatest bound of an interval. */
const MAX_REPEAT = 0x7fff;
/** What stands for a bound that is left out, and for one that is no number. */
const NO_BOUND = -1;
const NEVER = '(?!)';

type Repeatable = 'star' | 'plus' | 'question';
const QUANTIFIERS: Record<Repeatable, string> = { star: '*', plus: '+', question: '?' };

class PosixTranslator {
  readonly #reader: PatternReader;
  readonly #tokenizer: PosixTokenizer;
  readonly #isExtended: boolean;
  readonly #ignoreCase: boolean;
  readonly #newline: boolean;
  /** Groups that can be referred to, and those among them that are repeated zero times. */
  #completedGroups: ReadonlySet<number> = new Set();
  readonly #emptiedGroups = new Set<number>();
  #groupCount = 0;
  #token: PosixToken = { kind: 'end' };

  constructor(pattern: string, flags: number) {
    this.#isExtended = (flags & RegexFlag.extended) !== 0;
    this.#ignoreCase = (flags & RegexFlag.ignoreCase) !== 0;
    this.#newline = (flags & RegexFlag.newline) !== 0;
    this.#reader = new PatternReader(pattern, this.#ignoreCase);
    this.#tokenizer = new PosixTokenizer(this.#reader, this.#isExtended);
  }

  translate(): string {
    this.#advance(true);
    return this.#alternatives(0);
  }

  #advance(isBranchStart = false): void {
    this.#token = this.#tokenizer.next(isBranchStart);
  }

  /** Branches cannot refer to groups of each other. */
  #alternatives(depth: number): string {
    const groupsBefore = this.#completedGroups;
    let source = this.#branch(depth);
    let groups = this.#completedGroups;
    while (this.#token.kind === 'alternative') {
      this.#advance(true);
      this.#completedGroups = groupsBefore;
      source += `|${this.#branch(depth)}`;
      groups = new Set([...groups, ...this.#completedGroups]);
    }
    this.#completedGroups = groups;
    return source;
  }

  #branch(depth: number): string {
    let source = '';
    while (!this.#isBranchEnd(depth)) source += this.#piece(depth);
    return source;
  }

  #isBranchEnd(depth: number): boolean {
    const { kind } = this.#token;
    return kind === 'alternative' || kind === 'end' || (kind === 'close' && depth > 0);
  }

  /** An assertion, which cannot be repeated, or an atom with its repetitions. */
  #piece(depth: number): string {
    const token = this.#token;
    if (token.kind === 'assertion') {
      this.#advance();
      return assertionSource(token.assertion, this.#newline);
    }
    const groupsBefore = this.#groupCount;
    let source = this.#atom(token, depth);
    this.#advance();
    for (let quantifier = this.#quantifier(); quantifier; quantifier = this.#quantifier()) {
      source = `(?:${source})${quantifier}`;
      if (quantifier === '{0,0}') this.#emptyGroups(groupsBefore);
    }
    return source;
  }

  #emptyGroups(groupsBefore: number): void {
    for (let group = groupsBefore + 1; group <= this.#groupCount; group++) {
      this.#emptiedGroups.add(group);
    }
  }

  /** Stops at the last token of the atom. */
  #atom(token: Exclude<PosixToken, { kind: 'assertion' }>, depth: number): string {
    switch (token.kind) {
      case 'open':
        return this.#group(depth);
      case 'bracket':
        return readBracket(this.#reader, {
          ignoreCase: this.#ignoreCase,
          newline: this.#newline,
        }).toRegExpSource();
      case 'any':
        return this.#newline ? '[^\\n]' : '[^]';
      case 'class':
        return token.source;
      case 'reference':
        return this.#reference(token.group);
      case 'end':
        return '';
      default:
        return this.#character(token.kind, token.character);
    }
  }

  #group(depth: number): string {
    const group = ++this.#groupCount;
    this.#advance(true);
    const source = this.#alternatives(depth + 1);
    if (this.#token.kind !== 'close') refuse('a regex with ( but no )');
    this.#completedGroups = new Set([...this.#completedGroups, group]);
    return `(${source})`;
  }

  #reference(group: number): string {
    if (!this.#completedGroups.has(group)) refuse(`a regex reference to group ${group}`);
    return this.#emptiedGroups.has(group) ? NEVER : `(?:\\${group})`;
  }

  /** Operators in places where they mean nothing stand for themselves, or are refused. */
  #character(kind: string, character: string): string {
    const isRepeat = kind in QUANTIFIERS;
    if (kind === 'openInterval' || (isRepeat && this.#isExtended)) {
      refuse('a regex repetition of nothing');
    }
    if (kind === 'close' && !this.#isExtended) refuse('a regex with ) but no (');
    return escapeByte(character.charCodeAt(0));
  }

  /** Steps over a repetition and returns it as JavaScript has it; undefined when there is none. */
  #quantifier(): string | undefined {
    const { kind } = this.#token;
    let quantifier: string | undefined;
    if (kind === 'openInterval') quantifier = this.#interval();
    else if (kind in QUANTIFIERS) quantifier = QUANTIFIERS[kind as Repeatable];
    if (quantifier === undefined) return undefined;
    this.#advance();
    const next = this.#token.kind;
    if (!this.#isExtended && (next === 'star' || next === 'openInterval')) {
      refuse('a regex repetition of a repetition');
    }
    return quantifier;
  }

  #interval(): string {
    let least = this.#bound();
    if (least === NO_BOUND) {
      if (!this.#isAtComma()) refuse('an empty regex interval');
      least = 0;
    }
    const most = this.#isAtComma() ? this.#bound() : least;
    if (this.#token.kind !== 'closeInterval') refuse('a regex interval without end');
    if (most !== NO_BOUND && least > most) refuse('a regex interval that is backwards');
    if (Math.max(least, most) > MAX_REPEAT) refuse('a regex interval that is too great');
    return `{${least},${most === NO_BOUND ? '' : most}}`;
  }

  /** Reads a number and the token behind it. */
  #bound(): number {
    let bound = NO_BOUND;
    for (;;) {
      this.#advance();
      const token = this.#token;
      if (token.kind === 'closeInterval' || this.#isAtComma()) return bound;
      if (token.kind !== 'character' || !/[0-9]/.test(token.character)) {
        refuse('a regex interval without number');
      }
      bound = Math.min(MAX_REPEAT + 1, Math.max(bound, 0) * 10 + Number(token.character));
    }
  }

  #isAtComma(): boolean {
    return this.#token.kind === 'character' && this.#token.character === ',';
  }
}

function assertionSource(assertion: Assertion, newline: boolean): string {
  if (newline && assertion === 'lineStart') return '(?<![^\\n])';
  if (newline && assertion === 'lineEnd') return '(?![^\\n])';
  return ASSERTION_SOURCES[assertion];
}

const ASSERTION_SOURCES: Record<Assertion, string> = {
  lineStart: '^',
  lineEnd: '$',
  textStart: '^',
  textEnd: '$',
  word: '\\b',
  notWord: '\\B',
  wordStart: '\\b(?=\\w)',
  wordEnd: '\\b(?<=\\w)',
};
