import { setImmediate } from 'node:timers/promises';
import { PARTITION_COUNT } from '@aeroform/protocol';
import type { Namespace } from '../storage/namespace.js';
import type { Sindex } from './sindex.js';

/** Milliseconds that one stretch of indexing may take before others get a turn. */
const SLICE_MS = 4;

/**
 * Indexes the records that were there before the index, partition by partition, with turns for others
 * in between. The index follows changes meanwhile. It ends early when the index is dropped.
 */
export async function populateSindex(namespace: Namespace, sindex: Sindex): Promise<void> {
  const startedAt = Date.now();
  let sliceEnd = 0;
  for (const _ of steps(namespace, sindex)) {
    if (performance.now() <= sliceEnd) continue;
    await setImmediate();
    if (sindex.dropped) return;
    sliceEnd = performance.now() + SLICE_MS;
  }
  sindex.loadSeconds = Math.floor((Date.now() - startedAt) / 1000);
  sindex.loadPercent = 100;
}

function* steps(namespace: Namespace, sindex: Sindex): IterableIterator<void> {
  for (let id = 0; id < PARTITION_COUNT; id++) {
    yield;
    for (const record of namespace.partition(id).records()) sindex.add(record);
    sindex.loadPercent = Math.min(99, Math.floor((id * 100) / PARTITION_COUNT));
  }
  yield* sindex.cardinality.scan(sindex.tree);
}

/** Indexes all records at once. */
export function addAllRecords(namespace: Namespace, sindex: Sindex): void {
  for (let id = 0; id < PARTITION_COUNT; id++) {
    for (const record of namespace.partition(id).values()) sindex.add(record);
  }
}
