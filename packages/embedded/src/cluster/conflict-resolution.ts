import type { StoredRecord } from '../storage/stored-record.js';

/** Which of two versions of a record stays, see {@link NamespaceOptions.conflictResolutionPolicy}. */
export type ConflictResolutionPolicy = 'generation' | 'last-update-time';

const HALF_GENERATIONS = 0x8000;

const COMPARE: Readonly<
  Record<ConflictResolutionPolicy, (left: StoredRecord, right: StoredRecord) => number>
> = {
  // Compared as they are: more writes stand for more history.
  generation: (left, right) =>
    left.generation - right.generation || left.lastUpdateTime - right.lastUpdateTime,
  'last-update-time': (left, right) =>
    left.lastUpdateTime - right.lastUpdateTime || compareWrapped(left, right),
};

/** The version of a record that stays where two copies of a partition differ; the left one if equal. */
export function resolveConflict(
  policy: ConflictResolutionPolicy,
  left: StoredRecord,
  right: StoredRecord,
): StoredRecord {
  return COMPARE[policy](left, right) >= 0 ? left : right;
}

/** Generations have 16 bits and wrap around. */
function compareWrapped(left: StoredRecord, right: StoredRecord): number {
  const ahead = (left.generation - right.generation) & 0xffff;
  if (ahead === 0) return 0;
  return ahead < HALF_GENERATIONS ? 1 : -1;
}
