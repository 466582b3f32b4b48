import { CDT_INVERTED, ExpressionCall, type ExpressionType } from '@aeroform/protocol';
import type { InvertedReturnType } from '../cdt/inverted.js';
import type { LIST_RETURN_NONE } from '../cdt/list-return-type.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import type { CallParameter } from '../parameter/call-parameter.js';
import type { ComparisonValue } from '../value/comparison-value.js';
import type { CallArgument } from './call-argument.js';
import { type AnyBuilder, builderName, closeCall } from './call-builder.js';
import type { ExpressionPart } from './expression.js';

/** Which elements a removal is about: those that it names, or `inverted` all others. */
export type RemoveType = typeof LIST_RETURN_NONE | InvertedReturnType<typeof LIST_RETURN_NONE>;

/** The part of the server that is called. */
type System = 'list' | 'map' | 'bit' | 'hll';

/** A call of an operation on a value, with what stands in front of the value. */
export interface CallDefinition {
  readonly system: System;
  /** Name of the operation. */
  readonly operation: string;
  readonly code: number;
  readonly modifies: boolean;
  readonly returns: ExpressionType;
  /** Given first, sent behind the other arguments; null stands for its default. */
  readonly policy?: CallParameter<never> | undefined;
  readonly list: readonly CallArgument[];
  /** Given behind the other arguments, and sent behind the policy. */
  readonly tail?: readonly CallArgument[];
}

const SYSTEMS: Readonly<Record<System, number>> = {
  list: ExpressionCall.cdt,
  map: ExpressionCall.cdt,
  bit: ExpressionCall.bit,
  hll: ExpressionCall.hll,
};

/** Defines a builder: policy, arguments, the value to work on and, for lists and maps, a path. */
export function defineCall(definition: CallDefinition): AnyBuilder {
  const { code, returns } = definition;
  const name = builderName(definition.system, definition.operation);
  const system = SYSTEMS[definition.system] | (definition.modifies ? ExpressionCall.modify : 0);
  return (...given: readonly unknown[]) => {
    const { args, used } = readArguments(name, definition, given);
    const rest = given.slice(used);
    if (rest.length > 1) checkPath(name, definition.system);
    return closeCall({ name, returns, system, code, args }, rest);
  };
}

function readArguments(
  name: string,
  { policy, list, tail = [] }: CallDefinition,
  given: readonly unknown[],
): { readonly args: readonly ExpressionPart[]; readonly used: number } {
  const args: ExpressionPart[] = [];
  let used = policy === undefined ? 0 : 1;
  const append = (argument: CallArgument): void => {
    argument.append(args, given[used++], `exp.${name}(${argument.name})`);
  };
  list.forEach(append);
  if (policy !== undefined) args.push(...policyArguments(name, policy, given[0]));
  tail.forEach(append);
  return { args, used };
}

function policyArguments(
  name: string,
  policy: CallParameter<never>,
  given: unknown,
): readonly number[] {
  const values: ComparisonValue[] = [];
  // safe: parameters check what they are given.
  policy.append(values, (given === null ? undefined : given) as never, `exp.${name}(policy)`);
  // safe: the fields of policies are numbers on the wire.
  return values as number[];
}

function checkPath(name: string, system: System): void {
  if (system === 'list' || system === 'map') return;
  throw new InvalidArgError(`exp.${name}: paths lead into lists and maps only`, {
    argument: `exp.${name}(ctx)`,
  });
}

/** What a removal is about; it answers what is left, so that only its inversion has a meaning. */
export const REMOVE_TYPE: CallArgument = {
  name: 'removeType',
  append(args, given, path) {
    if (given !== 0 && given !== CDT_INVERTED) {
      throw invalidArg(path, given, '…_RETURN_NONE or inverted(…_RETURN_NONE)');
    }
    args.push(given);
  },
};

/** An argument in front of which others say what they want to know: a removal answers what is left. */
export function behindNothing({ name, append }: CallArgument): CallArgument {
  return {
    name,
    append(args, given, path) {
      args.push(0);
      append(args, given, path);
    },
  };
}
