import { MetadataError } from '../error/metadata-error.js';
import { messageOf } from '../error/message-of.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';

/**
 * Refuses references to what is no entity. Their classes are known only now: a reference takes a
 * function since classes may refer to each other. Those of another data source are fine, they are only
 * not loaded by this one.
 *
 * @throws MetadataError
 */
export function checkReferences({ references }: EntityMetadata): void {
  for (const { property } of references) {
    try {
      targetOf(property.value);
    } catch (error) {
      if (error instanceof MetadataError && error.path === property.label) throw error;
      throw new MetadataError(property.label, `does not refer to an entity: ${messageOf(error)}`);
    }
  }
}

function targetOf(value: ValueMetadata): EntityMetadata {
  switch (value.kind) {
    case 'reference':
      return value.target();
    case 'map':
      return targetOf(value.value);
    case 'list':
    case 'set':
    case 'keyedList':
      return targetOf(value.element);
    default:
      throw new TypeError(`${value.kind} is no reference`);
  }
}
