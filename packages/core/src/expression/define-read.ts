import { ExpressionCall, ExpressionType, ListOp, MapOp } from '@aeroform/protocol';
import type { CdtContextStep } from '../cdt/cdt-context.js';
import {
  checkListReturnCode,
  checkListReturnType,
  checkMapReturnCode,
  checkMapReturnType,
} from '../cdt/check-return-type.js';
import type { ListCallName } from '../cdt/list-call.js';
import type { MapCallName } from '../cdt/map-call.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { type CallArgument, elementType, selectionType } from './call-argument.js';
import {
  type AnyExpression,
  type Expression,
  type ExpressionPart,
  checkExpression,
  expression,
} from './expression.js';

/** A builder of any shape; where it is exported, its parameters are named and typed. */
export type AnyBuilder = (...given: readonly unknown[]) => AnyExpression;

interface AnyArgument {
  readonly name: string;
  append(args: ExpressionPart[], given: unknown, path: string): void;
}

/** Reads what comes in front of a call's arguments; answers the type of the result. */
type ReadReturns = (
  name: string,
  given: readonly unknown[],
  args: ExpressionPart[],
) => readonly [returns: number, used: number];

interface ReadDefinition {
  readonly name: string;
  readonly code: number;
  readonly list: readonly CallArgument<never>[];
  readonly readReturns: ReadReturns;
}

/** Size of a list: no return type. */
export function listSizeBuilder(): AnyBuilder {
  return define({ name: 'listSize', code: ListOp.size, list: [], readReturns: readSize });
}

/** Size of a map: no return type. */
export function mapSizeBuilder(): AnyBuilder {
  return define({ name: 'mapSize', code: MapOp.size, list: [], readReturns: readSize });
}

/** A read of one list element: return type, value type, arguments, list, context. */
export function listElement(
  name: ListCallName,
  ...list: readonly CallArgument<never>[]
): AnyBuilder {
  const readReturns = elementReturns(checkListReturnCode);
  return define({ name: builderName('list', name), code: ListOp[name], list, readReturns });
}

/** A read of several list elements: return type, arguments, list, context. */
export function listSelection(
  name: ListCallName,
  ...list: readonly CallArgument<never>[]
): AnyBuilder {
  const readReturns = selectionReturns(checkListReturnType);
  return define({ name: builderName('list', name), code: ListOp[name], list, readReturns });
}

/** A read of one map entry: return type, value type, arguments, map, context. */
export function mapElement(name: MapCallName, ...list: readonly CallArgument<never>[]): AnyBuilder {
  const readReturns = elementReturns(checkMapReturnCode);
  return define({ name: builderName('map', name), code: MapOp[name], list, readReturns });
}

/** A read of several map entries: return type, arguments, map, context. */
export function mapSelection(
  name: MapCallName,
  ...list: readonly CallArgument<never>[]
): AnyBuilder {
  const readReturns = selectionReturns(checkMapReturnType);
  return define({ name: builderName('map', name), code: MapOp[name], list, readReturns });
}

function define({ name, code, list, readReturns }: ReadDefinition): AnyBuilder {
  return (...given: readonly unknown[]) => {
    const args: ExpressionPart[] = [];
    const [returns, used] = readReturns(name, given, args);
    let next = used;
    for (const argument of list as unknown as readonly AnyArgument[]) {
      argument.append(args, given[next++], `exp.${name}(${argument.name})`);
    }
    const target = checkExpression(given[next++] as Expression, `exp.${name}(bin)`);
    const context = given
      .slice(next)
      .map((step, i) => checkStep(step, `exp.${name}(ctx ${i + 1})`));
    const call = { code, args: Object.freeze(args), context: Object.freeze(context) };
    return expression({
      form: 'call',
      returns,
      system: ExpressionCall.cdt,
      call: Object.freeze(call),
      target,
    });
  };
}

type CheckReturnType = (given: unknown, path: string) => number;

function readSize(): readonly [returns: number, used: number] {
  return [ExpressionType.integer, 0];
}

function elementReturns(check: CheckReturnType): ReadReturns {
  return (name, given, args) => {
    const returnType = checkAnswering(check, name, given[0]);
    args.push(returnType);
    return [elementType(returnType, given[1], name), 2];
  };
}

function selectionReturns(check: CheckReturnType): ReadReturns {
  return (name, given, args) => {
    const returnType = checkAnswering(check, name, given[0]);
    args.push(returnType);
    return [selectionType(returnType), 1];
  };
}

function checkAnswering(check: CheckReturnType, name: string, given: unknown): number {
  const path = `exp.${name}(returnType)`;
  const returnType = check(given, path);
  if (returnType !== 0) return returnType;
  throw new InvalidArgError(`${path} must answer something: NONE has no value`, { argument: path });
}

function checkStep(step: unknown, path: string): CdtContextStep {
  if (typeof (step as CdtContextStep | null)?.type === 'string') return step as CdtContextStep;
  throw invalidArg(path, step, 'a step made by the functions of `ctx`');
}

function builderName(family: string, name: string): string {
  return family + name.charAt(0).toUpperCase() + name.slice(1);
}
