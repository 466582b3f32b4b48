import type { EntityMetadata } from '../metadata/entity-metadata.js';

/**
 * The audit dates a write sets: `@UpdatedAt` always, `@CreatedAt` when the record is made and the
 * property is empty (so that imported entities keep theirs).
 */
export function auditDates(
  metadata: EntityMetadata,
  entity: object,
  isUpdate: boolean,
): Map<string, Date> {
  const now = new Date();
  const dates = new Map<string, Date>();
  for (const { property, audit } of metadata.stored) {
    const present = ((entity as Record<string, unknown>)[property] ?? null) !== null;
    if (audit === 'updated' || (audit === 'created' && !isUpdate && !present)) {
      dates.set(property, now);
    }
  }
  return dates;
}
