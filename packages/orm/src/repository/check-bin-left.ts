import type { BinValue } from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/**
 * Refuses a write that removes every bin the class maps: Aerospike removes a record together with its
 * last bin, which nobody asked for. What a patch does not name may be absent as well, which only the
 * server knows.
 *
 * @param bins what is known of the bins after the write, null for removed ones
 */
export function checkBinLeft(
  metadata: EntityMetadata,
  bins: ReadonlyMap<string, BinValue>,
  verb: string,
): void {
  const isNone = [...bins.values()].every((value) => value === null);
  if (bins.size === 0 || !isNone) return;
  if (metadata.bins.some(({ binName }) => !bins.has(binName))) return;
  throw new MappingError(
    metadata.name,
    `${verb}() would remove every bin, and the server removes a record together with its last bin; use remove() or removeById()`,
  );
}
