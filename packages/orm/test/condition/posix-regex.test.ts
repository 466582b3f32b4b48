import { escapePosix, toPosixRegex } from '../../src/condition/posix-regex.js';

const translated: readonly (readonly [regex: RegExp, pattern: string])[] = [
  [/^ab*c+d?$/, '^ab*c+d?$'],
  [/a{2,3}b{4}c{5,}/, 'a{2,3}b{4}c{5,}'],
  [/a*?b+?c??d{2,}?/, 'a*b+c?d{2,}'],
  [/(?:a|b)(?<name>c)/, '(a|b)(c)'],
  [/\d\w\s/, '[0-9][A-Za-z0-9_][\t-\r ]'],
  [/\D/, '[^0-9]'],
  [/[\d.]/, '[0-9.]'],
  [/a.b/, 'a[^\n\r]b'],
  [/a.b/s, 'a.b'],
  [/a.b/m, 'a[^\r]b'],
  [/a.b/ms, 'a(.|\n)b'],
  [/[^a]/m, '([^a]|\n)'],
  [/\.\*\//, '\\.\\*/'],
  [/a{b}/, 'a\\{b\\}'],
  [/]/, '\\]'],
  [/[\]a^-]/, '[]a^-]'],
  [/[\^]/, '\\^'],
  [/[\^-]/, '[-^]'],
  [/[^\]]/, '[^]]'],
  [/[+--]/, '[+-,-]'],
  [/[\\\n]/, '[\\\n]'],
  [/[æ0-9]/, '(æ|[0-9])'],
  [/æ/i, '(æ|Æ)'],
  [/\x41\u0042\u{43}/u, 'ABC'],
  [/\ud83d\ude00/, '😀'],
  [/\t\n\f/, '\t\n\f'],
  [new RegExp(''), '()'],
];

const refused: readonly (readonly [regex: RegExp, problem: RegExp])[] = [
  [/(?=a)/, /lookaround/],
  [/(?!a)/, /lookaround/],
  [/(?<=a)b/, /lookaround/],
  [/(?<!a)b/, /lookaround/],
  [/(a)\1/, /back reference/],
  [/(?<x>a)\k<x>/, /back reference/],
  [/\bword/, /\\b/],
  [/\p{L}/u, /\\p/],
  [/a{256}/, /at most 255/],
  [/[æ-ø]/, /beyond ASCII/],
  [/[^æ]/, /beyond ASCII/],
  [/[\D]/, /\\D in a class/],
  [new RegExp('[]'), /empty class/],
  [/[^]/, /empty class/],
  [/\0/, /\\0/],
  [/a/y, /flag y/],
  [new RegExp('a', 'v'), /flag v/],
];

describe('regular expressions for the server', () => {
  it.each(translated)('turn %s into POSIX', (regex, pattern) => {
    expect(toPosixRegex(regex, 'A.b').pattern).toBe(pattern);
  });

  it.each(refused)('refuse %s with the reason', (regex, problem) => {
    expect(() => toPosixRegex(regex, 'A.b')).toThrow(problem);
    expect(() => toPosixRegex(regex, 'A.b')).toThrow(/^A\.b\.matches\(/);
  });

  it('keep the flags that the server has', () => {
    expect(toPosixRegex(/a/im, 'A.b')).toEqual({ pattern: 'a', ignoreCase: true, lines: true });
    expect(toPosixRegex(/a/gu, 'A.b')).toEqual({ pattern: 'a', ignoreCase: false, lines: false });
  });

  it('take every character of a text for itself', () => {
    expect(escapePosix('a.b*(c)[d]{e}|^$\\+?', false, 'A.b')).toBe(
      'a\\.b\\*\\(c\\)\\[d]\\{e\\}\\|\\^\\$\\\\\\+\\?',
    );
    expect(() => escapePosix('a\0b', false, 'A.b')).toThrow(/A\.b: .*NUL/);
  });
});
