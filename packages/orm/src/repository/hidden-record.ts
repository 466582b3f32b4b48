import type { Bins } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { isOfClass, isOneOfMany } from '../mapping/class-metadata.js';
import { ownValue } from '../mapping/own-value.js';

/** What decides which records of its set a repository sees. */
type Sight = Pick<EntityContext, 'metadata' | 'withDeleted'>;

const NONE: readonly string[] = Object.freeze([]);

/** The bins that tell whether a repository sees a record; none when it sees all records of the set. */
export function tellingBins({ metadata, withDeleted }: Sight): readonly string[] {
  const deleted = withDeleted ? null : (metadata.deletedAt?.storedName ?? null);
  if (!isOneOfMany(metadata)) return deleted === null ? NONE : [deleted];
  // safe: one of many classes has a discriminator
  const kind = metadata.discriminator!.binName;
  return deleted === null ? [kind] : [kind, deleted];
}

/** The bins to read so that it is known, too; null for all bins. */
export function withTellingBins(
  bins: readonly string[] | null,
  telling: readonly string[],
): readonly string[] | null {
  if (bins === null || telling.length === 0) return bins;
  return [...new Set([...bins, ...telling])];
}

/** Tells whether a repository does not see a record: it was removed softly, or is of another class. */
export function isHidden({ metadata, withDeleted }: Sight, bins: Bins): boolean {
  const deleted = withDeleted ? null : (metadata.deletedAt?.storedName ?? null);
  if (deleted !== null && (ownValue(bins, deleted) ?? null) !== null) return true;
  return !isOfClass(metadata, bins);
}
