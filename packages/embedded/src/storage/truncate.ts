import { setImmediate } from 'node:timers/promises';
import { PARTITION_COUNT } from '@aeroform/protocol';
import type { Namespace } from './namespace.js';
import type { StoredRecord } from './stored-record.js';

/** Milliseconds that one stretch of removing may take before others get a turn. */
const SLICE_MS = 4;

/**
 * Truncates a set, or the whole namespace: records that were last written before a moment are gone at
 * once, and are removed from memory in the background. A set that does not exist is left alone, and so
 * is one that was already truncated up to a later moment.
 *
 * @param set - binary string; undefined for the whole namespace.
 * @param lut - the moment, in milliseconds since 1970.
 */
export function truncate(namespace: Namespace, set: string | undefined, lut: number): void {
  const scope = set === undefined ? namespace : namespace.sets.get(set);
  if (scope === undefined || lut <= scope.truncateLut) return;
  scope.truncateLut = lut;
  namespace.latestTruncateLut = Math.max(namespace.latestTruncateLut, lut);
  namespace.revision++;
  removeTruncated(namespace, set);
}

/** Removes the records of truncations that were put back together with the records. */
export function resumeTruncations(namespace: Namespace): void {
  if (namespace.latestTruncateLut === 0) return;
  for (const set of namespace.sets.values()) {
    if (set.truncateLut !== 0) removeTruncated(namespace, set.name);
  }
  if (namespace.truncateLut !== 0) removeTruncated(namespace, undefined);
}

/** Forgets a truncation: records that were not removed yet are back. */
export function undoTruncate(namespace: Namespace, set: string | undefined): void {
  const scope = set === undefined ? namespace : namespace.sets.get(set);
  if (scope === undefined) return;
  scope.truncateLut = 0;
  namespace.revision++;
}

function removeTruncated(namespace: Namespace, set: string | undefined): void {
  const scope = set === undefined ? namespace : namespace.sets.get(set);
  if (scope === undefined) return;
  const lut = scope.truncateLut;
  const covers = (record: StoredRecord): boolean =>
    record.lastUpdateTime < lut && (set === undefined || record.set === set);
  const isCurrent = (): boolean => {
    const current = set === undefined ? namespace : namespace.sets.get(set);
    return current === scope && scope.truncateLut === lut;
  };
  namespace.tombstones.removeIf(covers);
  void removeRecords(namespace, covers, isCurrent);
}

async function removeRecords(
  namespace: Namespace,
  covers: (record: StoredRecord) => boolean,
  isCurrent: () => boolean,
): Promise<void> {
  let sliceEnd = 0;
  for (let id = 0; id < PARTITION_COUNT; id++) {
    if (performance.now() > sliceEnd) {
      await setImmediate();
      sliceEnd = performance.now() + SLICE_MS;
    }
    // Another truncation has begun, which removes these records too, or this one was taken back.
    if (!isCurrent()) return;
    for (const record of namespace.partition(id).records()) {
      if (covers(record)) namespace.delete(record.digest);
    }
  }
}
