import { latin1Slice, partitionId } from '@aeroform/protocol';
import type { Namespace } from '../storage/namespace.js';
import { isTombstone, type StoredRecord } from '../storage/stored-record.js';
import { settleCopies } from './balance-partition.js';
import { resolveConflict } from './conflict-resolution.js';
import { dropCopy, type PartitionHolder } from './partition-holder.js';
import type { PartitionState } from './partition-state.js';

/** Brings all records of a partition together on its final master, which accepts the writes then. */
export function gatherRecords(state: PartitionState): void {
  const { finalMaster, id } = state;
  const { conflictResolutionPolicy } = finalMaster.namespace.options;
  // What stays is settled first: storing it removes other versions from nodes that are no replicas.
  const staying = new Map<string, StoredRecord>();
  for (const record of state.sources.flatMap(({ namespace }) => recordsOf(namespace, id))) {
    if (finalMaster.namespace.isTruncated(record)) continue;
    const key = latin1Slice(record.digest);
    const other = staying.get(key);
    const kept = other && resolveConflict(conflictResolutionPolicy, other, record);
    staying.set(key, kept ?? record);
  }
  for (const record of staying.values()) mergeRecord(finalMaster.namespace, record);
  state.variants = [];
  state.sources = [];
  state.master = finalMaster;
  for (const { copies } of state.nodes) {
    const copy = copies[id];
    if (copy?.isMaster === true) copies[id] = { ...copy, isMaster: false };
  }
  settleCopies(id, state.replicas, state.targets);
}

/** Makes the other replicas of a partition equal to its master. */
export function fillReplicas(state: PartitionState): void {
  for (const target of state.targets) copyRecords(state, target);
  state.targets = [];
  settleCopies(state.id, state.replicas);
}

/** Removes what is on nodes that are no replicas any more. */
export function dropLeftovers({ id, nodes, replicas }: PartitionState): void {
  for (let place = replicas.length; place < nodes.length; place++) {
    dropCopy(nodes[place] as PartitionHolder, id);
  }
}

/**
 * Follows a change on the acting master: before it is answered, all replicas have it, and older
 * versions on other nodes are gone.
 */
export function replicate(
  state: PartitionState,
  digest: Buffer,
  after: StoredRecord | undefined,
): void {
  for (const holder of state.nodes) {
    if (holder === state.master || holder.copies[state.id] === undefined) continue;
    if (after !== undefined && state.replicas.includes(holder)) store(holder.namespace, after);
    else remove(holder.namespace, digest);
  }
}

/** Brings the version of a record that stays to the acting master, before it is read or changed. */
export function resolveDuplicates(state: PartitionState, digest: Buffer): void {
  const { namespace } = state.master;
  const { conflictResolutionPolicy } = namespace.options;
  const versions = state.variants
    .map((variant) => versionOf(variant.namespace, digest))
    .filter((version) => version !== undefined);
  if (versions.length === 0) return;
  mergeRecord(
    namespace,
    versions.reduce((left, right) => resolveConflict(conflictResolutionPolicy, left, right)),
  );
}

/** A record, or what a durable delete has left of it. */
function versionOf(namespace: Namespace, digest: Buffer): StoredRecord | undefined {
  return namespace.find(digest) ?? namespace.tombstone(digest);
}

/** The records of a partition, and what durable deletes have left. */
function recordsOf(namespace: Namespace, id: number): readonly StoredRecord[] {
  return [...namespace.partition(id).values(), ...tombstonesOf(namespace, id)];
}

function mergeRecord(namespace: Namespace, record: StoredRecord): void {
  if (namespace.isTruncated(record)) return;
  const own = versionOf(namespace, record.digest);
  if (own === record) return;
  const { conflictResolutionPolicy } = namespace.options;
  if (own === undefined || resolveConflict(conflictResolutionPolicy, own, record) === record) {
    store(namespace, record);
  }
}

function copyRecords({ id, finalMaster }: PartitionState, { namespace }: PartitionHolder): void {
  const from = finalMaster.namespace.partition(id);
  const to = namespace.partition(id);
  for (const { digest } of to.values()) {
    if (from.get(latin1Slice(digest)) === undefined) namespace.delete(digest);
  }
  for (const record of from.values()) {
    if (to.get(latin1Slice(record.digest)) !== record) namespace.put(record);
  }
  for (const tombstone of tombstonesOf(finalMaster.namespace, id)) namespace.bury(tombstone);
}

/** Stores a record, or what a durable delete has left of it. */
function store(namespace: Namespace, record: StoredRecord): void {
  if (isTombstone(record)) namespace.bury(record);
  else namespace.put(record);
}

function remove(namespace: Namespace, digest: Buffer): void {
  namespace.delete(digest);
  namespace.tombstones.delete(digest);
}

/** What durable deletes have left of a partition. */
function tombstonesOf({ tombstones }: Namespace, id: number): readonly StoredRecord[] {
  if (tombstones.size === 0) return [];
  return tombstones.values().filter(({ digest }) => partitionId(digest) === id);
}
