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
  const base = newClass('') as new () => object;
  declarationOf(base).embeddable = { discriminator: { key } };
  const kind = describe<string>({
    decorator: 'Enum',
    of: () => Object.keys(shapes),
    options: { name: key },
  });
  declareMembers(base, { [key]: kind }, 't.oneOf');
  for (const [value, shape] of Object.entries(shapes)) {
    if (Object.hasOwn(shape, key)) {
      throw new MetadataError(`t.oneOf.${value}`, `has a property '${key}', which says the shape`);
    }
    const variant = class extends base {};
    Object.defineProperty(variant, 'name', { value, configurable: true });
    declarationOf(variant).embeddable = { discriminator: { value } };
    declareMembers(variant, shape, `t.oneOf.${value}`);
    registerChild(variant);
  }
  return base;
}
