import { types } from 'node:util';
import type { EntityContext } from '../context/entity-context.js';
import type { ReferenceMetadata, ValueMetadata } from '../metadata/value-metadata.js';
import { heldRef } from '../reference/held-ref.js';
import { isSettable } from '../reference/settable-ref.js';

/**
 * What a property of a new entity holds of what a draft gives: entities and ids become references that
 * belong to the data source. Everything else, and what needs no change, is as it was given.
 *
 * @throws OptionError or MappingError for what is no entity, nor an id of one
 */
export function withReferences(
  context: EntityContext,
  meta: ValueMetadata,
  given: unknown,
): unknown {
  if (meta.kind === 'reference') return reference(context, meta, given);
  if (meta.kind === 'list' && meta.element.kind === 'reference' && Array.isArray(given)) {
    const { element } = meta;
    const items = given as readonly unknown[];
    return items.every(isSettable) ? given : items.map((item) => reference(context, element, item));
  }
  if (meta.kind === 'map' && meta.value.kind === 'reference' && types.isMap(given)) {
    const { value } = meta;
    return new Map([...given].map(([key, item]) => [key, reference(context, value, item)]));
  }
  return given;
}

function reference(context: EntityContext, meta: ReferenceMetadata, given: unknown): unknown {
  return given === null || given === undefined ? given : heldRef(context, meta, given);
}
