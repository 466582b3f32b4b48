import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { IndexMetadata } from '../metadata/index-metadata.js';

/** A declared index with the place it belongs to. */
export interface DeclaredSindex extends IndexMetadata {
  readonly namespace: string;
  readonly set: string;
}

/**
 * The indexes that entity classes declare.
 *
 * @param namespace that of classes which name none
 */
export function declaredSindexes(
  entities: readonly EntityMetadata[],
  namespace: string,
): DeclaredSindex[] {
  return entities.flatMap((entity) =>
    entity.indexes.map((index) => ({
      ...index,
      namespace: entity.namespace ?? namespace,
      set: entity.set,
    })),
  );
}
