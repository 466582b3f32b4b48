import {
  ctx,
  exp,
  EXP_TYPE_INT,
  EXP_TYPE_LIST,
  type Expression,
  LIST_RETURN_COUNT,
  MAP_RETURN_COUNT,
  PATH_SELECT_NO_FAIL,
  PATH_SELECT_VALUE,
  REGEX_EXTENDED,
  REGEX_ICASE,
  REGEX_NEWLINE,
  REGEX_NOSUB,
} from '@aeroform/core';
import { literalExpression } from './compile-literal.js';
import { type CompiledOperand, compileOperand } from './compile-operand.js';
import {
  either,
  every,
  isSome,
  pathValue,
  presenceTests,
  someValueWithin,
  someWithin,
  typeTests,
} from './compile-path.js';
import type { CompareOperator, Condition, Leaf, TextTest } from './condition.js';
import type { FieldPath } from './field-path.js';
import { normalise } from './normalise.js';
import type { Literal, Operand } from './operand.js';
import { operandType } from './operand.js';
import { holdsList } from './require-type.js';

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

/** The same as a value that is never unknown: false where the condition is not known to hold. */
export function compileDefinite(condition: Condition): Expression<'bool'> {
  return compileNormal(normalise(condition), ({ test, known }) => every([...known, test]));
}

function compileNormal(
  condition: Condition,
  positive: (leaf: CompiledTest) => Expression<'bool'> = ({ test }) => test,
): Expression<'bool'> {
  switch (condition.kind) {
    case 'constant':
      return exp.boolVal(condition.value);
    case 'and':
      return exp.and(...condition.parts.map((part) => compileNormal(part, positive)));
    case 'or':
      return exp.or(...condition.parts.map((part) => compileNormal(part, positive)));
    case 'not':
      // safe: the condition is normal
      return negated(compileLeaf(condition.part as Leaf));
    default:
      return positive(compileLeaf(condition));
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

type CollectionLeaf = Extract<
  Leaf,
  { kind: 'includes' | 'some' | 'someWhere' | 'hasKey' | 'hasValue' }
>;

function compileCollection(leaf: CollectionLeaf): CompiledTest {
  const type = collectionType(leaf);
  // safe: the type says which of the two it is
  const collection = pathValue(leaf.path, type) as Expression<'list'> & Expression<'map'>;
  return { test: collectionTest(leaf, type, collection), known: typeTests(leaf.path, [type]) };
}

function collectionType(leaf: CollectionLeaf): 'list' | 'map' {
  if (leaf.kind === 'includes') return 'list';
  if (leaf.kind === 'hasKey' || leaf.kind === 'hasValue') return 'map';
  return holdsList(leaf.path) ? 'list' : 'map';
}

function collectionTest(
  leaf: CollectionLeaf,
  type: 'list' | 'map',
  collection: Expression<'list'> & Expression<'map'>,
): Expression<'bool'> {
  switch (leaf.kind) {
    case 'some': {
      const within = type === 'list' ? someWithin : someValueWithin;
      return either(leaf.intervals.map((interval) => within(collection, interval)));
    }
    case 'someWhere':
      return someFulfils(collection, leaf.test);
    case 'includes':
      return either(
        leaf.values.map((value) =>
          isSome(exp.listGetByValue(LIST_RETURN_COUNT, literalExpression(value), collection)),
        ),
      );
    case 'hasKey': {
      const key = literalExpression(leaf.key);
      return isSome(exp.mapGetByKey(MAP_RETURN_COUNT, EXP_TYPE_INT, key, collection));
    }
    case 'hasValue':
      return either(
        leaf.values.map((value) =>
          isSome(exp.mapGetByValue(MAP_RETURN_COUNT, literalExpression(value), collection)),
        ),
      );
  }
}

/** An element for which the test is unknown is left out, as one for which it is false. */
function someFulfils(
  collection: Expression<'list'> & Expression<'map'>,
  test: Condition,
): Expression<'bool'> {
  const flags = PATH_SELECT_VALUE | PATH_SELECT_NO_FAIL;
  const fulfil = ctx.allChildrenWithFilter(compileNormal(test));
  return isSome(exp.listSize(exp.selectByPath(EXP_TYPE_LIST, flags, collection, fulfil)));
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
  if (isAlwaysThere(path)) return { test: exp.boolVal(true), known: [] };
  return { test: every(presenceTests(path)), known: [] };
}

/** The key and header of a record, and the element at hand, which is left out when it is nil. */
function isAlwaysThere({ source, steps }: FieldPath): boolean {
  if (source === 'bin' || source === 'expiresAt') return false;
  return source !== 'element' || steps.length === 0;
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
