import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { pathProperties } from '../metadata/embedded-property.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { Predicate } from '../type/expr.js';
import type { RecordFields, Root } from '../type/field.js';
import { checkDepth } from './check-depth.js';
import { elementOf, everyElement, someElement } from './collection-condition.js';
import type { Condition } from './condition.js';
import { conditional } from './conditional.js';
import { conditionIn, conditionOf, operandOf } from './expr-node.js';
import { FieldExpr, type FieldSurroundings } from './field-expr.js';
import {
  elementUnderTest,
  type FieldPath,
  keyUnderTest,
  propertyPath,
  rootPath,
} from './field-path.js';
import type { Operand, RecordFact } from './operand.js';

const surroundings: FieldSurroundings = {
  fieldOf,
  testElement: (collection, build, method) => {
    if (typeof build !== 'function') {
      throw new QueryError(
        `${collection.label}.${method}: takes a callback, as ${method}(e => e.gt(5)); got ${describeValue(build)}`,
      );
    }
    const { condition, level } = testAt(collection, build as (element: unknown) => unknown);
    return method === 'every'
      ? everyElement(collection, condition, level)
      : someElement(collection, condition, level);
  },
};

/** How many callbacks of `some(…)` run now, one within the other. */
let depth = 0;

function testAt(
  collection: FieldPath,
  build: (element: unknown) => unknown,
): { readonly condition: Condition; readonly level: number } {
  depth += 1;
  try {
    return { condition: conditionOf(build(elementFields(collection, depth))), level: depth };
  } finally {
    depth -= 1;
  }
}

/** What `where(f => …)` is called with: the properties of an entity, and `$`. */
export function rootFields<T extends object>(metadata: EntityMetadata<T>): Root<T> {
  const record = recordFields(metadata.name);
  const fields = propertyFields(metadata.name, metadata.property, (property) =>
    fieldOf(rootPath(property, metadata.sendKey)),
  );
  const computed = new Map(metadata.computed.map((each) => [each.property, each]));
  // safe: the proxy answers every property of the entity with the field of its declared type
  const root = new Proxy(fields, {
    get: (target, name, receiver) => {
      if (name === '$') return record;
      const found = typeof name === 'string' ? computed.get(name) : undefined;
      if (found === undefined) return Reflect.get(target, name, receiver) as unknown;
      return computedField(found.build(root), found.label);
    },
  }) as unknown as Root<T>;
  return root;
}

/** What a computed property is in conditions: its expression under its own name. */
function computedField(expr: unknown, label: string): unknown {
  const operand = operandOf(expr);
  if (operand !== null) return new FieldExpr(operand, label, surroundings);
  if (conditionIn(expr) !== null) return expr;
  throw new QueryError(
    `${label}: @Computed takes a function that returns an expression, as f => f.price.mul(f.quantity); got ${describeValue(expr)}`,
  );
}

/** The condition that a callback builds. */
export function buildCondition<T extends object>(
  metadata: EntityMetadata<T>,
  build: (fields: Root<T>) => Predicate,
): Condition {
  return checkDepth(conditionOf(build(rootFields(metadata))));
}

/** The field of a path. */
export function fieldOf(path: FieldPath): unknown {
  if (path.source === 'generation') {
    throw new QueryError(
      `${path.label}: the server cannot compare generations in conditions; use ifVersion on the write`,
    );
  }
  const { value } = path;
  if (value.kind !== 'embedded') {
    return new FieldExpr(Object.freeze({ kind: 'field', path }), path.label, surroundings);
  }
  return propertyFields(path.label, pathProperties(value), (property) =>
    fieldOf(propertyPath(path, value, property)),
  );
}

/** The element that `some(…)` and `every(…)` put to the test. */
function elementFields(collection: FieldPath, level: number): unknown {
  const element = elementUnderTest(collection, elementOf(collection), level);
  const { value } = collection;
  if (value.kind !== 'keyedList') return fieldOf(element);
  return propertyFields(element.label, pathProperties(value.element), (property) =>
    property.property === value.key.property
      ? fieldOf(keyUnderTest(element, property))
      : fieldOf(propertyPath(element, value.element, property)),
  );
}

/** An object that answers each property with its field and refuses all others. */
function propertyFields(
  owner: string,
  properties: ReadonlyMap<string, PropertyMetadata>,
  fieldFor: (property: PropertyMetadata) => unknown,
): object {
  return new Proxy(Object.freeze({}), {
    get: (_target, name) => {
      if (typeof name === 'symbol') return undefined;
      const property = properties.get(name);
      if (property !== undefined) return fieldFor(property);
      const known = [...properties.keys()].join(', ');
      throw new QueryError(`${owner}.${name}: is not a mapped property; there are ${known}`);
    },
  });
}

function recordFields(entity: string): RecordFields {
  const field = (operand: Operand, name: string): FieldExpr =>
    new FieldExpr(operand, `${entity}.$.${name}`, surroundings);
  const factField = (fact: RecordFact, name: string, argument = 0): FieldExpr =>
    field(Object.freeze({ kind: 'fact', fact, argument }), name);
  const fields = {
    ttl: () => factField('ttl', 'ttl()'),
    sinceUpdateMs: () => factField('sinceUpdate', 'sinceUpdateMs()'),
    lastUpdate: () => factField('lastUpdate', 'lastUpdate()'),
    expiresAt: () => factField('expiresAt', 'expiresAt()'),
    recordSize: () => factField('recordSize', 'recordSize()'),
    digestMod: (n: unknown) =>
      factField('digestModulo', `digestMod(${String(n)})`, modulus(n, entity)),
    setName: () => factField('setName', 'setName()'),
    cond: (condition: unknown, then: unknown, otherwise: unknown) =>
      field(conditional(condition, { then, otherwise }, `${entity}.$.cond`), 'cond(…)'),
  };
  // safe: a FieldExpr has the methods of every kind of field
  return Object.freeze(fields) as unknown as RecordFields;
}

function modulus(n: unknown, entity: string): number {
  if (Number.isSafeInteger(n) && (n as number) > 0) return n as number;
  throw new QueryError(
    `${entity}.$.digestMod: takes a whole number above 0; got ${describeValue(n)}`,
  );
}
