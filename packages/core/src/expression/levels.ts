import { InvalidArgError } from '../error/argument-error.js';
import type { Expression, ExpressionNode, ExpressionPart } from './expression.js';
import type { PathStep } from './path-step.js';

/** How deep expressions may be nested: servers have no limit but their stack. */
export const MAX_LEVELS = 500;

/**
 * Checks that an expression is not nested too deeply to be written and read again.
 *
 * @throws {InvalidArgError} that tells how to make it flat.
 */
export function checkLevels(expression: Expression): void {
  let level: readonly Expression[] = [expression];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_LEVELS) throw tooDeep();
    level = level.flatMap(({ node }) => CHILDREN[node.form](node as never));
  }
}

function tooDeep(): InvalidArgError {
  return new InvalidArgError(
    `expression is nested in more than ${MAX_LEVELS} levels; exp.and(), exp.or() and most operators ` +
      'of numbers take any number of operands',
    { argument: 'expression' },
  );
}

const CHILDREN: {
  [F in ExpressionNode['form']]: (
    node: Extract<ExpressionNode, { form: F }>,
  ) => readonly Expression[];
} = {
  literal: () => [],
  operator: ({ args }) => args.filter(isNode),
  call: ({ call, target }) => [...call.args.filter(isNode), target],
  path: ({ path, modification, target }) => [
    ...path.flatMap(filterOf),
    ...(modification === null ? [] : [modification]),
    target,
  ],
};

function isNode(part: ExpressionPart): part is Expression {
  return typeof part === 'object' && 'node' in part;
}

function filterOf(step: PathStep): readonly Expression[] {
  return 'filter' in step && step.filter !== null ? [step.filter] : [];
}
