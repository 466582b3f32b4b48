import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import type { EntityContext } from '../context/entity-context.js';
import type { RefFactory } from '../mapping/ref-factory.js';
import { getEntityMetadata } from '../metadata/get-entity-metadata.js';
import type { EntityClass, IdOf } from '../type/entity-type.js';
import type { LoadedRef, Ref } from '../type/ref.js';
import { checkId } from './check-id.js';
import { EntityRef } from './entity-ref.js';

/**
 * A reference to an entity, which is loaded in it. A new entity has to be saved before what refers to
 * it: saving does not save what is referred to.
 */
export function ref<T extends object>(entity: T): LoadedRef<T>;
/**
 * A reference to the entity of an id; nothing is read. It belongs to no data source, so only `populate`
 * can load it: `repository.ref(id)` makes one that can load itself.
 *
 * @param id a string, a whole number, a bigint or bytes
 */
export function ref<T extends object>(type: EntityClass<T>, id: IdOf<T>): Ref<T>;
export function ref(given: unknown, id?: unknown): LoadedRef<object> {
  if (typeof given === 'function') {
    const metadata = getEntityMetadata(given as EntityClass);
    checkId(metadata, id);
    return new EntityRef({ metadata, context: null }, { id });
  }
  const type: unknown = typeof given === 'object' && given !== null ? given.constructor : null;
  if (typeof type !== 'function' || type === Object) {
    throw new OptionError(
      'entity',
      `ref() takes an entity, or a class and an id; got ${describeValue(given)}`,
    );
  }
  const metadata = getEntityMetadata(type as EntityClass);
  return new EntityRef({ metadata, context: null }, { entity: given as object });
}

/** A reference that belongs to a data source: to an entity, or to the entity of an id. */
export function refIn<T extends object>(context: EntityContext<T>, given: unknown): Ref<T> {
  // safe: references look at nothing of the entity but its metadata
  const own = context as unknown as EntityContext;
  const target = { metadata: own.metadata, context: () => own };
  if (given instanceof own.metadata.entity) return new EntityRef<T>(target, { entity: given });
  checkId(own.metadata, given);
  return new EntityRef<T>(target, { id: given });
}

/**
 * Makes the references of entities that a context reads.
 *
 * @param owner gives the context
 */
export function refsIn(owner: () => EntityContext): RefFactory {
  return (reference, stored) => {
    const metadata = reference.target();
    return new EntityRef({ metadata, context: () => owner().of(metadata) }, stored);
  };
}
