import { toBin } from '../mapping/to-bin.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/**
 * Refuses values that are not of the declared types, as writing would. References are left to it: what
 * they lead to may not have its id yet.
 *
 * @throws MappingError naming the property
 */
export function checkValues(
  { id, stored, references }: Pick<EntityMetadata, 'id' | 'stored' | 'references'>,
  entity: object,
): void {
  const referring = new Set(references.map(({ path }) => path[0]));
  for (const { property, value, label } of new Set([id, ...stored])) {
    if (referring.has(property)) continue;
    toBin(value, (entity as Record<string, unknown>)[property], label);
  }
}
