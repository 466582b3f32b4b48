import { ExpressionOp as Op, RegexFlag } from '@aeroform/protocol';
import { CommandError } from '../../src/error/command-error.js';
import { compilePosixRegex } from '../../src/expression/posix-regex.js';
import { outcome, REFUSED, type Row, text, textBin, UNKNOWN } from './expression-bench.js';

const basic = RegexFlag.none;
const { extended, ignoreCase, newline, noSub } = RegexFlag;

/** Patterns and texts with the answers of regcomp(3) and regexec(3) of the GNU C library. */
const MATCHES: readonly (readonly [number, string, readonly string[], readonly string[]])[] = [
  [extended, 'l+o$', ['hello', 'lo'], ['ho', 'lo!']],
  [extended, '^(a|b)*c', ['c', 'abac'], ['xc']],
  [extended, 'a{2}', ['aa', 'baab'], ['aba']],
  [extended, '^a{,2}$', ['', 'aa'], ['aaa']],
  [extended, '^a{1,}$', ['a', 'aaa'], ['']],
  [extended, '^a**$', ['', 'aaa'], ['b']],
  [extended, 'a|', ['x'], []],
  [extended, '()', [''], []],
  [extended, ')', [')'], ['(']],
  [extended, '}', ['}'], ['{']],
  [extended, 'a$b', [], ['a$b', 'ab']],
  [extended, '(b*)c\\1d', ['bcbd', 'cd'], ['bc']],
  [extended, '\\w+@\\w+', ['a_1@b'], ['@b', '\u{e9}@\u{e9}']],
  [extended, '\\<b', ['a b', 'b'], ['ab']],
  [extended, 'a\\>', ['a b', 'ba'], ['ab']],
  [extended, '\\Bb', ['ab'], ['a b']],
  [extended, "\\`a\\'", ['a'], ['a\n', 'aa']],
  [basic, 'a\\+b', ['aab'], ['b', 'a+b']],
  [basic, 'a+b', ['a+b'], ['aab']],
  [basic, '*a', ['*a'], ['a']],
  [basic, '\\(*a\\)', ['*a'], ['a']],
  [basic, '^*a', ['*a'], ['a']],
  [basic, 'a\\|b', ['a', 'b'], ['c']],
  [basic, '\\(ab\\)\\{2\\}', ['abab'], ['ab']],
  [basic, '\\(.\\)\\1', ['hello'], ['helo']],
  [basic, 'a^b', ['a^b'], ['ab']],
  [basic, 'a$b', ['a$b'], ['ab']],
  [basic, '^^a', ['^a'], ['a']],
  [basic, 'x\\|^a', ['a', 'bx'], ['ba']],
  [basic, '{1}', ['{1}'], ['1']],
  [extended, '[]a]', [']', 'a'], ['b']],
  [extended, '[^]a]', ['b'], [']', 'a']],
  [extended, '[a-]', ['-', 'a'], ['b']],
  [extended, '[-a]', ['-', 'a'], ['b']],
  [extended, '[\\n]', ['\\', 'n'], ['\n']],
  [extended, '[[:digit:]_]', ['1', '_'], ['a']],
  [extended, '[[.-.]]', ['-'], ['a']],
  [extended, '[[.a.]-c]', ['b'], ['d']],
  [extended, '[[=a=]]', ['a'], ['b']],
  [extended, '^.$', ['a', '\n', '\u{ff}'], ['\u{c3}\u{bc}']],
  [extended, '[\u{e0}-\u{ef}]', ['\u{e9}'], ['\u{c9}']],
  [extended | ignoreCase, 'hello', ['HeLLo'], ['help']],
  [extended | ignoreCase, '[[:upper:]]', ['a', 'A'], ['1']],
  [extended | ignoreCase, '\u{e9}', ['\u{e9}'], ['\u{c9}']],
  [extended | ignoreCase, '\\q', [], ['q', 'Q']],
  [extended | newline, '^b$', ['a\nb\nc', 'b'], ['ab']],
  [extended | newline, 'a.b', ['axb'], ['a\nb']],
  [extended | newline, '[^a]', ['b'], ['\n']],
  [extended | noSub, '(a)\\1', ['aa'], ['a']],
];

const REFUSALS: readonly (readonly [number, string])[] = [
  [extended, '('],
  [extended, '*a'],
  [extended, '^*'],
  [extended, 'a|*b'],
  [extended, '(+a)'],
  [extended, '{1}'],
  [extended, 'a{1'],
  [extended, 'a{x}'],
  [extended, 'a{2,1}'],
  [extended, 'a{32768}'],
  [extended, '[a'],
  [extended, '[]'],
  [extended, '[b-a]'],
  [extended, '[a-z-9]'],
  [extended, '[[:word:]]'],
  [extended, '[[:alpha:]-z]'],
  [extended, '[a-[:alpha:]]'],
  [extended, '[[.ab.]]'],
  [extended, '[[=a=]-c]'],
  [extended, '\\1(a)'],
  [extended, '(a)|b\\1'],
  [extended, 'a\\'],
  [basic, '\\('],
  [basic, '\\)'],
  [basic, '\\{1\\}'],
  [basic, 'a**'],
  [basic, 'a*\\{2\\}'],
  [extended | ignoreCase, '[_-a]'],
];

describe('POSIX regular expressions', () => {
  test.each(MATCHES)('with flags %d, %s finds %j, but not %j', (flags, pattern, found, missed) => {
    const matches = compilePosixRegex(pattern, flags);
    expect(found.map(matches)).toEqual(found.map(() => true));
    expect(missed.map(matches)).toEqual(missed.map(() => false));
  });

  test.each(REFUSALS)('with flags %d, %s is refused', (flags, pattern) => {
    expect(() => compilePosixRegex(pattern, flags)).toThrow(CommandError);
  });

  test.each([
    ['(a*)*b', 'a'.repeat(50_000)],
    ['(a|aa)*b', 'a'.repeat(50_000)],
    ['a*b', 'a'.repeat(50_000)],
    ['(x+x+)+y', 'x'.repeat(50_000)],
    ['((a{1,9}){1,9}){1,9}b', 'a'.repeat(500)],
  ])('do not go back: %s', (pattern, searched) => {
    const matches = compilePosixRegex(pattern, extended);
    expect(matches(searched)).toBe(false);
    expect(matches(searched + pattern.slice(-1))).toBe(true);
  });

  test.each([
    `${'('.repeat(100_000)}${')'.repeat(100_000)}`,
    `a${'*'.repeat(100_000)}`,
    '((a{1,1000}){1,1000}){1,1000}',
  ])('are refused when they are too large (%#)', (pattern) => {
    expect(() => compilePosixRegex(pattern, extended)).toThrow(CommandError);
  });

  test('have many branches', () => {
    const matches = compilePosixRegex(`^(${'a|'.repeat(20_000)}b)*$`, extended);
    expect([matches('abba'), matches('abc')]).toEqual([true, false]);
  });

  test('are no regular expressions of JavaScript', () => {
    expect(() => compilePosixRegex('(?:a)', extended)).toThrow(CommandError);
    expect(compilePosixRegex('\\d', extended)('5')).toBe(false);
    expect(compilePosixRegex('\\d', extended)('d')).toBe(true);
  });
});

describe('regex', () => {
  test.each<Row>([
    ['finds', [Op.regex, extended, '^h.*o$', textBin('s')], true],
    ['does not find', [Op.regex, extended, '^o', textBin('s')], false],
    ['ignores flags that do not exist', [Op.regex, 0xffff_fff3, 'HE', textBin('s')], true],
    ['ends at NULs', [Op.regex, extended, 'a\0b', text('a\0c')], true],
    ['is unknown for a missing bin', [Op.regex, extended, 'a', textBin('missing')], UNKNOWN],
    ['refuses bad patterns', [Op.regex, extended, '(', textBin('s')], REFUSED],
    ['refuses to search integers', [Op.regex, extended, 'a', 5], REFUSED],
    ['refuses flags that are no integer', [Op.regex, null, 'a', textBin('s')], REFUSED],
    ['refuses a pattern that is no text', [Op.regex, extended, 5, textBin('s')], REFUSED],
  ])('%s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});
