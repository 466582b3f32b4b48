import { describeValue } from '../error/describe-value.js';
import { MetadataError } from '../error/metadata-error.js';
import { declarationOf, registerChild } from '../metadata/decorator-target.js';
import type { EntityClass } from '../type/entity-type.js';
import { declareMembers, newClass } from './declare-shape.js';
import { describe } from './property-description.js';
import type { Shape } from './shape.js';

/**
 * Makes a class for each shape, and a base of them all with the property that tells them apart.
 *
 * @returns the base class
 */
export function declareVariants(key: string, shapes: Readonly<Record<string, Shape>>): EntityClass {
  if (typeof key !== 'string' || key === '') {
    throw new MetadataError('t.oneOf', `takes the name of a property; got ${describeValue(key)}`);
  }
  const base = newVariantBase(key, Object.keys(shapes), 't.oneOf');
  for (const [value, shape] of Object.entries(shapes)) {
    if (Object.hasOwn(shape, key)) {
      throw new MetadataError(`t.oneOf.${value}`, `has a property '${key}', which says the shape`);
    }
    declareMembers(newVariant(base, value), shape, `t.oneOf.${value}`);
  }
  return base;
}

/**
 * Makes the base class of objects that a property tells apart.
 *
 * @param values what the property says
 */
export function newVariantBase(key: string, values: readonly string[], owner: string): EntityClass {
  const base = newClass('');
  declarationOf(base).embeddable = { discriminator: { key } };
  const kind = describe<string>({ decorator: 'Enum', of: () => values, options: { name: key } });
  declareMembers(base, { [key]: kind }, owner);
  return base;
}

/** Makes the class of the objects that say a value, without properties of their own. */
export function newVariant(base: EntityClass, value: string): EntityClass {
  // safe: `newVariantBase` makes no abstract class
  const variant = class extends (base as new () => object) {};
  Object.defineProperty(variant, 'name', { value, configurable: true });
  declarationOf(variant).embeddable = { discriminator: { value } };
  registerChild(variant);
  return variant;
}
