import {
  ctx,
  exp,
  EXP_TYPE_BLOB,
  EXP_TYPE_BOOL,
  EXP_TYPE_FLOAT,
  EXP_TYPE_GEO,
  EXP_TYPE_HLL,
  EXP_TYPE_INT,
  EXP_TYPE_LIST,
  EXP_TYPE_MAP,
  EXP_TYPE_STRING,
  type AnyExpression,
  type CdtContext,
  type CdtContextStep,
  type Expression,
  type ExpressionTypeCode,
  LIST_RETURN_COUNT,
  LIST_RETURN_VALUE,
  MAP_RETURN_VALUE,
} from '@aeroform/core';
import { QueryError } from '../error/query-error.js';
import type { FieldPath, FieldStep } from './field-path.js';
import { intervalOfType, type ValueInterval } from './value-interval.js';
import { pointExpression } from './compile-literal.js';
import type { ValueType } from './value-type.js';

/** How the server numbers a type: as particle of a bin, and as type of an expression. */
interface TypeCodes {
  readonly particle: number;
  readonly expression: ExpressionTypeCode;
  readonly bin: (name: string) => Expression;
}

const TYPES: Readonly<Record<ValueType, TypeCodes>> = {
  int: { particle: 1, expression: EXP_TYPE_INT, bin: exp.intBin },
  double: { particle: 2, expression: EXP_TYPE_FLOAT, bin: exp.floatBin },
  string: { particle: 3, expression: EXP_TYPE_STRING, bin: exp.stringBin },
  blob: { particle: 4, expression: EXP_TYPE_BLOB, bin: exp.blobBin },
  bool: { particle: 17, expression: EXP_TYPE_BOOL, bin: exp.boolBin },
  hll: { particle: 18, expression: EXP_TYPE_HLL, bin: exp.hllBin },
  map: { particle: 19, expression: EXP_TYPE_MAP, bin: exp.mapBin },
  list: { particle: 20, expression: EXP_TYPE_LIST, bin: exp.listBin },
  geojson: { particle: 23, expression: EXP_TYPE_GEO, bin: exp.geoBin },
};

/** The value at a path; unknown when there is none, or one of another type. */
export function pathValue(path: FieldPath, type: ValueType): Expression {
  const last = path.steps.at(-1);
  if (path.source === 'userKey') return userKey(path, type);
  if (last === undefined) return TYPES[type].bin(path.binName);
  const { container, context } = holderOf(path.steps, path.binName);
  if (last.kind === 'listIndex') {
    const index = exp.intVal(last.index);
    return exp.listGetByIndex(
      LIST_RETURN_VALUE,
      TYPES[type].expression,
      index,
      container,
      ...context,
    );
  }
  const key = keyExpression(last.key);
  return exp.mapGetByKey(MAP_RETURN_VALUE, TYPES[type].expression, key, container, ...context);
}

/**
 * Tests that are all true exactly when there is a value of one of the types at a path. Each is known
 * when those before it are true, so that their conjunction is never unknown.
 */
export function typeTests(path: FieldPath, types: readonly ValueType[]): Expression<'bool'>[] {
  if (path.source === 'userKey') return [exp.keyExists()];
  const tests = containerTests(path);
  tests.push(either(types.map((type) => typeTest(path, path.steps.length, type))));
  return tests;
}

/** Tests that are all true exactly when there is a value other than nil at a path. */
export function presenceTests(path: FieldPath): Expression<'bool'>[] {
  if (path.steps.length === 0) return [exp.binExists(path.binName)];
  const present: ValueInterval = { begin: intervalOfType('bool').begin, end: 'infinity' };
  return [...containerTests(path), someWithin(valuesAt(path, path.steps.length), present)];
}

/** True when some value of a list lies within an interval. */
export function someWithin(
  list: Expression<'list'>,
  { begin, end }: ValueInterval,
): Expression<'bool'> {
  const count = exp.listGetByValueRange(
    LIST_RETURN_COUNT,
    pointExpression(begin),
    pointExpression(end),
    list,
  );
  return exp.gt(count as Expression<'int'>, exp.intVal(0));
}

/** True when one of the tests is. */
export function either(tests: readonly Expression<'bool'>[]): Expression<'bool'> {
  return tests.length === 1 ? tests[0]! : exp.or(...tests);
}

/** True when all tests are. */
export function every(tests: readonly Expression<'bool'>[]): Expression<'bool'> {
  return tests.length === 1 ? tests[0]! : exp.and(...tests);
}

/** The context of the steps to a nested value, as commands and indexes take it. */
export function contextOf(steps: readonly FieldStep[]): CdtContext {
  return steps.map(contextStep);
}

function containerTests(path: FieldPath): Expression<'bool'>[] {
  return path.steps.map((step, depth) =>
    typeTest(path, depth, step.kind === 'listIndex' ? 'list' : 'map'),
  );
}

/** Whether the value after the first `depth` steps of a path has a type. */
function typeTest(path: FieldPath, depth: number, type: ValueType): Expression<'bool'> {
  if (depth === 0) return exp.eq(exp.binType(path.binName), exp.intVal(TYPES[type].particle));
  return someWithin(valuesAt(path, depth), intervalOfType(type));
}

/** The value after the first `depth` steps in a list of its own; an empty list without one. */
function valuesAt(path: FieldPath, depth: number): Expression<'list'> {
  const steps = path.steps.slice(0, depth);
  const last = steps.at(-1)!;
  const { container, context } = holderOf(steps, path.binName);
  if (last.kind === 'listIndex') {
    const [index, count] = [exp.intVal(last.index), exp.intVal(1)];
    return exp.listGetByIndexRange(LIST_RETURN_VALUE, index, count, container, ...context);
  }
  const keys = exp.listVal([last.key]);
  return exp.mapGetByKeyList(MAP_RETURN_VALUE, keys, container, ...context);
}

/** The bin that holds a nested value, and the context of the list or map right around the value. */
function holderOf(
  steps: readonly FieldStep[],
  binName: string,
): { readonly container: AnyExpression; readonly context: CdtContext } {
  // The call works on what the context leads to; its own type follows from the last step.
  const container: AnyExpression =
    steps[0]!.kind === 'listIndex' ? exp.listBin(binName) : exp.mapBin(binName);
  return { container, context: contextOf(steps.slice(0, -1)) };
}

function contextStep(step: FieldStep): CdtContextStep {
  return step.kind === 'listIndex' ? ctx.listIndex(step.index) : ctx.mapKey(step.key);
}

/** A map key as an expression. */
export function keyExpression(key: string | number | bigint | Uint8Array): Expression {
  if (typeof key === 'string') return exp.stringVal(key);
  return typeof key === 'object' ? exp.blobVal(key) : exp.intVal(key);
}

function userKey(path: FieldPath, type: ValueType): Expression {
  if (!path.keyStored) {
    throw new QueryError(
      `${path.label}: records do not store their id (sendKey: false), so conditions cannot see it; use eq or in on its own, or @Id({ storeAsBin: true })`,
    );
  }
  const { expression } = TYPES[type];
  if (
    expression === EXP_TYPE_INT ||
    expression === EXP_TYPE_STRING ||
    expression === EXP_TYPE_BLOB
  ) {
    return exp.key(expression);
  }
  throw new QueryError(`${path.label}: an id cannot be compared with a ${type}`);
}
