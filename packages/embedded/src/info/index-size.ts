import { PARTITION_COUNT } from '@aeroform/protocol';
import type { Sindex } from '../sindex/sindex.js';
import type { SindexRegistry } from '../sindex/sindex-registry.js';
import type { Namespace } from '../storage/namespace.js';

/** Bytes of a node of the server's trees, and entries that it holds when it is half full. */
const TREE_NODE_SIZE = 4096;
const ENTRIES_PER_NODE = 128;
/** Bytes of an entry of the server's primary and set indexes. */
const PRIMARY_ENTRY_SIZE = 64;
const SET_ENTRY_SIZE = 16;

/** Bytes that the server would spend on an index: every partition has a tree of its own. */
export function sindexSize({ tree }: Sindex): number {
  return (PARTITION_COUNT + Math.floor(tree.size / ENTRIES_PER_NODE)) * TREE_NODE_SIZE;
}

/** The same for the primary index of a namespace. */
export function primaryIndexSize({ objects, tombstones }: Namespace): number {
  return (objects + tombstones.size) * PRIMARY_ENTRY_SIZE;
}

/** The same for the index of one set. */
export function setIndexSize(namespace: Namespace, set: string): number {
  return (namespace.sets.get(set)?.objects ?? 0) * SET_ENTRY_SIZE;
}

/** The same for all set indexes. */
export function setIndexesSize(namespace: Namespace, registry: SindexRegistry): number {
  return indexedSets(namespace, registry).reduce(
    (sum, set) => sum + setIndexSize(namespace, set),
    0,
  );
}

/** True for a set that has an index, by whichever command. */
export function hasSetIndex(namespace: Namespace, registry: SindexRegistry, set: string): boolean {
  return (
    namespace.setSettings.get(set)?.isTrue('enable-index') === true ||
    [...registry.setIndexes.values()].includes(set)
  );
}

function indexedSets(namespace: Namespace, registry: SindexRegistry): readonly string[] {
  return [...namespace.sets.keys()].filter((set) => hasSetIndex(namespace, registry, set));
}
