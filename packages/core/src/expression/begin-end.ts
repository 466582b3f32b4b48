import type { CallArgument } from './call-argument.js';
import { checkExpression } from './expression.js';
import { nil } from './literal.js';

/** A lower bound; null stands for the smallest value. */
export const BEGIN: CallArgument = {
  name: 'begin',
  append: (args, given, path) =>
    void args.push(given === null ? nil() : checkExpression(given, path)),
};

/** An upper bound; null stands for no bound, which is an argument less. */
export const END: CallArgument = {
  name: 'end',
  append: (args, given, path) => {
    if (given !== null) args.push(checkExpression(given, path));
  },
};
