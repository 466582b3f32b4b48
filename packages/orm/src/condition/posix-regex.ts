import { QueryError } from '../error/query-error.js';
import { type CharRange, CLASS_ESCAPES, charRange, posixBracket } from './posix-bracket.js';

/** A regular expression as the server takes it: POSIX extended, matched byte by byte. */
export interface PosixRegex {
  readonly pattern: string;
  readonly ignoreCase: boolean;
  readonly lines: boolean;
}

/** The most repetitions that every POSIX implementation takes (RE_DUP_MAX). */
const MAX_REPEAT = 255;
const SPECIAL = /[.[\\()*+?{}|^$]/;
const FLAGS: Readonly<Record<string, string | null>> = {
  d: null,
  g: null,
  i: null,
  m: null,
  s: null,
  u: null,
  v: 'set notation has no counterpart',
  y: 'the server has no position to stick to; use ^',
};
const CONTROL_ESCAPES: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
};

/** A text as a pattern that matches exactly it. */
export function escapePosix(text: string, ignoreCase: boolean, label: string): string {
  return Array.from(text, (char) => literalChar(char, ignoreCase, label)).join('');
}

/**
 * Translates a JavaScript pattern. `.` and negated classes match one byte on the server, so outside
 * of `*` and `+` they see characters beyond ASCII as several.
 *
 * @throws QueryError for what POSIX expressions cannot say, with the construct and its position
 */
export function toPosixRegex(regex: RegExp, label: string): PosixRegex {
  for (const flag of regex.flags) {
    const problem = flag in FLAGS ? FLAGS[flag] : 'is not known';
    if (problem !== null) throw refuse(label, regex, `flag ${flag}`, problem ?? '');
  }
  const pattern = new PatternReader(regex, label).read();
  return { pattern, ignoreCase: regex.ignoreCase, lines: regex.multiline };
}

function refuse(label: string, regex: RegExp, what: string, why: string): QueryError {
  return new QueryError(
    `${label}.matches(${String(regex)}): ${what} cannot be evaluated by the server: ${why}`,
  );
}

function literalChar(char: string, ignoreCase: boolean, label: string): string {
  if (char === '\0') throw new QueryError(`${label}: a text pattern cannot hold a NUL character`);
  if (SPECIAL.test(char)) return `\\${char}`;
  if (!ignoreCase || char.codePointAt(0)! < 0x80) return char;
  const variants = caseVariants(char);
  return variants.length === 1 ? char : `(${variants.join('|')})`;
}

/** The server folds the case of ASCII only; other letters are spelled out. */
function caseVariants(char: string): string[] {
  const single = (text: string): boolean => Array.from(text).length === 1;
  return [...new Set([char, char.toLowerCase(), char.toUpperCase()])].filter(single);
}

/** Reads a JavaScript pattern, which its RegExp has already found to be valid. */
class PatternReader {
  readonly #source: string;
  readonly #regex: RegExp;
  readonly #label: string;
  #at = 0;

  constructor(regex: RegExp, label: string) {
    this.#source = regex.source === '(?:)' ? '()' : regex.source;
    this.#regex = regex;
    this.#label = label;
  }

  read(): string {
    let pattern = '';
    while (this.#at < this.#source.length) pattern += this.#next();
    return pattern;
  }

  #next(): string {
    const char = this.#take();
    switch (char) {
      case '\\':
        return this.#escape();
      case '[':
        return this.#class();
      case '(':
        return this.#group();
      case '.':
        return this.#anyChar();
      case '*':
      case '+':
      case '?':
        return this.#quantifier(char);
      case '{':
        return this.#repeat();
      case '}':
      case ']':
        return `\\${char}`;
      default:
        return '|)^$'.includes(char) ? char : this.#literal(char);
    }
  }

  #take(): string {
    const char = String.fromCodePoint(this.#source.codePointAt(this.#at)!);
    this.#at += char.length;
    return char;
  }

  #literal(char: string): string {
    return literalChar(char, this.#regex.ignoreCase, this.#label);
  }

  #anyChar(): string {
    const { dotAll, multiline } = this.#regex;
    if (!dotAll) return multiline ? '[^\r]' : '[^\n\r]';
    return multiline ? '(.|\n)' : '.';
  }

  /** A lazy quantifier finds a match exactly when the greedy one does. */
  #quantifier(quantifier: string): string {
    if (this.#source[this.#at] === '?') this.#at += 1;
    return quantifier;
  }

  #repeat(): string {
    const match = /^(\d+)(,(\d*))?\}/.exec(this.#source.slice(this.#at));
    if (match === null) return '\\{';
    const [text, least, , most] = match;
    if (Number(most === undefined || most === '' ? least : most) > MAX_REPEAT) {
      throw this.#refuse(`{${text}`, `at most ${MAX_REPEAT} repetitions can be counted`);
    }
    this.#at += text.length;
    return this.#quantifier(`{${text}`);
  }

  #group(): string {
    if (this.#source[this.#at] !== '?') return '(';
    const rest = this.#source.slice(this.#at);
    const opening = /^\?(?::|<[^=!][^>]*>)/.exec(rest)?.[0];
    if (opening === undefined) {
      throw this.#refuse(
        `(${rest.slice(0, 3)}…)`,
        'lookaround and inline flags have no counterpart',
      );
    }
    this.#at += opening.length;
    return '(';
  }

  #escape(): string {
    const char = this.#take();
    const members = CLASS_ESCAPES[char.toLowerCase()];
    if (members !== undefined) {
      return char === char.toLowerCase() ? posixBracket(members, false) : this.#negated(members);
    }
    return this.#literal(this.#escapedChar(char));
  }

  /** The character an escape stands for. */
  #escapedChar(char: string): string {
    const control = CONTROL_ESCAPES[char];
    if (control !== undefined) return control;
    if (char === 'x' || char === 'u') return this.#codePoint(char);
    if (/[a-zA-Z0-9]/.test(char)) {
      const what = /[1-9k]/.test(char) ? 'a back reference' : `\\${char}`;
      throw this.#refuse(what, 'it has no counterpart in POSIX expressions');
    }
    return char;
  }

  #codePoint(kind: 'x' | 'u'): string {
    const form = kind === 'x' ? /^[\da-f]{2}/i : /^(?:[\da-f]{4}|\{[\da-f]+\})/i;
    const text = form.exec(this.#source.slice(this.#at))?.[0];
    if (text === undefined) return kind;
    this.#at += text.length;
    const unit = Number.parseInt(text.replaceAll(/[{}]/g, ''), 16);
    const low = /^\\u(d[c-f][\da-f]{2})/i.exec(this.#source.slice(this.#at))?.[1];
    if (unit < 0xd800 || unit > 0xdbff || low === undefined) return String.fromCodePoint(unit);
    this.#at += 6;
    return String.fromCharCode(unit, Number.parseInt(low, 16));
  }

  /** Under the flag for lines a negated class never matches a line break; in JavaScript it does. */
  #negated(members: readonly CharRange[]): string {
    const bracket = posixBracket(members, true);
    const hasBreak = members.some(({ low, high }) => low <= 10 && high >= 10);
    return this.#regex.multiline && !hasBreak ? `(${bracket}|\n)` : bracket;
  }

  #class(): string {
    const negated = this.#source[this.#at] === '^';
    if (negated) this.#at += 1;
    const members = this.#classMembers();
    if (members.length === 0) {
      throw this.#refuse(negated ? '[^]' : '[]', 'an empty class has no counterpart');
    }
    const wide = members.filter(({ high }) => high > 0x7f);
    const narrow = members.filter(({ high }) => high <= 0x7f);
    if (negated) {
      if (wide.length === 0) return this.#negated(narrow);
      throw this.#refuse('a negated class', 'its characters beyond ASCII are several bytes');
    }
    const choices = wide.map((member) => this.#wideMember(member));
    if (narrow.length > 0) choices.push(posixBracket(narrow, false));
    return choices.length === 1 ? choices[0]! : `(${choices.join('|')})`;
  }

  #wideMember({ low, high }: CharRange): string {
    if (low === high) return this.#literal(String.fromCodePoint(low));
    throw this.#refuse('a range', 'its characters beyond ASCII are several bytes');
  }

  #classMembers(): CharRange[] {
    const members: CharRange[] = [];
    while (this.#source[this.#at] !== ']') {
      const from = this.#classAtom();
      if (typeof from !== 'string') members.push(...from);
      else if (this.#source[this.#at] !== '-' || this.#source[this.#at + 1] === ']') {
        members.push(charRange(from));
      } else {
        this.#at += 1;
        members.push(...this.#classRange(from));
      }
    }
    this.#at += 1;
    return members;
  }

  /** After `from-`: the range, or three separate members when the other end is a set such as `\d`. */
  #classRange(from: string): readonly CharRange[] {
    const to = this.#classAtom();
    if (typeof to === 'string') return [charRange(from, to)];
    return [charRange(from), charRange('-'), ...to];
  }

  #classAtom(): string | readonly CharRange[] {
    const char = this.#take();
    if (char === '\0') throw this.#refuse('a NUL character', 'it ends a pattern');
    if (char !== '\\') return char;
    const escaped = this.#take();
    if (/[DWS]/.test(escaped)) {
      throw this.#refuse(`\\${escaped} in a class`, 'negated sets cannot be members of classes');
    }
    if (escaped === 'b') return '\b';
    return CLASS_ESCAPES[escaped] ?? this.#escapedChar(escaped);
  }

  #refuse(what: string, why: string): QueryError {
    return refuse(this.#label, this.#regex, what, why);
  }
}
