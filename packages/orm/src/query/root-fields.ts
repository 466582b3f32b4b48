import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { Predicate } from '../type/expr.js';
import type { RecordFields, Root } from '../type/field.js';
import { elementOf, someElement } from './collection-condition.js';
import type { Condition } from './condition.js';
import { conditionOf } from './expr-node.js';
import { FieldExpr, type FieldSurroundings } from './field-expr.js';
import { elementUnderTest, type FieldPath, propertyPath, rootPath } from './field-path.js';
import type { RecordFact } from './operand.js';

const surroundings: FieldSurroundings = {
  fieldOf,
  testElement: (list, build) => {
    if (typeof build !== 'function') {
      throw new QueryError(
        `${list.label}.some: takes a callback, as some(e => e.gt(5)); got ${describeValue(build)}`,
      );
    }
    const element = fieldOf(elementUnderTest(list, elementOf(list)));
    return someElement(list, conditionOf((build as (element: unknown) => unknown)(element)));
  },
};

/** What `where(f => …)` is called with: the properties of an entity, and `$`. */
export function rootFields<T extends object>(metadata: EntityMetadata<T>): Root<T> {
  const record = recordFields(metadata.name);
  const fields = propertyFields(metadata.name, metadata.property, (property) =>
    fieldOf(rootPath(property, metadata.sendKey)),
  );
  // safe: the proxy answers every property of the entity with the field of its declared type
  return new Proxy(fields, {
    get: (target, name, receiver) =>
      name === '$' ? record : (Reflect.get(target, name, receiver) as unknown),
  }) as unknown as Root<T>;
}

/** The condition that a callback builds. */
export function buildCondition<T extends object>(
  metadata: EntityMetadata<T>,
  build: (fields: Root<T>) => Predicate,
): Condition {
  return conditionOf(build(rootFields(metadata)));
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
  return propertyFields(path.label, value.embeddable.property, (property) =>
    fieldOf(propertyPath(path, value, property)),
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
  const factField = (fact: RecordFact, name: string, argument = 0): FieldExpr =>
    new FieldExpr(
      Object.freeze({ kind: 'fact', fact, argument }),
      `${entity}.$.${name}`,
      surroundings,
    );
  const fields = {
    ttl: () => factField('ttl', 'ttl()'),
    sinceUpdateMs: () => factField('sinceUpdate', 'sinceUpdateMs()'),
    lastUpdate: () => factField('lastUpdate', 'lastUpdate()'),
    recordSize: () => factField('recordSize', 'recordSize()'),
    digestMod: (n: unknown) =>
      factField('digestModulo', `digestMod(${String(n)})`, modulus(n, entity)),
    setName: () => factField('setName', 'setName()'),
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
