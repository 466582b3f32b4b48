import { MetadataError } from '../error/metadata-error.js';
import { checkNestedMergeRules } from './check-merge-rule.js';
import type { EntityOptions } from './entity-options.js';
import type { PropertyMetadata, PropertyRole } from './property-metadata.js';

/** The property of a role that an entity has at most once; null without one. */
export function onlyOne(
  owner: string,
  properties: readonly PropertyMetadata[],
  role: PropertyRole,
): PropertyMetadata | null {
  const [first, second] = properties.filter((property) => property.role === role);
  if (second === undefined) return first ?? null;
  throw new MetadataError(
    `${owner}.${second.property}`,
    `is a second ${role} beside ${first?.property ?? ''}; an entity has one`,
  );
}

/** Refuses properties that contradict each other or the options of their entity. */
export function checkProperties(
  owner: string,
  properties: readonly PropertyMetadata[],
  { touchOnRead = false }: EntityOptions,
): void {
  checkNestedMergeRules(properties);
  const expiresAt = onlyOne(owner, properties, 'expiresAt');
  const ttl = onlyOne(owner, properties, 'ttl');
  if (expiresAt !== null && ttl !== null) {
    throw new MetadataError(
      expiresAt.label,
      `@ExpiresAt and @Ttl (on ${ttl.property}) both set the end of the record; keep one of them`,
    );
  }
  if (expiresAt !== null && touchOnRead !== false) {
    throw new MetadataError(
      expiresAt.label,
      '@ExpiresAt fixes the end that touchOnRead would move; keep one of them',
    );
  }
  const [deleted, second] = properties.filter(({ audit }) => audit === 'deleted');
  if (second !== undefined) {
    throw new MetadataError(
      second.label,
      `is a second @DeletedAt beside ${deleted?.property ?? ''}; an entity has one`,
    );
  }
  const layout = properties.find(
    ({ since, until, ordinal }) => since !== null || until !== null || ordinal !== null,
  );
  if (layout === undefined) return;
  throw new MetadataError(
    layout.label,
    '@Since, @Until and @Ordinal order the lists of embedded classes; entities have schemaVersion and migrate',
  );
}
