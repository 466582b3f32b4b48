import { invalidArg } from '../error/argument-error.js';
import { type Expression, checkExpression } from '../expression/expression.js';
import { checkBinName } from '../value/bin-name.js';
import { EXP_READ_EVAL_NO_FAIL, EXP_WRITE_DEFAULT } from './expression-flag.js';
import type { ExpressionOperation } from './operation.js';

const ALL_WRITE_FLAGS = 0b1_1111;

/**
 * Reads the value of an expression.
 *
 * @param bin - the name the result gets; no bin of the record needs it.
 * @param flags - `EXP_READ_…`.
 */
export function expRead(bin: string, expression: Expression, flags = 0): ExpressionOperation {
  if (flags !== 0 && flags !== EXP_READ_EVAL_NO_FAIL) {
    throw invalidArg('expRead(flags)', flags, 'EXP_READ_DEFAULT or EXP_READ_EVAL_NO_FAIL');
  }
  return expressionOperation('read', bin, expression, flags);
}

/**
 * Writes the value of an expression to a bin.
 *
 * @param flags - `EXP_WRITE_…`, combined with `|`.
 */
export function expWrite(
  bin: string,
  expression: Expression,
  flags: number = EXP_WRITE_DEFAULT,
): ExpressionOperation {
  if (!Number.isInteger(flags) || (flags & ~ALL_WRITE_FLAGS) !== 0) {
    throw invalidArg('expWrite(flags)', flags, 'EXP_WRITE_… constants combined with |');
  }
  return expressionOperation('write', bin, expression, flags);
}

function expressionOperation(
  name: 'read' | 'write',
  bin: string,
  expression: Expression,
  flags: number,
): ExpressionOperation {
  const verb = name === 'read' ? 'expRead' : 'expWrite';
  checkBinName(bin, `${verb}(bin)`);
  checkExpression(expression, `${verb}(expression)`);
  return Object.freeze({ family: 'expression', name, bin, expression, flags });
}
