import {
  ExpressionOp,
  WireBlob,
  type WireDouble,
  WireList,
  WireMap,
  type WireValue,
} from '@aeroform/protocol';
import { compareContainers } from './compare-containers.js';
import type { Evaluate, ExpressionNode, ExpressionValue } from './expression-node.js';
import { operator, type OpcodeRow, type OpcodeRows } from './opcode-row.js';
import { StaticType } from './static-type.js';

/** Numbers, text and booleans compare with the operators of JavaScript: integers are normalised. */
type Primitive = number | bigint | string | boolean;
type Relation = (a: Primitive, b: Primitive) => boolean;

type ComparisonCode =
  | typeof ExpressionOp.equal
  | typeof ExpressionOp.notEqual
  | typeof ExpressionOp.greater
  | typeof ExpressionOp.greaterOrEqual
  | typeof ExpressionOp.less
  | typeof ExpressionOp.lessOrEqual;

/** Comparisons of two values of one type; unknown when one of them is. */
export const comparisonRows: OpcodeRows<ComparisonCode> = {
  [ExpressionOp.equal]: comparison((a, b) => a === b),
  [ExpressionOp.notEqual]: comparison((a, b) => a !== b),
  [ExpressionOp.greater]: comparison((a, b) => a > b),
  [ExpressionOp.greaterOrEqual]: comparison((a, b) => a >= b),
  [ExpressionOp.less]: comparison((a, b) => a < b),
  [ExpressionOp.lessOrEqual]: comparison((a, b) => a <= b),
};

function comparison(relation: Relation): OpcodeRow {
  return operator({
    name: 'a comparison',
    least: 2,
    most: 2,
    type: ([left, right]) =>
      left === right && isComparable(left as StaticType) ? StaticType.boolean : undefined,
    compile: ([left, right]) => {
      const a = left as ExpressionNode;
      return COMPILERS[a.type](a.evaluate, (right as ExpressionNode).evaluate, relation);
    },
  });
}

/** GeoJSON has a comparison of its own, sketches have none. */
function isComparable(type: StaticType): boolean {
  return type !== StaticType.geojson && type !== StaticType.hll;
}

type ComparisonCompiler = (left: Evaluate, right: Evaluate, relation: Relation) => Evaluate;

const COMPILERS: Record<StaticType, ComparisonCompiler> = {
  [StaticType.nil]: compareNils,
  [StaticType.boolean]: comparePrimitives,
  [StaticType.integer]: comparePrimitives,
  [StaticType.string]: comparePrimitives,
  [StaticType.float]: comparisonOf((a, b, relation) =>
    relation((a as WireDouble).value, (b as WireDouble).value),
  ),
  [StaticType.blob]: comparisonOf(relateBlobs),
  [StaticType.list]: comparisonOf(relateContainers),
  [StaticType.map]: comparisonOf(relateContainers),
  [StaticType.none]: comparisonOf(relateContainers),
  [StaticType.removeResult]: alwaysUnknown,
  [StaticType.geojson]: alwaysUnknown,
  [StaticType.hll]: alwaysUnknown,
};

function comparePrimitives(left: Evaluate, right: Evaluate, relation: Relation): Evaluate {
  return (scope) => {
    const a = left(scope);
    if (a === undefined) return undefined;
    const b = right(scope);
    return b === undefined ? undefined : relation(a as Primitive, b as Primitive);
  };
}

function comparisonOf(
  relate: (a: ExpressionValue, b: ExpressionValue, relation: Relation) => boolean | undefined,
): ComparisonCompiler {
  return (left, right, relation) => (scope) => {
    const a = left(scope);
    if (a === undefined) return undefined;
    const b = right(scope);
    return b === undefined ? undefined : relate(a, b, relation);
  };
}

/** A call on nil counts as nil while parsing, but gives a list, a map or a blob. */
function compareNils(left: Evaluate, right: Evaluate, relation: Relation): Evaluate {
  return comparisonOf((a, b) => {
    if (a === null && b === null) return relation(0, 0);
    if (isContainer(a) && isContainer(b)) return relateContainers(a, b, relation);
    if (a instanceof WireBlob && b instanceof WireBlob) return relateBlobs(a, b, relation);
    return undefined;
  })(left, right, relation);
}

function isContainer(value: ExpressionValue): value is WireList | WireMap {
  return value instanceof WireList || value instanceof WireMap;
}

function relateBlobs(a: ExpressionValue, b: ExpressionValue, relation: Relation): boolean {
  return relation(Buffer.compare((a as WireBlob).bytes, (b as WireBlob).bytes), 0);
}

function relateContainers(
  a: ExpressionValue,
  b: ExpressionValue,
  relation: Relation,
): boolean | undefined {
  const { order, metUnorderedMap } = compareContainers(a as WireValue, b as WireValue);
  return metUnorderedMap ? undefined : relation(order, 0);
}

function alwaysUnknown(): Evaluate {
  return () => undefined;
}
