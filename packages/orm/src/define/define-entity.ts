import { describeValue } from '../error/describe-value.js';
import { MetadataError } from '../error/metadata-error.js';
import type { NamingStrategy } from '../metadata/naming.js';
import type { EntityClass } from '../type/entity-type.js';
import { declareEntity } from './declare-entity.js';
import { declareMembers, newClass } from './declare-shape.js';
import type { DefineOptions, ForeignOptions } from './define-options.js';
import type { CheckedShape, Shape, ShapeEntity, ShapeOfClass } from './shape.js';

/** The class of an entity that `defineEntity` made. */
export type DefinedEntity<S extends Shape> = EntityClass<ShapeEntity<S>> & {
  /** What it was made of. */
  readonly shape: S;
};

/**
 * Makes an entity without decorators.
 *
 * ```ts
 * class User extends defineEntity({ name: 'User', set: 'users' }, {
 *   id: t.string().id(),
 *   age: t.int().optional().index(),
 * }) {}
 * ```
 *
 * @param options name, and the options of `@Entity`
 * @param shape the properties
 * @returns a class: as it is, or as the base of one with methods
 * @throws MetadataError for options that are unknown or wrong
 */
export function defineEntity<
  S extends Shape,
  M extends NamingStrategy = 'asIs',
  N extends string = string,
>(options: DefineOptions<M, N>, shape: S & CheckedShape<S, M>): DefinedEntity<S>;
/**
 * Makes a class that is declared elsewhere an entity, without changing it.
 *
 * @param options the class, and the options of `@Entity`
 * @param shape the stored properties of the class
 * @returns the class
 */
export function defineEntity<T extends object, N extends string = string>(
  options: ForeignOptions<T, N>,
  shape: ShapeOfClass<T>,
): EntityClass<T>;
export function defineEntity(
  options: DefineOptions | ForeignOptions<object>,
  shape: object,
): EntityClass {
  if ('class' in options) {
    const { class: type, ...rest } = options;
    if (typeof type !== 'function') {
      throw new MetadataError('defineEntity', `class must be a class; got ${describeValue(type)}`);
    }
    declareEntity(type, rest);
    declareMembers(type, shape as Shape, type.name);
    return type;
  }
  const { name, ...rest } = options;
  if (typeof name !== 'string' || name === '') {
    throw new MetadataError('defineEntity', `needs a name; got ${describeValue(name)}`);
  }
  const type = newClass(name);
  declareEntity(type, rest);
  declareMembers(type, shape as Shape, name);
  Object.defineProperty(type, 'shape', { value: Object.freeze({ ...shape }) });
  return type;
}
