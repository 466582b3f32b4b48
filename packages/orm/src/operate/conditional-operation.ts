import {
  type BinValue,
  CDT_INFINITY,
  type ComparisonValue,
  Double,
  exp,
  EXP_WRITE_ALLOW_DELETE,
  EXP_WRITE_EVAL_NO_FAIL,
  type Expression,
  type ExpressionOperation,
  inverted,
  LIST_RETURN_NONE,
  type ListOperation,
  type MapOperation,
  type Operation,
  OPERATOR_INCR,
  OPERATOR_WRITE,
  operations,
  type ScalarOperation,
} from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import { isReadOperation } from './is-read-operation.js';
import { storedExpression } from './stored-expression.js';

type Bool = Expression<'bool'>;
type List = Expression<'list'>;
type Map = Expression<'map'>;

/** A list or map as it would be after an operation; arguments as the operation has them. */
type Changed = (
  collection: never,
  args: readonly BinValue[],
  context: ListOperation['context'],
) => Expression;

const number = (value: BinValue | undefined) => value as number;
const valueOf = (value: BinValue | undefined) => storedExpression(value ?? null);

/** A removal leaves what it does not select: only its inversion matters to the expression. */
const INVERTED = inverted(LIST_RETURN_NONE);
const removal = (returnType: BinValue | undefined) =>
  (number(returnType) & INVERTED) === 0 ? LIST_RETURN_NONE : INVERTED;

const CHANGED: Readonly<Partial<Record<string, Changed>>> = {
  'list.appendItems': (list: List, [values, order, flags], path) =>
    exp.listAppendItems(
      { order: number(order) as 0 | 1, flags: number(flags) },
      valueOf(values) as List,
      list,
      ...path,
    ),
  'list.insert': (list: List, [index, value, flags], path) =>
    exp.listInsert({ flags: number(flags) }, number(index), valueOf(value), list, ...path),
  'list.insertItems': (list: List, [index, values, flags], path) =>
    exp.listInsertItems(
      { flags: number(flags) },
      number(index),
      valueOf(values) as List,
      list,
      ...path,
    ),
  'list.set': (list: List, [index, value, flags], path) =>
    exp.listSet({ flags: number(flags ?? 0) }, number(index), valueOf(value), list, ...path),
  'list.clear': (list: List, _args, path) => exp.listClear(list, ...path),
  'list.removeByValue': (list: List, [type, value], path) =>
    exp.listRemoveByValue(removal(type), valueOf(value), list, ...path),
  'list.removeByValueList': (list: List, [type, values], path) =>
    exp.listRemoveByValueList(removal(type), valueOf(values) as List, list, ...path),
  'list.removeByIndexRange': (list: List, [type, index, count], path) =>
    exp.listRemoveByIndexRange(removal(type), number(index), countOf(count), list, ...path),
  'list.removeByRankRange': (list: List, [type, rank, count], path) =>
    exp.listRemoveByRankRange(removal(type), number(rank), countOf(count), list, ...path),
  'list.removeByValueRange': (list: List, [type, low, high], path) =>
    exp.listRemoveByValueRange(removal(type), boundOf(low), boundOf(high), list, ...path),
  'list.removeByValueRelativeRankRange': (list: List, [type, value, rank, count], path) =>
    exp.listRemoveByValueRelativeRankRange(
      ...([removal(type), valueOf(value), number(rank), countOf(count), list] as const),
      ...path,
    ),
  // What the range does not select goes.
  'list.trim': (list: List, [index, count], path) =>
    exp.listRemoveByIndexRange(INVERTED, number(index), number(count), list, ...path),
  'map.put': (map: Map, [key, value, order, flags], path) =>
    exp.mapPut(mapPolicy(order, flags), valueOf(key), valueOf(value), map, ...path),
  'map.putItems': (map: Map, [items, order, flags], path) =>
    exp.mapPutItems(mapPolicy(order, flags), valueOf(items) as Map, map, ...path),
  'map.increment': (map: Map, [key, by, order], path) =>
    exp.mapIncrement(mapPolicy(order, 0), valueOf(key), valueOf(by) as never, map, ...path),
  'map.clear': (map: Map, _args, path) => exp.mapClear(map, ...path),
  'map.removeByKey': (map: Map, [, key], path) => exp.mapRemoveByKey(valueOf(key), map, ...path),
  'map.removeByKeyList': (map: Map, [type, keys], path) =>
    exp.mapRemoveByKeyList(removal(type), valueOf(keys) as List, map, ...path),
  'map.removeByValue': (map: Map, [type, value], path) =>
    exp.mapRemoveByValue(removal(type), valueOf(value), map, ...path),
  'map.removeByValueList': (map: Map, [type, values], path) =>
    exp.mapRemoveByValueList(removal(type), valueOf(values) as List, map, ...path),
  'map.removeByValueRange': (map: Map, [type, low, high], path) =>
    exp.mapRemoveByValueRange(removal(type), boundOf(low), boundOf(high), map, ...path),
  'map.removeByKeyRange': (map: Map, [type, low, high], path) =>
    exp.mapRemoveByKeyRange(removal(type), boundOf(low), boundOf(high), map, ...path),
  'map.removeByIndexRange': (map: Map, [type, index, count], path) =>
    exp.mapRemoveByIndexRange(removal(type), number(index), countOf(count), map, ...path),
  'map.removeByRankRange': (map: Map, [type, rank, count], path) =>
    exp.mapRemoveByRankRange(removal(type), number(rank), countOf(count), map, ...path),
};

function boundOf(bound: ComparisonValue | undefined): Expression | null {
  if (bound === undefined || bound === null || bound === CDT_INFINITY) return null;
  return valueOf(bound as BinValue);
}

function countOf(count: BinValue | undefined): number | null {
  return count === undefined ? null : number(count);
}

function mapPolicy(order: BinValue | undefined, flags: BinValue | undefined) {
  return { order: number(order) as 0 | 1 | 3, flags: number(flags ?? 0) };
}

/**
 * Operations on one bin as one expression that is written only if a test holds.
 *
 * @param label of the operations, for errors
 * @throws MappingError when the server has no expression that does the same
 */
export function conditionalOperation(
  sent: readonly Operation[],
  test: Bool,
  label: string,
): ExpressionOperation {
  let value: Expression | null = null;
  let bin = '';
  let flags = EXP_WRITE_ALLOW_DELETE;
  for (const operation of sent) {
    if (isReadOperation(operation)) continue;
    value = valueAfter(operation, value);
    if (value === null) break;
    bin = operation.bin;
    if (operation.family === 'expression') flags = operation.flags;
  }
  if (value === null) {
    throw new MappingError(
      label,
      'the server has no expression for it, so it cannot depend on a condition of its own; use the option when of the call',
    );
  }
  const written = exp.cond(test, value, exp.unknown() as never);
  return operations.expWrite(bin, written, flags | EXP_WRITE_EVAL_NO_FAIL);
}

/** What conditional operations need besides their condition: lists and maps have to be there. */
export function existenceTest(sent: readonly Operation[]): Bool | null {
  const inside = sent.find(({ family }) => family === 'list' || family === 'map');
  return inside === undefined ? null : exp.binExists(inside.bin);
}

/** What a bin holds after an operation; null when no expression says it. */
function valueAfter(operation: Operation, before: Expression | null): Expression | null {
  switch (operation.family) {
    case 'list':
    case 'map':
      return collectionAfter(operation, before);
    case 'scalar':
      return before === null ? scalarAfter(operation) : null;
    case 'expression':
      return before === null ? operation.expression : null;
    default:
      return null;
  }
}

function scalarAfter({ operator, bin, value }: ScalarOperation): Expression | null {
  if (operator === OPERATOR_WRITE) return storedExpression(value);
  if (operator !== OPERATOR_INCR) return null;
  const by = storedExpression(value) as Expression<'int'>;
  const isDouble = value instanceof Double;
  // safe: both summands have the type of the bin
  const own = (isDouble ? exp.floatBin(bin) : exp.intBin(bin)) as Expression<'int'>;
  return exp.cond(exp.binExists(bin), exp.numAdd(own, by), by);
}

function collectionAfter(
  { family, name, bin, args, context }: ListOperation | MapOperation,
  before: Expression | null,
): Expression | null {
  const changed = CHANGED[`${family}.${name}`];
  if (changed === undefined) return null;
  const collection = before ?? (family === 'list' ? exp.listBin(bin) : exp.mapBin(bin));
  // safe: the operation was made with values; the collection is the one of its family
  return changed(collection as never, args as readonly BinValue[], context);
}
