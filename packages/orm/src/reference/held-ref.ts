import type { EntityContext } from '../context/entity-context.js';
import type { StoredReference } from '../mapping/ref-factory.js';
import type { ReferenceMetadata } from '../metadata/value-metadata.js';
import { checkId } from './check-id.js';
import { isSettable, SETTLE, type SettableRef } from './settable-ref.js';

/**
 * What a property with a reference holds, as a reference: it may hold the entity itself, or an id.
 *
 * @param context of the entity that has the property
 */
export function heldRef(
  context: EntityContext,
  reference: ReferenceMetadata,
  value: unknown,
): SettableRef {
  if (isSettable(value)) return value;
  const metadata = reference.target();
  if (value instanceof metadata.entity) {
    const id = (value as Record<string, unknown>)[metadata.id.property];
    const made = refOf(context, reference, { id, digest: null } as StoredReference);
    made[SETTLE](value, context.of(metadata));
    return made;
  }
  if (isRefLike(value))
    return refOf(context, reference, { id: value.id, digest: value.digest ?? null });
  checkId(metadata, value);
  return refOf(context, reference, { id: value, digest: null } as StoredReference);
}

function refOf(
  { refs }: EntityContext,
  reference: ReferenceMetadata,
  stored: StoredReference,
): SettableRef {
  // safe: a context makes the references of this package
  return refs(reference, stored) as SettableRef;
}

/** A reference that was made outside a data source. */
function isRefLike(value: unknown): value is StoredReference {
  return typeof value === 'object' && value !== null && 'loaded' in value;
}
