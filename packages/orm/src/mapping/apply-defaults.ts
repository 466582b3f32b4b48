import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { defaultOf } from './field-mapper.js';

/** Puts the declared defaults into the undefined properties of a new entity. */
export function applyDefaults(metadata: EntityMetadata, entity: object): void {
  const target = entity as Record<string, unknown>;
  for (const property of metadata.properties) {
    if (property.default !== undefined && target[property.property] === undefined) {
      target[property.property] = defaultOf(property);
    }
  }
}
