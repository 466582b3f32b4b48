import type { ByteSet } from './byte-set.js';
import type { Assertion } from './posix-token.js';

/** An assertion; the ends of lines also meet newlines when the pattern's flag says so. */
export type RegexAssertion = Assertion | 'afterNewline' | 'beforeNewline';

/** A part of a regular expression over bytes. */
export type RegexNode =
  | { readonly kind: 'bytes'; readonly set: ByteSet }
  | { readonly kind: 'assertion'; readonly assertion: RegexAssertion }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly parts: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly body: RegexNode;
      readonly least: number;
      /** Infinity for no bound. */
      readonly most: number;
    }
  | { readonly kind: 'group'; readonly body: RegexNode }
  | { readonly kind: 'reference'; readonly group: number }
  | { readonly kind: 'never' };

const ASSERTION_SOURCES: Readonly<Record<RegexAssertion, string>> = {
  lineStart: '^',
  lineEnd: '$',
  textStart: '^',
  textEnd: '$',
  afterNewline: '(?<![^\\n])',
  beforeNewline: '(?![^\\n])',
  word: '\\b',
  notWord: '\\B',
  wordStart: '\\b(?=\\w)',
  wordEnd: '\\b(?<=\\w)',
};

type SourceOf = {
  readonly [K in RegexNode['kind']]: (node: Extract<RegexNode, { kind: K }>) => string;
};

const SOURCES: SourceOf = {
  bytes: ({ set }) => set.toRegExpSource(),
  assertion: ({ assertion }) => ASSERTION_SOURCES[assertion],
  sequence: ({ parts }) => parts.map(toRegExpSource).join(''),
  choice: ({ parts }) => `(?:${parts.map(toRegExpSource).join('|')})`,
  repeat: ({ body, least, most }) =>
    `(?:${toRegExpSource(body)}){${least},${most === Infinity ? '' : most}}`,
  group: ({ body }) => `(${toRegExpSource(body)})`,
  reference: ({ group }) => `(?:\\${group})`,
  never: () => '(?!)',
};

/** The same regular expression for JavaScript. */
export function toRegExpSource(node: RegexNode): string {
  // The table is right for each kind; TypeScript can't tell which one it is.
  return (SOURCES[node.kind] as (node: RegexNode) => string)(node);
}

/** How many parts of a regular expression fit. */
export function countNodes(node: RegexNode, fits: (node: RegexNode) => boolean): number {
  let count = fits(node) ? 1 : 0;
  if ('parts' in node) for (const part of node.parts) count += countNodes(part, fits);
  if ('body' in node) count += countNodes(node.body, fits);
  return count;
}
