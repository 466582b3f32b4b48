import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';

const NO_DATES: ReadonlyMap<string, Date> = new Map();
const auditedProperties = new WeakMap<EntityMetadata, readonly PropertyMetadata[]>();

function auditedOf(metadata: EntityMetadata): readonly PropertyMetadata[] {
  const known = auditedProperties.get(metadata);
  if (known !== undefined) return known;
  const audited = metadata.stored.filter(({ audit }) => audit !== null);
  auditedProperties.set(metadata, audited);
  return audited;
}

/**
 * The audit dates a write sets: `@UpdatedAt` always, `@CreatedAt` when the record is made and the
 * property is empty (so that imported entities keep theirs).
 */
export function auditDates(
  metadata: EntityMetadata,
  entity: object,
  isUpdate: boolean,
): ReadonlyMap<string, Date> {
  const audited = auditedOf(metadata);
  if (audited.length === 0) return NO_DATES;
  const now = new Date();
  const dates = new Map<string, Date>();
  for (const { property, audit } of audited) {
    const present = ((entity as Record<string, unknown>)[property] ?? null) !== null;
    if (audit === 'updated' || (audit === 'created' && !isUpdate && !present)) {
      dates.set(property, now);
    }
  }
  return dates;
}
