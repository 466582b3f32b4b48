import { describeValue } from '../error/describe-value.js';
import type { EmbeddableMetadata } from '../metadata/value-metadata.js';
import { isPlainObject } from './plain-object.js';
import { ValueFault } from './value-fault.js';

/** Refuses what is no object of an embedded class; a plain object must have only its properties. */
export function embeddedObject(
  value: unknown,
  embeddable: EmbeddableMetadata,
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ValueFault(`must be a ${embeddable.name}; got ${describeValue(value)}`);
  }
  const unknown = unknownKey(value, embeddable);
  if (unknown === undefined) return value as Readonly<Record<string, unknown>>;
  const fault = new ValueFault(
    `is not a property of ${embeddable.name}; it has ${[...embeddable.property.keys()].join(', ')}`,
  );
  fault.path = `.${unknown}`;
  throw fault;
}

/** The first key of a plain object that is no property of the embedded class. */
export function unknownKey(value: object, { property }: EmbeddableMetadata): string | undefined {
  if (!isPlainObject(value)) return undefined;
  for (const key of Object.keys(value)) if (!property.has(key)) return key;
  return undefined;
}
