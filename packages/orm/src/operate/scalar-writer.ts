import {
  type BinValue,
  EXP_WRITE_ALLOW_DELETE,
  LIST_ORDERED,
  listSet,
  listSetOrder,
  mapCreate,
  mapPut,
  mapSetOrder,
  type Operation,
  operations,
} from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import { isSorted } from '../mapping/changed-bins.js';
import type { Expr } from '../type/expr.js';
import type { Root } from '../type/field.js';
import type { ExistenceOptions, ExpressionWriteOptions } from '../type/write-options.js';
import { expressionOf } from './expression-of.js';
import { mapOrderOf } from './map-order.js';
import { splitSteps, within, withinCreated } from './nested-operation.js';
import {
  decodeValue,
  type Decode,
  encode,
  type OperateTarget,
  reading,
  refuseAbsence,
  writing,
} from './operate-target.js';
import { placeOperations } from './place-operations.js';
import { storedExpression } from './stored-expression.js';
import { TARGET, ValueWriter } from './value-writer.js';
import { expressionFlags, mapFlags } from './write-flags.js';

/** get, set, setExpr and unset: of a bin, an entry of a map, or an element of a list. */
export class ScalarWriter extends ValueWriter {
  get(): unknown {
    const target = this[TARGET];
    const split = splitSteps(target.steps);
    if (split === null) return reading(target, 'get', operations.read(target.bin), decodeValue);
    const { get, isList } = placeOperations[split.last.kind];
    const operation = within(get(target.bin, split.last.argument), split.parents);
    return reading(target, 'get', operation, isList ? decodeFirst : decodeValue);
  }

  set(value: unknown, options?: ExistenceOptions): unknown {
    const target = this[TARGET];
    const stored = encode(target, value);
    return writing(target, 'set', [
      ...setOperations(target, stored, options),
      ...orderOperations(target, stored),
    ]);
  }

  setExpr(build: (fields: Root<object>) => Expr, options?: ExpressionWriteOptions): unknown {
    const target = this[TARGET];
    const label = `${target.label}.setExpr`;
    if (target.steps.length > 0) {
      throw new MappingError(label, 'expressions are written to bins of their own only');
    }
    const flags = expressionFlags(options, label);
    const expression = expressionOf(target, build, label);
    return writing(target, 'setExpr', [operations.expWrite(target.bin, expression, flags)]);
  }

  unset(): unknown {
    const target = this[TARGET];
    refuseAbsence(target);
    const split = splitSteps(target.steps);
    if (split === null) return writing(target, 'unset', [operations.write(target.bin, null)]);
    const operation = placeOperations[split.last.kind].unset(target.bin, split.last.argument);
    return writing(target, 'unset', [within(operation, split.parents)]);
  }
}

/** The first of the values that a range of one answers. */
const decodeFirst: Decode = (value, target) =>
  decodeValue((value as readonly BinValue[] | null)?.[0] ?? null, target);

function setOperations(
  target: OperateTarget,
  stored: BinValue,
  options: ExistenceOptions | undefined,
): Operation[] {
  const { bin, steps } = target;
  const split = splitSteps(steps);
  if (split === null) {
    if (options === undefined) return [operations.write(bin, stored)];
    const flags = expressionFlags(options, `${target.label}.set`) | EXP_WRITE_ALLOW_DELETE;
    return [operations.expWrite(bin, storedExpression(stored), flags)];
  }
  const { last, parents } = split;
  if (last.kind === 'mapKey') {
    const flags = mapFlags(options, `${target.label}.set`);
    const put = mapPut(bin, last.argument as BinValue, stored, { order: last.order, flags });
    return [withinCreated(put, parents)];
  }
  if (options !== undefined) {
    throw new MappingError(
      `${target.label}.set`,
      'takes options for bins and entries of maps only',
    );
  }
  return [within(listSet(bin, indexOf(target, 'set'), stored), parents)];
}

/** The index of the element that the target is, which the server needs to write it. */
export function indexOf({ steps, label }: OperateTarget, method: string): number {
  const last = steps.at(-1);
  if (last?.kind === 'listIndex' || last?.kind === 'position') return last.argument as number;
  throw new MappingError(
    `${label}.${method}`,
    'the server writes entries by key and elements by index only; what is inside the value can be written',
  );
}

/** What makes a written list or map the server's business to keep in order. */
function orderOperations({ bin, steps, value }: OperateTarget, stored: BinValue): Operation[] {
  if (stored === null) return [];
  if (isSorted(value)) return [within(listSetOrder(bin, LIST_ORDERED), steps)];
  // A written map is ordered by key.
  if (value.kind !== 'map') return [];
  const order = mapOrderOf[value.order];
  if (value.persistIndex && steps.length === 0) {
    return [mapCreate(bin, order, { persistIndex: true })];
  }
  return value.order === 'key' ? [] : [within(mapSetOrder(bin, order), steps)];
}
