import { ExpressionOp } from '@aeroform/protocol';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import {
  type AnyExpression,
  type Expression,
  type ExpressionPart,
  checkExpression,
  operator,
} from './expression.js';
import type { ExpressionKind } from './expression-kind.js';
import { apply } from './operand.js';

type Test = Expression<'bool'>;

/**
 * The action behind the first test that is true, otherwise the last argument:
 * `cond(test1, action1, test2, action2, …, otherwise)`. All actions have the same type.
 */
export function cond<T extends ExpressionKind>(
  test: Test,
  action: Expression<T>,
  otherwise: Expression<NoInfer<T>>,
): Expression<T>;
export function cond<T extends ExpressionKind>(
  ...exprs: [Test, Expression<T>, Test, Expression<NoInfer<T>>, Expression<NoInfer<T>>]
): Expression<T>;
export function cond<T extends ExpressionKind>(
  ...exprs: [
    ...[Test, Expression<T>, Test, Expression<NoInfer<T>>, Test, Expression<NoInfer<T>>],
    Expression<NoInfer<T>>,
  ]
): Expression<T>;
export function cond<T extends ExpressionKind>(
  ...exprs: [
    ...[Test, Expression<T>, Test, Expression<NoInfer<T>>, Test, Expression<NoInfer<T>>, Test],
    ...Expression<NoInfer<T> | 'bool'>[],
    Expression<NoInfer<T>>,
  ]
): Expression<T>;
export function cond(...exprs: readonly Expression[]): Expression {
  if (exprs.length < 3 || exprs.length % 2 === 0) {
    throw new InvalidArgError(
      `exp.cond takes pairs of test and action, and one expression for otherwise; got ${exprs.length} arguments`,
      { argument: 'exp.cond' },
    );
  }
  return apply('cond', ExpressionOp.cond, exprs);
}

/** A name for the value of an expression; see {@link letIn}. */
export interface ExpressionDefinition {
  /** What `exp.var` refers to it by. */
  readonly name: string;
  /** The expression that it stands for. */
  readonly value: Expression;
}

/** Gives the value of an expression a name inside `exp.let`. */
export function def(name: string, value: Expression): ExpressionDefinition {
  checkVariableName(name, 'exp.def(name)');
  return Object.freeze({ name, value: checkExpression(value, 'exp.def(value)') });
}

/**
 * The value that `exp.def` gave a name. Its type is not checked unless it is said: `exp.var<'int'>('x')`.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- without a type, the variable fits everywhere
export function variable<T extends ExpressionKind = any>(name: string): Expression<T> {
  return operator(ExpressionOp.variable, { rawText: checkVariableName(name, 'exp.var(name)') });
}

/** `let(def('x', …), …, scope)`: the value of `scope`, in which `var('x')` stands for values. */
export function letIn<T extends ExpressionKind>(
  ...exprs: [ExpressionDefinition, ...ExpressionDefinition[], Expression<T>]
): Expression<T> {
  const definitions = exprs.slice(0, -1) as ExpressionDefinition[];
  const scope = exprs.at(-1) as Expression;
  if (definitions.length === 0) {
    throw new InvalidArgError('exp.let takes at least one exp.def and the scope', {
      argument: 'exp.let',
    });
  }
  const parts: ExpressionPart[] = [];
  definitions.forEach((definition, i) => {
    if (typeof definition?.name !== 'string') {
      throw invalidArg(`exp.let(argument ${i + 1})`, definition, 'made by exp.def');
    }
    parts.push({ rawText: definition.name }, definition.value);
  });
  parts.push(checkExpression(scope, 'exp.let(scope)'));
  return operator(ExpressionOp.let, ...parts);
}

/** No value: the expression around it can't be evaluated. Meant for branches of `exp.cond`. */
export function unknown(): AnyExpression {
  return operator(ExpressionOp.unknown);
}

function checkVariableName(name: unknown, path: string): string {
  if (typeof name === 'string' && name !== '') return name;
  throw invalidArg(path, name, 'a name (string)');
}
