import type { EntityContext } from '../context/entity-context.js';
import { MappingError } from '../error/mapping-error.js';
import { checkProperty } from '../mapping/bins-of.js';
import { applyDefaults } from '../mapping/apply-defaults.js';
import { hasVersion } from '../mapping/has-version.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { Draft } from '../type/draft.js';
import type { ConcreteClass } from '../type/entity-type.js';
import type { CreateOptions } from './call-options.js';
import { withReferences } from './draft-references.js';
import { requireObject } from './require-argument.js';
import { writeEntity } from './write-entity.js';

/** Inserts an entity, or a new one with the properties of a draft. */
export function insertEntity<T extends object>(
  context: EntityContext<T>,
  given: T | Draft<T>,
  options: CreateOptions<T>,
): Promise<T> {
  const isEntity = given instanceof context.metadata.entity;
  return writeEntity(context, isEntity ? given : createEntity(context, given), 'insert', options);
}

/**
 * A new entity: the constructor is run without arguments, then the draft and the declared defaults are
 * put in; what a draft names by entity or id becomes a reference. Nothing is sent.
 */
export function createEntity<T extends object>(context: EntityContext<T>, draft: Draft<T>): T {
  const { metadata } = context;
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
    const meta = metadata.property.get(property)?.value;
    if (meta === undefined && !isOwnUnmapped(metadata, entity, property)) {
      checkProperty(metadata, property);
    }
    if (value === undefined) continue;
    target[property] =
      meta === undefined
        ? value
        : // safe: references look at nothing of the entity that holds them
          withReferences(context as unknown as EntityContext, meta, value);
  }
  // With a version it stands for a record, which a save changes where the entity says something.
  if (!hasVersion(metadata, entity)) applyDefaults(metadata, entity);
  return entity;
}

/**
 * Tells whether the class has a property that it does not map: a transient one, another field that its
 * constructor makes, or a setter. The draft gives those, too.
 */
function isOwnUnmapped({ transient, computed }: EntityMetadata, entity: object, name: string) {
  if (computed.some(({ property }) => property === name)) return false;
  return transient.includes(name) || Object.hasOwn(entity, name) || hasSetter(entity, name);
}

function hasSetter(entity: object, name: string): boolean {
  let owner: unknown = Object.getPrototypeOf(entity);
  // The last one is Object's, with the setter __proto__.
  for (; typeof owner === 'object' && owner !== null; owner = Object.getPrototypeOf(owner)) {
    if (Object.getPrototypeOf(owner) === null) return false;
    const own = Object.getOwnPropertyDescriptor(owner, name);
    if (own !== undefined) return own.set !== undefined;
  }
  return false;
}
