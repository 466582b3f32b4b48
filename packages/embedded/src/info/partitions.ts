import { encodePartitionBitmap, formatReplicas, PARTITION_COUNT } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { InfoCommands } from './info-command.js';

/** One node owns every partition. */
const ALL_PARTITIONS = encodePartitionBitmap(() => true);

/** Which node owns which partitions. */
export const partitionInfoCommands: InfoCommands = {
  partitions: () => String(PARTITION_COUNT),
  'partition-generation': (node) => String(node.partitionGeneration),
  'rebalance-generation': () => '1',
  replicas: (node) => formatReplicas(owned(node)),
  'replicas-all': (node) => perNamespace(node, `1,${ALL_PARTITIONS}`),
  'replicas-master': (node) => perNamespace(node, ALL_PARTITIONS),
};

function owned(node: Node): { namespace: string; regime: number; bitmaps: string[] }[] {
  return [...node.namespaces.keys()].map((namespace) => ({
    namespace,
    regime: 0,
    bitmaps: [ALL_PARTITIONS],
  }));
}

function perNamespace(node: Node, value: string): string {
  return [...node.namespaces.keys()].map((name) => `${name}:${value}`).join(';');
}
