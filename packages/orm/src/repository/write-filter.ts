import { exp, type Expression } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { compilePredicate } from '../condition/compile-predicate.js';
import type { WriteOptions } from './call-options.js';
import { requireArgument } from './require-argument.js';

/** The filter expression of `when`, joined with that of the policy; null without either. */
export function writeFilter<T extends object>(
  context: EntityContext<T>,
  {
    when,
    policy,
  }: {
    readonly when?: WriteOptions<T>['when'];
    readonly policy?: { readonly filterExpression?: Expression<'bool'> };
  },
): Expression<'bool'> | null {
  const given = policy?.filterExpression ?? null;
  if (when === undefined) return given;
  const takesFunction = 'takes a function, e.g. when: (f) => f.stock.gt(0)';
  requireArgument(typeof when === 'function', 'when', takesFunction, when);
  const condition = compilePredicate(context, when);
  return given === null ? condition : exp.and(given, condition);
}
