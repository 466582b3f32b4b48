import type * as ClassTransformer from 'class-transformer';
import type { ClassTransformOptions } from 'class-transformer';
import { MappingError } from '../error/mapping-error.js';
import { isPlainObject } from '../mapping/plain-object.js';
import type { ConcreteClass, EntityClass } from '../type/entity-type.js';
import { unknownKeysOf } from './plain-call.js';

/** What is known of the properties of an entity or embedded class. */
export interface MappedClass<T extends object = object> {
  readonly entity: EntityClass<T>;
  readonly name: string;
  readonly property: ReadonlyMap<string, unknown>;
}

/**
 * An instance of a class by class-transformer, which copies every key of the plain object: those that
 * are no properties are refused, or left out.
 *
 * @throws MappingError for an unknown key
 */
export function makeInstance<T extends object>(
  { plainToInstance }: typeof ClassTransformer,
  { entity, name, property }: MappedClass<T>,
  plain: object,
  options: ClassTransformOptions,
): T {
  // safe: instances are made of classes that have them; an abstract one fails in class-transformer
  const type = entity as ConcreteClass<T>;
  const instance = plainToInstance(type, plain, options);
  const unknownKeys = unknownKeysOf(options);
  if (unknownKeys === undefined) return instance;
  const own = new Set(Object.keys(new type()));
  for (const key of Object.keys(instance)) {
    if (property.has(key) || own.has(key)) continue;
    if (unknownKeys === 'throw') {
      throw new MappingError(
        `${name}.${key}`,
        `is not a property; leave it out, or set unknownKeys: 'ignore'`,
      );
    }
    delete (instance as Record<string, unknown>)[key];
  }
  return instance;
}

/** Class-transformer writes into the objects it reads: they are copied before. */
export function copyPlain<T>(plain: T): T {
  if (Array.isArray(plain)) return plain.map(copyPlain) as T;
  if (typeof plain !== 'object' || plain === null || !isPlainObject(plain)) return plain;
  return Object.fromEntries(
    Object.entries(plain).map(([key, item]) => [key, copyPlain(item as unknown)]),
  ) as T;
}
