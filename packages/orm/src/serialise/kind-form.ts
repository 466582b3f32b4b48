import { types } from 'node:util';
import { MappingError } from '../error/mapping-error.js';
import { describeValue } from '../error/describe-value.js';
import { isPlainObject } from '../mapping/plain-object.js';
import { embeddableOfObject } from '../mapping/polymorphic-mapper.js';
import type { EmbeddableMetadata, ValueMetadata } from '../metadata/value-metadata.js';

/**
 * A property value whose embedded objects say their class where a property may hold several: instances
 * are copied for it.
 */
export function withKinds(meta: ValueMetadata, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  switch (meta.kind) {
    case 'list':
    case 'keyedList':
      return Array.isArray(value) ? value.map((item) => withKinds(meta.element, item)) : value;
    case 'map':
      return entriesWithKinds(meta.value, value);
    case 'embedded':
      return objectWithKind(meta.embeddable, value);
    default:
      return value;
  }
}

function entriesWithKinds(meta: ValueMetadata, value: object): unknown {
  if (types.isMap(value)) {
    return new Map([...value].map(([key, item]) => [key, withKinds(meta, item)] as const));
  }
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withKinds(meta, item)] as const),
  );
}

function objectWithKind(embeddable: EmbeddableMetadata, value: object): object {
  if (embeddable.discriminator === null) return value;
  const kind = embeddableOfObject(embeddable, value).discriminator?.value ?? null;
  if (kind === null) return value;
  const copy = Object.create(Object.getPrototypeOf(value) as object) as object;
  return Object.assign(copy, value, { [embeddable.discriminator.key]: kind });
}

/**
 * The class that a plain object says, and the object as that class has it.
 *
 * @throws MappingError for a class that is not declared
 */
export function kindOfPlain(
  embeddable: EmbeddableMetadata,
  plain: Readonly<Record<string, unknown>>,
): { readonly embeddable: EmbeddableMetadata; readonly plain: object } {
  const { discriminator, name } = embeddable;
  if (discriminator === null) return { embeddable, plain };
  const { key, variants } = discriminator;
  const kind = plain[key] ?? discriminator.value;
  const found = variants().get(kind as string);
  if (found === undefined) {
    const known = [...variants().keys()].map((value) => `'${value}'`).join(', ');
    throw new MappingError(
      `${name}.${key}`,
      `says the class, and must be ${known}; got ${describeValue(kind)}`,
    );
  }
  if (found.property.has(key)) return { embeddable: found, plain };
  const { [key]: _, ...rest } = plain;
  return { embeddable: found, plain: rest };
}
