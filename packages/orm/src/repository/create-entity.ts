import { MappingError } from '../error/mapping-error.js';
import { checkProperty } from '../mapping/bins-of.js';
import { applyDefaults } from '../mapping/apply-defaults.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { ConcreteClass, Draft } from '../type/entity-type.js';
import { requireObject } from './require-argument.js';

/** The entity itself, or a new one with the properties of a draft. */
export function toInstance<T extends object>(metadata: EntityMetadata<T>, given: T | Draft<T>): T {
  return given instanceof metadata.entity ? given : createEntity(metadata, given);
}

/**
 * A new entity: the constructor is run without arguments, then the draft and the declared defaults are
 * put in. Nothing is sent.
 */
export function createEntity<T extends object>(metadata: EntityMetadata<T>, draft: Draft<T>): T {
  requireObject('draft', 'create() takes an object of properties', draft);
  if (metadata.discriminator?.value === null) {
    throw new MappingError(
      metadata.name,
      'is abstract; create() an instance with the repository of a class derived from it',
    );
  }
  let entity: T;
  try {
    // safe: refused above when it is abstract
    entity = new (metadata.entity as ConcreteClass<T>)();
  } catch (error) {
    throw new MappingError(
      metadata.name,
      'create() runs the constructor without arguments, and it failed; make the instance yourself and save() it',
      error,
    );
  }
  const target = entity as Record<string, unknown>;
  for (const [property, value] of Object.entries(draft)) {
    checkProperty(metadata, property);
    if (value !== undefined) target[property] = value;
  }
  applyDefaults(metadata, entity);
  return entity;
}
