import { CDT_INVERTED, ExpressionCall, type ExpressionType } from '@aeroform/protocol';
import type { CdtContextStep } from '../cdt/cdt-context.js';
import type { InvertedReturnType } from '../cdt/inverted.js';
import type { LIST_RETURN_NONE } from '../cdt/list-return-type.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import type { CallParameter } from '../operation/call-parameter.js';
import type { ComparisonValue } from '../value/comparison-value.js';
import type { CallArgument } from './call-argument.js';
import type { AnyBuilder } from './define-read.js';
import { type Expression, type ExpressionPart, checkExpression, expression } from './expression.js';

/** Which elements a removal is about: those that it names, or `inverted` all others. */
export type RemoveType = typeof LIST_RETURN_NONE | InvertedReturnType<typeof LIST_RETURN_NONE>;

/** The part of the server that is called. */
type System = 'list' | 'map' | 'bit' | 'hll';

/** A call of an operation on a value, with what stands in front of the value. */
export interface CallDefinition {
  /** Name of the builder, for errors. */
  readonly name: string;
  readonly system: System;
  readonly modifies: boolean;
  readonly code: number;
  readonly returns: ExpressionType;
  /** Given first, sent behind the other arguments; null stands for its default. */
  readonly policy?: CallParameter<never>;
  readonly list?: readonly CallArgument<never>[];
  /** Given behind the other arguments, and sent behind the policy. */
  readonly tail?: readonly CallArgument<never>[];
}

interface AnyArgument {
  readonly name: string;
  append(args: unknown[], given: unknown, path: string): void;
}

const SYSTEMS: Readonly<Record<System, number>> = {
  list: ExpressionCall.cdt,
  map: ExpressionCall.cdt,
  bit: ExpressionCall.bit,
  hll: ExpressionCall.hll,
};

/** Defines a builder: policy, arguments, the value to work on and, for lists and maps, a path. */
export function defineCall(definition: CallDefinition): AnyBuilder {
  const { name, system, code, returns } = definition;
  const systemCode = SYSTEMS[system] | (definition.modifies ? ExpressionCall.modify : 0);
  return (...given: readonly unknown[]) => {
    const { args, used } = readArguments(definition, given);
    const target = checkExpression(given[used] as Expression, `exp.${name}(bin)`);
    const context = readContext(definition, given.slice(used + 1));
    return expression({
      form: 'call',
      returns,
      system: systemCode,
      call: Object.freeze({ code, args, context }),
      target,
    });
  };
}

function readArguments(
  { name, policy, list = [], tail = [] }: CallDefinition,
  given: readonly unknown[],
): { readonly args: readonly ExpressionPart[]; readonly used: number } {
  const args: ExpressionPart[] = [];
  let used = policy === undefined ? 0 : 1;
  const append = (argument: AnyArgument): void => {
    argument.append(args, given[used++], `exp.${name}(${argument.name})`);
  };
  for (const argument of list as unknown as readonly AnyArgument[]) append(argument);
  if (policy !== undefined) {
    const values: ComparisonValue[] = [];
    const first = given[0] === null ? undefined : given[0];
    (policy as unknown as AnyArgument).append(values, first, `exp.${name}(policy)`);
    // safe: the fields of policies are numbers on the wire.
    args.push(...(values as number[]));
  }
  for (const argument of tail as unknown as readonly AnyArgument[]) append(argument);
  return { args: Object.freeze(args), used };
}

function readContext(
  { name, system }: CallDefinition,
  steps: readonly unknown[],
): readonly CdtContextStep[] {
  if (steps.length > 0 && (system === 'bit' || system === 'hll')) {
    throw new InvalidArgError(`exp.${name}: paths lead into lists and maps only`, {
      argument: `exp.${name}(ctx)`,
    });
  }
  steps.forEach((step, i) => {
    if (typeof (step as CdtContextStep | null)?.type === 'string') return;
    throw invalidArg(`exp.${name}(ctx ${i + 1})`, step, 'a step made by the functions of `ctx`');
  });
  return Object.freeze(steps as readonly CdtContextStep[]);
}

/** What a removal is about; it answers what is left, so that only its inversion has a meaning. */
export const REMOVE_TYPE: CallArgument<RemoveType> = {
  name: 'removeType',
  append(args, given, path) {
    if ((given as number) !== 0 && (given as number) !== CDT_INVERTED) {
      throw invalidArg(path, given, '…_RETURN_NONE or inverted(…_RETURN_NONE)');
    }
    args.push(given);
  },
};

/** Stands where others can say what they want to know: a removal answers what is left. */
export const NOTHING: CallArgument<never> = {
  name: 'nothing',
  append: (args) => void args.push(0),
};
