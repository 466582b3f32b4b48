import { MappingError } from '../error/mapping-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/**
 * A record that `upsert` makes has what the class declares `nullable: false`, like all others. Whether
 * it makes one is known only afterwards, so each call must give it.
 *
 * @throws MappingError naming the property that is missing
 */
export function checkComplete(metadata: EntityMetadata, given: object): void {
  const values = given as Readonly<Record<string, unknown>>;
  const missing = metadata.stored.find(
    ({ role, nullable, default: standard, audit, property }) =>
      role === 'bin' &&
      !nullable &&
      standard === undefined &&
      audit === null &&
      values[property] === undefined,
  );
  if (missing === undefined) return;
  throw new MappingError(
    missing.label,
    'is declared nullable: false, and upsert() may make the record; give it a value, or use update() for a record that is there',
  );
}
