import { CDT_INVERTED, CdtReturnType, ExpressionType } from '@aeroform/protocol';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { type Expression, type ExpressionPart, checkExpression } from './expression.js';
import { KIND_OF_TYPE } from './expression-kind.js';

/** An index, rank, count or size: a number, or an expression that evaluates to one. */
export type IntArgument = number | Expression<'int'>;

/**
 * One argument of a call: checks what was given and appends it to the arguments on the wire. Which type
 * it takes says the builder, where its parameters are named and typed.
 */
export interface CallArgument {
  readonly name: string;
  /** @throws {InvalidArgError} on what the argument does not take. */
  readonly append: (args: ExpressionPart[], given: unknown, path: string) => void;
}

/** An {@link IntArgument}. */
export function int(name: string): CallArgument {
  return {
    name,
    append(args, given, path) {
      if (typeof given !== 'number') args.push(checkExpression(given, path));
      else if (Number.isSafeInteger(given)) args.push(given);
      else throw invalidArg(path, given, 'an integer');
    },
  };
}

/** A count; null for all to the end, which is an argument less. */
export const COUNT: CallArgument = {
  name: 'count',
  append(args, given, path) {
    if (given !== null) int('count').append(args, given, path);
  },
};

/** An expression. */
export function expr(name: string): CallArgument {
  return { name, append: (args, given, path) => void args.push(checkExpression(given, path)) };
}

/** Value type of one element by what is answered of it; undefined when the element itself is. */
const FIXED_TYPES: Readonly<Record<number, ExpressionType>> = {
  [CdtReturnType.index]: ExpressionType.integer,
  [CdtReturnType.reverseIndex]: ExpressionType.integer,
  [CdtReturnType.rank]: ExpressionType.integer,
  [CdtReturnType.reverseRank]: ExpressionType.integer,
  [CdtReturnType.count]: ExpressionType.integer,
  [CdtReturnType.exists]: ExpressionType.boolean,
  [CdtReturnType.keyValue]: ExpressionType.map,
  [CdtReturnType.unorderedMap]: ExpressionType.map,
  [CdtReturnType.orderedMap]: ExpressionType.map,
};

/** What a call that reads one element evaluates to. */
export function elementType(returnType: number, valueType: unknown, name: string): number {
  const path = `exp.${name}(valueType)`;
  if (!Object.hasOwn(KIND_OF_TYPE, valueType as number)) {
    throw invalidArg(path, valueType, 'an EXP_TYPE_… constant');
  }
  const fixed = FIXED_TYPES[returnType];
  if (fixed === undefined || fixed === valueType) return valueType as number;
  const kind = KIND_OF_TYPE[fixed].toUpperCase();
  throw new InvalidArgError(`${path} must be EXP_TYPE_${kind} with return type ${returnType}`, {
    argument: path,
  });
}

/** What a call that reads several elements evaluates to. */
export function selectionType(returnType: number): number {
  switch (returnType & ~CDT_INVERTED) {
    case CdtReturnType.count:
      return ExpressionType.integer;
    case CdtReturnType.exists:
      return ExpressionType.boolean;
    case CdtReturnType.keyValue:
    case CdtReturnType.unorderedMap:
    case CdtReturnType.orderedMap:
      return ExpressionType.map;
    default:
      return ExpressionType.list;
  }
}
