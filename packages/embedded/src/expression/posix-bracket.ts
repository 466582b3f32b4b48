import { ByteSet } from './byte-set.js';
import type { PatternReader } from './pattern-reader.js';
import { refuse } from './refuse.js';

/** How a bracket expression is read. */
export interface BracketOptions {
  readonly ignoreCase: boolean;
  /** Lists that begin with ^ do not match newlines. */
  readonly newline: boolean;
}

/** The character classes of the C locale: ASCII only. */
const CLASSES: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[\t-\r ]/,
  blank: /[\t ]/,
  punct: /[!-/:-@[-`{-~]/,
  print: /[ -~]/,
  graph: /[!-~]/,
  cntrl: /[^ -~]/,
  xdigit: /[0-9A-Fa-f]/,
};

const ASCII_END = 0x80;
const CASED_CLASSES: ReadonlySet<string> = new Set(['upper', 'lower']);
/** Longest name that the C library reads between `[:` and `:]`. */
const MAX_NAME_SIZE = 31;

/** A part of a bracket expression that a range may or may not follow. */
interface Element {
  readonly set: ByteSet;
  /** Undefined for classes, which are no ends of ranges. */
  readonly byte: number | undefined;
}

/** Reads a bracket expression; the reader stands behind its `[`. */
export function readBracket(reader: PatternReader, options: BracketOptions): ByteSet {
  const isNegated = reader.skip('^');
  const set = ByteSet.of(isNegated && options.newline ? '\n' : '');
  let isFirst = true;
  while (isFirst || !reader.startsWith(']')) {
    readRange(reader, set, options, isFirst);
    isFirst = false;
  }
  reader.skip(']');
  return isNegated ? set.complement() : set;
}

/** Reads a character, a class or a range. */
function readRange(
  reader: PatternReader,
  set: ByteSet,
  options: BracketOptions,
  isFirst: boolean,
): void {
  if (!isFirst && isRangeMark(reader)) refuse('a regex range without start');
  const start = readElement(reader, options);
  if (!isRangeMark(reader)) {
    set.addAll(start.set);
    return;
  }
  reader.skip('-');
  const end = readElement(reader, options);
  if (start.byte === undefined || end.byte === undefined) refuse('a regex range of classes');
  if (start.byte > end.byte) refuse('a regex range without characters');
  set.addRange(start.byte, end.byte);
}

/** At the end of a bracket expression `-` stands for itself. */
function isRangeMark(reader: PatternReader): boolean {
  return reader.startsWith('-') && !reader.startsWith('-]');
}

function readElement(reader: PatternReader, options: BracketOptions): Element {
  if (reader.startsWith('[:')) return readClass(reader, options);
  if (reader.startsWith('[=')) return { ...readSymbol(reader, '='), byte: undefined };
  if (reader.startsWith('[.')) return readSymbol(reader, '.');
  return single(reader.next('a regex bracket expression without ]'));
}

function single(character: string): Element {
  return { set: ByteSet.of(character), byte: character.charCodeAt(0) };
}

/** Reads `[.x.]` or `[=x=]`: the C locale knows single characters only. */
function readSymbol(reader: PatternReader, mark: string): Element {
  const name = readName(reader, mark, () => reader.next(`a regex symbol without ${mark}]`));
  if (name.length !== 1) refuse(`regex collating symbol ${name}`);
  return single(name);
}

function readClass(reader: PatternReader, { ignoreCase }: BracketOptions): Element {
  const name = readName(reader, ':', () => reader.nextAsWritten('a regex class without :]'));
  const pattern = CLASSES[ignoreCase && CASED_CLASSES.has(name) ? 'alpha' : name];
  if (pattern === undefined) refuse(`regex character class ${name}`);
  const members = Array.from({ length: ASCII_END }, (_, byte) => String.fromCharCode(byte));
  return { set: ByteSet.of(members.filter((member) => pattern.test(member))), byte: undefined };
}

function readName(reader: PatternReader, mark: string, next: () => string): string {
  reader.skip(`[${mark}`);
  let name = '';
  do {
    name += next();
    if (name.length > MAX_NAME_SIZE) refuse('a regex name that is too long');
  } while (!reader.skip(`${mark}]`));
  return name;
}
