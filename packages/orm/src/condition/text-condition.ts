import { types } from 'node:util';
import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import type { Subject } from './comparison.js';
import type { Condition, TextTest } from './condition.js';
import { operandType } from './operand.js';
import { escapePosix, toPosixRegex } from './posix-regex.js';

type TextOperator = Exclude<TextTest['operator'], 'matches'>;

const ANCHORS: Readonly<Record<TextOperator, readonly [before: string, after: string]>> = {
  startsWith: ['^', ''],
  endsWith: ['', '$'],
  contains: ['', ''],
  ieq: ['^', '$'],
};

/** `startsWith`, `endsWith`, `contains` and `ieq`. */
export function textCondition(
  subject: Subject,
  operator: TextOperator,
  ...[given, options]: readonly [given: unknown, options?: unknown]
): Condition {
  const label = `${subject.label}.${operator}`;
  if (typeof given !== 'string') {
    throw new QueryError(`${label}: takes a string; got ${describeValue(given)}`);
  }
  const ignoreCase = operator === 'ieq' || ignoresCase(options, label);
  const [before, after] = ANCHORS[operator];
  const pattern = `${before}${escapePosix(given, ignoreCase, label)}${after}`;
  return textTest(subject, { operator, given, pattern: pattern || '()', ignoreCase, lines: false });
}

/** `matches`. */
export function patternCondition(subject: Subject, given: unknown): Condition {
  if (!types.isRegExp(given)) {
    throw new QueryError(`${subject.label}.matches: takes a RegExp; got ${describeValue(given)}`);
  }
  return textTest(subject, {
    operator: 'matches',
    given: String(given),
    ...toPosixRegex(given, subject.label),
  });
}

function textTest({ operand, label }: Subject, test: TextTest): Condition {
  const type = operandType(operand);
  if (type === 'string' || type === 'dynamic') {
    return { kind: 'text', operand, test: Object.freeze(test) };
  }
  throw new QueryError(`${label}.${test.operator}: is for texts; the stored type is ${type}`);
}

function ignoresCase(options: unknown, label: string): boolean {
  if (options === undefined) return false;
  const { ignoreCase = false, ...others } = (options ?? {}) as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown === undefined && typeof ignoreCase === 'boolean') return ignoreCase;
  throw new QueryError(
    `${label}: takes { ignoreCase: boolean }; got ${unknown === undefined ? describeValue(ignoreCase) : unknown}`,
  );
}
