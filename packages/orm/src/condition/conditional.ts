import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import { compileDefinite } from './compile-condition.js';
import { conditionOf, operandOf } from './expr-node.js';
import { formatCondition } from './format-condition.js';
import { literalOf } from './literal.js';
import { commonType, type Operand, operandType } from './operand.js';

const ANYTHING: ValueMetadata = Object.freeze({ kind: 'dynamic', converter: null });

/** `$.cond(condition, then, otherwise)`. */
export function conditional(
  condition: unknown,
  given: { readonly then: unknown; readonly otherwise: unknown },
  label: string,
): Operand {
  const tested = conditionOf(condition);
  const then = branch(given.then, `${label}(then)`);
  const otherwise = branch(given.otherwise, `${label}(otherwise)`);
  const type = commonType(operandType(then), operandType(otherwise));
  if (type === null || type === 'dynamic') {
    throw new QueryError(
      `${label}: both values must be of one declared type; got ${operandType(then)} and ${operandType(otherwise)}`,
    );
  }
  const test = compileDefinite(tested);
  return Object.freeze({ kind: 'cond', test, shown: formatCondition(tested), then, otherwise });
}

function branch(given: unknown, label: string): Operand {
  const operand = operandOf(given);
  if (operand !== null) return operand;
  if (given === null)
    throw new QueryError(`${label}: is null; ${describeValue(given)} has no type`);
  return literalOf(ANYTHING, given, label);
}
