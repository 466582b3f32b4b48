/** Characters of a class from `low` to `high`, as code points. */
export interface CharRange {
  readonly low: number;
  readonly high: number;
}

/** The range of one character or between two. */
export function charRange(low: string, high = low): CharRange {
  return { low: low.codePointAt(0)!, high: high.codePointAt(0)! };
}

/** `\d`, `\w` and `\s`; as the server sees texts, ASCII only. */
export const CLASS_ESCAPES: Readonly<Record<string, readonly CharRange[]>> = {
  d: [charRange('0', '9')],
  w: [charRange('A', 'Z'), charRange('a', 'z'), charRange('0', '9'), charRange('_')],
  s: [charRange('\t', '\r'), charRange(' ')],
};

const SYNTAX = new Set(Array.from(']^-[', (char) => char.codePointAt(0)!));

/**
 * A POSIX bracket expression of ASCII characters. In there a backslash is an ordinary character;
 * `]` stands first, `-` last and `^` not first, or they would be syntax.
 */
export function posixBracket(ranges: readonly CharRange[], negated: boolean): string {
  const peeled = ranges.flatMap(peel);
  const has = (char: string): boolean => peeled.some(({ low }) => low === char.charCodeAt(0));
  const plain = peeled.filter(({ low }) => !SYNTAX.has(low)).map(rangeText);
  const start = has(']') ? ']' : '';
  const end = `${has('[') ? '[' : ''}${has('^') ? '^' : ''}${has('-') ? '-' : ''}`;
  const members = start + plain.join('') + end;
  if (negated) return `[^${members}]`;
  if (members === '^') return '\\^';
  return members === '^-' ? '[-^]' : `[${members}]`;
}

/** Takes characters that are syntax off the ends of a range, so that none is an end point. */
function peel(range: CharRange): CharRange[] {
  const { low, high } = range;
  if (low === high) return [range];
  if (SYNTAX.has(low)) return [{ low, high: low }, ...peel({ low: low + 1, high })];
  if (SYNTAX.has(high)) return [...peel({ low, high: high - 1 }), { low: high, high }];
  return [range];
}

function rangeText({ low, high }: CharRange): string {
  const first = String.fromCodePoint(low);
  return low === high ? first : `${first}-${String.fromCodePoint(high)}`;
}
