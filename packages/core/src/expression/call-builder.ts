import { checkStep } from '../cdt/cdt-context.js';
import {
  type AnyExpression,
  type CallNode,
  type ExpressionNode,
  checkExpression,
  expression,
} from './expression.js';

/** A builder of any shape; where it is exported, its parameters are named and typed. */
export type AnyBuilder = (...given: readonly unknown[]) => AnyExpression;

/** Name of the builder of an operation, for errors: `listGetByIndex`. */
export function builderName(family: string, operation: string): string {
  return family + operation.charAt(0).toUpperCase() + operation.slice(1);
}

/** A call of which the value to work on, and the path into it, are still to come. */
export interface OpenCall
  extends
    Pick<Extract<ExpressionNode, { form: 'call' }>, 'returns' | 'system'>,
    Pick<CallNode, 'code' | 'args'> {
  /** Name of the builder. */
  readonly name: string;
}

/** Puts a call together with what a builder is given last: the value to work on, and a path into it. */
export function closeCall(
  { name, returns, system, code, args }: OpenCall,
  [bin, ...steps]: readonly unknown[],
): AnyExpression {
  const target = checkExpression(bin, `exp.${name}(bin)`);
  const context = Object.freeze(
    steps.map((step, i) => checkStep(step, `exp.${name}(ctx ${i + 1})`)),
  );
  const call = Object.freeze({ code, args: Object.freeze(args), context });
  return expression({ form: 'call', returns, system, call, target });
}
