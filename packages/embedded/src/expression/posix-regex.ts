import { RegexFlag } from '@aeroform/protocol';
import { ByteSet } from './byte-set.js';
import { PatternReader, toCapitals } from './pattern-reader.js';
import { readBracket } from './posix-bracket.js';
import { type Assertion, type PosixToken, PosixTokenizer } from './posix-token.js';
import { refuse } from './refuse.js';
import { RegexAutomaton } from './regex-automaton.js';
import { countNodes, type RegexNode, toRegExpSource } from './regex-node.js';

/**
 * Compiles a POSIX regular expression, basic or extended, with the flags of regcomp(3) and the
 * extensions of the GNU C library. It works on binary strings byte by byte, as the C locale does. Flags other than *extended*, *ignoreCase* and *newline* do not matter.
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
  const matches = matcher(new PosixParser(pattern, flags).parse());
  if ((flags & RegexFlag.ignoreCase) === 0) return matches;
  return (text) => matches(toCapitals(text));
}

/** Longest text that a regular expression of JavaScript searches: it may need the square of that. */
const SHORT_TEXT = 1024;
/** Most states for which JavaScript compiles its own. */
const SMALL_AUTOMATON = 1000;

/**
 * Regular expressions of JavaScript are fast, but with several repetitions the time that they take can
 * double with each byte. Only back references need them then.
 */
function matcher(regex: RegexNode): (text: string) => boolean {
  if (countNodes(regex, ({ kind }) => kind === 'reference') > 0) return nativeMatcher(regex);
  const automaton = new RegexAutomaton(regex);
  const isTame = countNodes(regex, ({ kind }) => kind === 'repeat') <= 1;
  if (!isTame || automaton.size > SMALL_AUTOMATON) return (text) => automaton.test(text);
  const native = nativeMatcher(regex);
  return (text) => (text.length > SHORT_TEXT ? automaton.test(text) : native(text));
}

function nativeMatcher(regex: RegexNode): (text: string) => boolean {
  const native = new RegExp(toRegExpSource(regex));
  return (text) => native.test(text);
}

/** Deepest nesting of groups, and most repetitions of one another: none that anybody writes. */
const MAX_DEPTH = 250;
/** Greatest bound of an interval. */
const MAX_REPEAT = 0x7fff;
/** What stands for a bound that is left out, and for one that is no number. */
const NO_BOUND = -1;
const NEVER: RegexNode = { kind: 'never' };
const EMPTY: RegexNode = { kind: 'sequence', parts: [] };

type Repeatable = 'star' | 'plus' | 'question';
interface Quantifier {
  readonly least: number;
  readonly most: number;
}
const QUANTIFIERS: Record<Repeatable, Quantifier> = {
  star: { least: 0, most: Infinity },
  plus: { least: 1, most: Infinity },
  question: { least: 0, most: 1 },
};

class PosixParser {
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

  parse(): RegexNode {
    this.#advance(true);
    return this.#alternatives(0);
  }

  #advance(isBranchStart = false): void {
    this.#token = this.#tokenizer.next(isBranchStart);
  }

  /** Branches cannot refer to groups of each other. */
  #alternatives(depth: number): RegexNode {
    const groupsBefore = this.#completedGroups;
    const branches = [this.#branch(depth)];
    let groups = this.#completedGroups;
    while (this.#token.kind === 'alternative') {
      this.#advance(true);
      this.#completedGroups = groupsBefore;
      branches.push(this.#branch(depth));
      groups = new Set([...groups, ...this.#completedGroups]);
    }
    this.#completedGroups = groups;
    return { kind: 'choice', parts: branches };
  }

  #branch(depth: number): RegexNode {
    const parts: RegexNode[] = [];
    while (!this.#isBranchEnd(depth)) parts.push(this.#piece(depth));
    return { kind: 'sequence', parts };
  }

  #isBranchEnd(depth: number): boolean {
    const { kind } = this.#token;
    return kind === 'alternative' || kind === 'end' || (kind === 'close' && depth > 0);
  }

  /** An assertion, which cannot be repeated, or an atom with its repetitions. */
  #piece(depth: number): RegexNode {
    const token = this.#token;
    if (token.kind === 'assertion') {
      this.#advance();
      return assertionNode(token.assertion, this.#newline);
    }
    const groupsBefore = this.#groupCount;
    let node = this.#atom(token, depth);
    this.#advance();
    let count = 0;
    for (let quantifier = this.#quantifier(); quantifier; quantifier = this.#quantifier()) {
      if (++count > MAX_DEPTH) refuse('a regex with too many repetitions of one another');
      node = { kind: 'repeat', body: node, ...quantifier };
      if (quantifier.most === 0) this.#emptyGroups(groupsBefore);
    }
    return node;
  }

  #emptyGroups(groupsBefore: number): void {
    for (let group = groupsBefore + 1; group <= this.#groupCount; group++) {
      this.#emptiedGroups.add(group);
    }
  }

  /** Stops at the last token of the atom. */
  #atom(token: Exclude<PosixToken, { kind: 'assertion' }>, depth: number): RegexNode {
    switch (token.kind) {
      case 'open':
        return this.#group(depth);
      case 'bracket':
        return bytes(
          readBracket(this.#reader, { ignoreCase: this.#ignoreCase, newline: this.#newline }),
        );
      case 'any':
        return bytes(ByteSet.of(this.#newline ? '\n' : '').complement());
      case 'class':
        return bytes(token.set);
      case 'reference':
        return this.#reference(token.group);
      case 'end':
        return EMPTY;
      default:
        return this.#character(token.kind, token.character);
    }
  }

  #group(depth: number): RegexNode {
    if (depth >= MAX_DEPTH) refuse('a regex with too many groups in each other');
    const group = ++this.#groupCount;
    this.#advance(true);
    const body = this.#alternatives(depth + 1);
    if (this.#token.kind !== 'close') refuse('a regex with ( but no )');
    this.#completedGroups = new Set([...this.#completedGroups, group]);
    return { kind: 'group', body };
  }

  #reference(group: number): RegexNode {
    if (!this.#completedGroups.has(group)) refuse(`a regex reference to group ${group}`);
    return this.#emptiedGroups.has(group) ? NEVER : { kind: 'reference', group };
  }

  /** Operators in places where they mean nothing stand for themselves, or are refused. */
  #character(kind: string, character: string): RegexNode {
    const isRepeat = kind in QUANTIFIERS;
    if (kind === 'openInterval' || (isRepeat && this.#isExtended)) {
      refuse('a regex repetition of nothing');
    }
    if (kind === 'close' && !this.#isExtended) refuse('a regex with ) but no (');
    return bytes(ByteSet.of(character));
  }

  /** Steps over a repetition and returns it; undefined when there is none. */
  #quantifier(): Quantifier | undefined {
    const { kind } = this.#token;
    let quantifier: Quantifier | undefined;
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

  #interval(): Quantifier {
    let least = this.#bound();
    if (least === NO_BOUND) {
      if (!this.#isAtComma()) refuse('an empty regex interval');
      least = 0;
    }
    const most = this.#isAtComma() ? this.#bound() : least;
    if (this.#token.kind !== 'closeInterval') refuse('a regex interval without end');
    if (most !== NO_BOUND && least > most) refuse('a regex interval that is backwards');
    if (Math.max(least, most) > MAX_REPEAT) refuse('a regex interval that is too great');
    return { least, most: most === NO_BOUND ? Infinity : most };
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

function bytes(set: ByteSet): RegexNode {
  return { kind: 'bytes', set };
}

function assertionNode(assertion: Assertion, newline: boolean): RegexNode {
  if (newline && assertion === 'lineStart') return { kind: 'assertion', assertion: 'afterNewline' };
  if (newline && assertion === 'lineEnd') return { kind: 'assertion', assertion: 'beforeNewline' };
  return { kind: 'assertion', assertion };
}
