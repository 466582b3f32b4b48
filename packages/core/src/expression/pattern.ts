import { ExpressionOp } from '@aeroform/protocol';
import { invalidArg } from '../error/argument-error.js';
import { type Expression, checkExpression, operator } from './expression.js';
import { apply } from './operand.js';
import { REGEX_MASK, toServerRegexFlags } from './regex-flag.js';

/**
 * True when a POSIX regular expression matches anywhere in a string.
 *
 * @param flags - `REGEX_…`, combined with `|`.
 */
export function regexCompare(
  regex: string,
  flags: number,
  binExpr: Expression<'string'>,
): Expression<'bool'> {
  if (typeof regex !== 'string' || regex.includes('\0')) {
    throw invalidArg('exp.regexCompare(regex)', regex, 'a string without NUL');
  }
  if (!Number.isInteger(flags) || (flags & ~REGEX_MASK) !== 0) {
    throw invalidArg('exp.regexCompare(flags)', flags, 'REGEX_… flags combined with |');
  }
  checkExpression(binExpr, 'exp.regexCompare(binExpr)');
  return operator(ExpressionOp.regex, toServerRegexFlags(flags), { rawText: regex }, binExpr);
}

/** True when a point is within a region, or a region contains a point. */
export function geoCompare(left: Expression<'geo'>, right: Expression<'geo'>): Expression<'bool'> {
  return apply('geoCompare', ExpressionOp.geoCompare, [left, right]);
}
