import {
  exp,
  EXP_TYPE_INT,
  type Expression,
  LIST_RETURN_COUNT,
  MAP_RETURN_COUNT,
  REGEX_EXTENDED,
  REGEX_ICASE,
  REGEX_NEWLINE,
  REGEX_NOSUB,
} from '@aeroform/core';
import { literalExpression } from './compile-literal.js';
import { type CompiledOperand, compileOperand } from './compile-operand.js';
import { either, every, pathValue, presenceTests, someWithin, typeTests } from './compile-path.js';
import type { CompareOperator, Condition, Leaf, TextTest } from './condition.js';
import type { FieldPath } from './field-path.js';
import { normalise } from './normalise.js';
import type { Literal, Operand } from './operand.js';
import { operandType } from './operand.js';

/** A test, and the tests that are all true exactly when it is known; none: it always is. */
interface CompiledTest {
  readonly test: Expression<'bool'>;
  readonly known: readonly Expression<'bool'>[];
}

type Comparable = Expression<'int'>;

const COMPARE: Readonly<
  Record<CompareOperator, (left: Comparable, right: Comparable) => Expression<'bool'>>
> = { eq: exp.eq, gt: exp.gt, gte: exp.ge, lt: exp.lt, lte: exp.le };

/**
 * A condition as the expression that is true for exactly the records that fulfil it.
 *
 * The server's logic has a third value: an expression over an absent bin, or one of another type, is
 * unknown, also under `not`, and drops the record. With all negations at the leaves, unknown means
 * false everywhere but there; so a negated leaf also accepts records in which it is not known.
 */
export function compileCondition(condition: Condition): Expression<'bool'> {
  return compileNormal(normalise(condition));
}

function compileNormal(condition: Condition): Expression<'bool'> {
  switch (condition.kind) {
    case 'constant':
      return exp.boolVal(condition.value);
    case 'and':
      return exp.and(...condition.parts.map(compileNormal));
    case 'or':
      return exp.or(...condition.parts.map(compileNormal));
    case 'not':
      // safe: the condition is normal
      return negated(compileLeaf(condition.part as Leaf));
    default:
      return compileLeaf(condition).test;
  }
}

function negated({ test, known }: CompiledTest): Expression<'bool'> {
  const isFalse = exp.not(test);
  return known.length === 0 ? isFalse : exp.or(exp.not(every(known)), isFalse);
}

function compileLeaf(leaf: Leaf): CompiledTest {
  switch (leaf.kind) {
    case 'compare': {
      const left = compileOperand(leaf.left, leaf.type);
      const right = compileOperand(leaf.right, leaf.type);
      const test = compared(leaf.operator, left, right);
      return { test, known: [...left.known, ...right.known] };
    }
    case 'between': {
      const operand = compileOperand(leaf.operand, leaf.type);
      const low = compared('gte', operand, compileOperand(leaf.low, leaf.type));
      const high = compared('lte', operand, compileOperand(leaf.high, leaf.type));
      return { test: exp.and(low, high), known: operand.known };
    }
    case 'in':
      return compileIn(leaf.operand, leaf.values);
    case 'exists':
      return compileExists(leaf.path);
    case 'text':
      return compileText(leaf.operand, leaf.test);
    case 'geo': {
      const value = pathValue(leaf.path, 'geojson') as Expression<'geo'>;
      const test = exp.geoCompare(value, exp.geoVal(leaf.geojson));
      return { test, known: typeTests(leaf.path, ['geojson']) };
    }
    default:
      return compileCollection(leaf);
  }
}

type CollectionLeaf = Extract<Leaf, { kind: 'includes' | 'some' | 'hasKey' | 'hasValue' }>;

function compileCollection(leaf: CollectionLeaf): CompiledTest {
  const isList = leaf.kind === 'includes' || leaf.kind === 'some';
  const known = typeTests(leaf.path, [isList ? 'list' : 'map']);
  return { test: collectionTest(leaf), known };
}

function collectionTest(leaf: CollectionLeaf): Expression<'bool'> {
  if (leaf.kind === 'some') {
    const list = pathValue(leaf.path, 'list') as Expression<'list'>;
    return either(leaf.intervals.map((interval) => someWithin(list, interval)));
  }
  if (leaf.kind === 'includes') {
    const list = pathValue(leaf.path, 'list') as Expression<'list'>;
    return either(
      leaf.values.map((value) =>
        isSome(exp.listGetByValue(LIST_RETURN_COUNT, literalExpression(value), list)),
      ),
    );
  }
  const map = pathValue(leaf.path, 'map') as Expression<'map'>;
  if (leaf.kind === 'hasKey') {
    const key = literalExpression(leaf.key);
    return isSome(exp.mapGetByKey(MAP_RETURN_COUNT, EXP_TYPE_INT, key, map));
  }
  return either(
    leaf.values.map((value) =>
      isSome(exp.mapGetByValue(MAP_RETURN_COUNT, literalExpression(value), map)),
    ),
  );
}

/** Whether a count is above zero. */
function isSome(count: Expression): Expression<'bool'> {
  return exp.gt(count as Comparable, exp.intVal(0));
}

/** Equal to one of the values, which may be of several types when the field has no declared one. */
function compileIn(operand: Operand, values: readonly Literal[]): CompiledTest {
  const declared = operandType(operand);
  const types = [...new Set(values.map(({ type }) => type))];
  const operands = new Map(types.map((type) => [type, compileOperand(operand, type)]));
  const tests = values.map((value) =>
    compared('eq', operands.get(value.type)!, { value: literalExpression(value), known: [] }),
  );
  // With several types each equality is unknown for values of the others: known one by one.
  const known = declared === 'dynamic' ? null : operands.get(types[0]!)!.known;
  if (known !== null || types.length === 1) {
    return { test: either(tests), known: known ?? operands.get(types[0]!)!.known };
  }
  const guarded = values.map((value, index) =>
    every([...operands.get(value.type)!.known, tests[index]!]),
  );
  return { test: either(guarded), known: [] };
}

function compileExists(path: FieldPath): CompiledTest {
  if (path.source !== 'bin') return { test: exp.boolVal(true), known: [] };
  return { test: every(presenceTests(path)), known: [] };
}

function compileText(operand: Operand, test: TextTest): CompiledTest {
  const { value, known } = compileOperand(operand, 'string');
  const flags =
    REGEX_EXTENDED |
    REGEX_NOSUB |
    (test.ignoreCase ? REGEX_ICASE : 0) |
    (test.lines ? REGEX_NEWLINE : 0);
  return { test: exp.regexCompare(test.pattern, flags, value as Expression<'string'>), known };
}

function compared(
  operator: CompareOperator,
  left: CompiledOperand,
  right: CompiledOperand,
): Expression<'bool'> {
  // safe: both were compiled as values of one type
  return COMPARE[operator](left.value as Comparable, right.value as Comparable);
}
