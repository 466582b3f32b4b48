import { POLICY_KEY_DIGEST, type RemoveMeta } from '@aeroform/core';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/**
 * The header of a removal.
 *
 * @param generation that the record must have; null for any
 */
export function removeMeta(
  metadata: EntityMetadata,
  generation: number | null,
  durableDelete = metadata.durableDelete,
): RemoveMeta {
  return {
    key: POLICY_KEY_DIGEST,
    ...(generation === null ? {} : { gen: generation }),
    ...(durableDelete ? { durableDelete } : {}),
  };
}
