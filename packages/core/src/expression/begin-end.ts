import type { CallArgument } from './call-argument.js';
import { type Expression, checkExpression } from './expression.js';
import { nil } from './literal.js';

/** A lower bound; null stands for the smallest value. */
export const BEGIN: CallArgument<Expression | null> = {
  name: 'begin',
  append: (args, given, path) =>
    void args.push(given === null ? nil() : checkExpression(given, path)),
};

/** An upper bound; null stands for no bound, which is an argument less. */
export const END: CallArgument<Expression | null> = {
  name: 'end',
  append: (args, given, path) => {
    if (given !== null) args.push(checkExpression(given, path));
  },
};
