import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import { isPlainObject } from '../mapping/plain-object.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { pathProperties } from '../metadata/embedded-property.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { Predicate } from '../type/expr.js';
import type { Root } from '../type/field.js';
import { allOf, type Condition, TRUE } from '../condition/condition.js';
import { absent } from '../condition/comparison.js';
import { conditionOf } from '../condition/expr-node.js';
import type { FieldExpr } from '../condition/field-expr.js';
import { type FieldPath, propertyPath, rootPath } from '../condition/field-path.js';
import { comparisonCalls, type ComparisonMethod, isComparison } from './operators.js';
import { buildCondition, fieldOf } from '../condition/root-fields.js';

/** The condition of any form of `where`: a callback, an object, or a property and a value. */
export function givenCondition<T extends object>(
  metadata: EntityMetadata<T>,
  given: unknown,
  value: unknown,
): Condition {
  if (typeof given === 'function') {
    return buildCondition(metadata, given as (fields: Root<T>) => Predicate);
  }
  if (typeof given === 'string') return propertyCondition(metadata, given, value);
  return objectCondition(metadata, given);
}

/** The condition of `where({ property: value | comparison, … })`: all of them hold. */
export function objectCondition(metadata: EntityMetadata, where: unknown): Condition {
  if (!isPlainObject(where)) {
    throw new QueryError(
      `${metadata.name}: conditions are a callback, an object, or a property and a value; got ${describeValue(where)}`,
    );
  }
  const parts = Object.entries(where).map(([name, given]) =>
    propertyCondition(metadata, name, given),
  );
  return parts.length === 0 ? TRUE : allOf(parts);
}

/** The condition of `where('property', value | comparison)`. */
export function propertyCondition(
  metadata: EntityMetadata,
  name: string,
  given: unknown,
): Condition {
  const property = findProperty(metadata.name, metadata.property, name);
  return pathCondition(rootPath(property, metadata.sendKey), given);
}

function pathCondition(path: FieldPath, given: unknown): Condition {
  if (given === undefined) {
    throw new QueryError(
      `${path.label}: the value to compare with is undefined; leave the property out, or use null to find absent values`,
    );
  }
  const { value } = path;
  if (value.kind === 'embedded') {
    if (given === null || isComparison(given)) return presenceOf(path, given);
    if (!isPlainObject(given)) {
      throw new QueryError(
        `${path.label}: is an embedded object; give an object with conditions by property, or null`,
      );
    }
    const parts = Object.entries(given).map(([name, nested]) => {
      const property = findProperty(path.label, pathProperties(value), name);
      return pathCondition(propertyPath(path, value, property), nested);
    });
    return parts.length === 0 ? TRUE : allOf(parts);
  }
  const field = fieldOf(path) as FieldExpr;
  if (!isComparison(given)) {
    refuseOperatorKeys(path, given);
    return conditionOf(field.eq(given));
  }
  // safe: comparisons are made by the functions of operators.ts, each named after a method of fields
  const compare = field[given.operator] as (...operands: readonly unknown[]) => unknown;
  return conditionOf(compare.apply(field, given.operands as unknown[]));
}

/** Those that are not named as the method of fields is, with a `$` before. */
const MONGO_NAMES: Readonly<Record<string, ComparisonMethod>> = {
  $nin: 'notIn',
  $all: 'includesAll',
  $regex: 'matches',
};

/** `{ gt: 1 }`, or `{ $gt: 1 }`, is how others write comparisons; here it would be an object to be equal to. */
function refuseOperatorKeys({ label, value }: FieldPath, given: unknown): void {
  if ('converter' in value && value.converter !== null) return;
  if (!isPlainObject(given)) return;
  const names = Object.keys(given);
  const methods = names.map((name) => MONGO_NAMES[name] ?? name.replace(/^\$/, ''));
  if (names.length === 0 || !methods.every((name) => Object.hasOwn(comparisonCalls, name))) return;
  const name = methods[0] as ComparisonMethod;
  const property = label.slice(label.indexOf('.') + 1);
  throw new QueryError(
    `${label}: an object with ${names.join(', ')} is no comparison; write ${property}: ${comparisonCalls[name]}, with the functions of @aeroform/orm, or where((f) => f.${property}.${name}(…))`,
  );
}

/** An embedded object as a whole is only there or not. */
function presenceOf(path: FieldPath, given: unknown): Condition {
  const operator = isComparison(given) ? given.operator : 'isNull';
  const isAbsent = absent({ operand: { kind: 'field', path }, label: path.label });
  if (path.value.kind === 'embedded' && path.value.as === 'bins') {
    throw new QueryError(`${path.label}: is spread over bins; ask for one of its properties`);
  }
  if (operator === 'isNull') return isAbsent;
  if (operator === 'exists') return { kind: 'exists', path };
  throw new QueryError(
    `${path.label}: an embedded object has no ${operator}; compare its properties`,
  );
}

function findProperty(
  owner: string,
  properties: ReadonlyMap<string, PropertyMetadata>,
  name: string,
): PropertyMetadata {
  const property = properties.get(name);
  if (property !== undefined) return property;
  const known = [...properties.keys()].join(', ');
  throw new QueryError(`${owner}.${name}: is not a mapped property; there are ${known}`);
}
