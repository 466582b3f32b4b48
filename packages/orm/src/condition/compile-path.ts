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
  LOOP_VAR_KEY,
  LOOP_VAR_VALUE,
  type LoopVarContent,
  MAP_RETURN_COUNT,
  MAP_RETURN_VALUE,
} from '@aeroform/core';
import { QueryError } from '../error/query-error.js';
import type { FieldPath, FieldStep } from './field-path.js';
import { intervalOfType, type ValueInterval } from './value-interval.js';
import { pointExpression } from './compile-literal.js';
import type { ValueType } from './value-type.js';

const NANOS_PER_MS = 1_000_000;

/** How the server numbers a type: as particle of a bin, and as type of an expression. */
interface TypeCodes {
  readonly particle: number;
  readonly expression: ExpressionTypeCode;
  readonly bin: (name: string) => Expression;
  /** Of the element under test. */
  readonly loop: (part: LoopVarContent) => Expression;
}

const TYPES: Readonly<Record<ValueType, TypeCodes>> = {
  int: { particle: 1, expression: EXP_TYPE_INT, bin: exp.intBin, loop: exp.loopVarInt },
  double: { particle: 2, expression: EXP_TYPE_FLOAT, bin: exp.floatBin, loop: exp.loopVarFloat },
  string: { particle: 3, expression: EXP_TYPE_STRING, bin: exp.stringBin, loop: exp.loopVarString },
  blob: { particle: 4, expression: EXP_TYPE_BLOB, bin: exp.blobBin, loop: exp.loopVarBlob },
  bool: { particle: 17, expression: EXP_TYPE_BOOL, bin: exp.boolBin, loop: exp.loopVarBool },
  hll: { particle: 18, expression: EXP_TYPE_HLL, bin: exp.hllBin, loop: exp.loopVarHll },
  map: { particle: 19, expression: EXP_TYPE_MAP, bin: exp.mapBin, loop: exp.loopVarMap },
  list: { particle: 20, expression: EXP_TYPE_LIST, bin: exp.listBin, loop: exp.loopVarList },
  geojson: { particle: 23, expression: EXP_TYPE_GEO, bin: exp.geoBin, loop: exp.loopVarGeo },
};

/** The value at a path; unknown when there is none, or one of another type. */
export function pathValue(path: FieldPath, type: ValueType): Expression {
  const last = path.steps.at(-1);
  if (last === undefined) return wholeValue(path, type);
  const { container, context } = holderOf(path, path.steps);
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

function wholeValue(path: FieldPath, type: ValueType): Expression {
  switch (path.source) {
    case 'userKey':
      return userKey(path, type);
    case 'expiresAt':
      return exp.numDiv(exp.voidTime(), exp.intVal(NANOS_PER_MS));
    case 'element':
      return TYPES[type].loop(LOOP_VAR_VALUE);
    case 'elementKey':
      return TYPES[type].loop(LOOP_VAR_KEY);
    default:
      return TYPES[type].bin(path.binName);
  }
}

/**
 * Tests that are all true exactly when there is a value of one of the types at a path. Each is known
 * when those before it are true, so that their conjunction is never unknown.
 */
export function typeTests(path: FieldPath, types: readonly ValueType[]): Expression<'bool'>[] {
  if (path.source === 'userKey') return [exp.keyExists()];
  if (path.source === 'expiresAt') return [exp.gt(exp.voidTime(), exp.intVal(0))];
  const tests = containerTests(path);
  // An element that has not the type it should have is left out by the test of all elements.
  if (path.steps.length === 0 && path.level > 0) return tests;
  tests.push(either(types.map((type) => typeTest(path, path.steps.length, type))));
  return tests;
}

/** Tests that are all true exactly when there is a value other than nil at a path. */
export function presenceTests(path: FieldPath): Expression<'bool'>[] {
  if (path.source === 'expiresAt') return typeTests(path, ['int']);
  if (path.steps.length === 0) return [exp.binExists(path.binName)];
  const present: ValueInterval = { begin: intervalOfType('bool').begin, end: 'infinity' };
  return [...containerTests(path), someWithin(valuesAt(path, path.steps.length), present)];
}

/** True when some value of a list lies within an interval. */
export function someWithin(
  list: Expression<'list'>,
  { begin, end }: ValueInterval,
): Expression<'bool'> {
  const [from, to] = [pointExpression(begin), pointExpression(end)];
  return isSome(exp.listGetByValueRange(LIST_RETURN_COUNT, from, to, list));
}

/** True when some value of a map lies within an interval. */
export function someValueWithin(
  map: Expression<'map'>,
  { begin, end }: ValueInterval,
): Expression<'bool'> {
  const [from, to] = [pointExpression(begin), pointExpression(end)];
  return isSome(exp.mapGetByValueRange(MAP_RETURN_COUNT, from, to, map));
}

/** Whether a count is above zero. */
export function isSome(count: Expression): Expression<'bool'> {
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
  return path.steps.flatMap((step, depth) =>
    depth === 0 && path.level > 0
      ? []
      : [typeTest(path, depth, step.kind === 'listIndex' ? 'list' : 'map')],
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
  const { container, context } = holderOf(path, steps);
  if (last.kind === 'listIndex') {
    const [index, count] = [exp.intVal(last.index), exp.intVal(1)];
    return exp.listGetByIndexRange(LIST_RETURN_VALUE, index, count, container, ...context);
  }
  const keys = exp.listVal([last.key]);
  return exp.mapGetByKeyList(MAP_RETURN_VALUE, keys, container, ...context);
}

/** What holds a nested value, and the context of the list or map right around the value. */
function holderOf(
  path: FieldPath,
  steps: readonly FieldStep[],
): { readonly container: AnyExpression; readonly context: CdtContext } {
  // The call works on what the context leads to; its own type follows from the last step.
  const type = steps[0]!.kind === 'listIndex' ? 'list' : 'map';
  const container = wholeValue({ ...path, steps: [] }, type) as AnyExpression;
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
