import { CDT_INVERTED, ExpressionCall, ExpressionType, ListOp, MapOp } from '@aeroform/protocol';
import {
  checkListReturnCode,
  checkListReturnType,
  checkMapReturnCode,
  checkMapReturnType,
} from '../cdt/check-return-type.js';
import type { ListCallName } from '../cdt/list-call.js';
import type { MapCallName } from '../cdt/map-call.js';
import { InvalidArgError } from '../error/argument-error.js';
import { type CallArgument, elementType, selectionType } from './call-argument.js';
import { type AnyBuilder, builderName, closeCall } from './call-builder.js';
import type { ExpressionPart } from './expression.js';

/** Reads what comes in front of a call's arguments; answers the type of the result. */
type ReadReturns = (
  name: string,
  given: readonly unknown[],
  args: ExpressionPart[],
) => readonly [returns: number, used: number];

interface ReadDefinition {
  readonly name: string;
  readonly code: number;
  readonly list: readonly CallArgument[];
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
export function listElement(name: ListCallName, ...list: readonly CallArgument[]): AnyBuilder {
  const readReturns = elementReturns(checkListReturnCode);
  return define({ name: builderName('list', name), code: ListOp[name], list, readReturns });
}

/** A read of several list elements: return type, arguments, list, context. */
export function listSelection(name: ListCallName, ...list: readonly CallArgument[]): AnyBuilder {
  const readReturns = selectionReturns(checkListReturnType);
  return define({ name: builderName('list', name), code: ListOp[name], list, readReturns });
}

/** A read of one map entry: return type, value type, arguments, map, context. */
export function mapElement(name: MapCallName, ...list: readonly CallArgument[]): AnyBuilder {
  const readReturns = elementReturns(checkMapReturnCode);
  return define({ name: builderName('map', name), code: MapOp[name], list, readReturns });
}

/** A read of several map entries: return type, arguments, map, context. */
export function mapSelection(name: MapCallName, ...list: readonly CallArgument[]): AnyBuilder {
  const readReturns = selectionReturns(checkMapReturnType);
  return define({ name: builderName('map', name), code: MapOp[name], list, readReturns });
}

function define({ name, code, list, readReturns }: ReadDefinition): AnyBuilder {
  return (...given: readonly unknown[]) => {
    const args: ExpressionPart[] = [];
    const [returns, used] = readReturns(name, given, args);
    let next = used;
    for (const argument of list) {
      argument.append(args, given[next++], `exp.${name}(${argument.name})`);
    }
    const call = { name, returns, system: ExpressionCall.cdt, code, args };
    return closeCall(call, given.slice(next));
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
  if ((returnType & ~CDT_INVERTED) !== 0) return returnType;
  throw new InvalidArgError(`${path} must answer something: NONE has no value`, { argument: path });
}
