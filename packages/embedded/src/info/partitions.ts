import {
  encodePartitionBitmap,
  formatReplicas,
  PARTITION_COUNT,
  ResultCode,
} from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import { describePartition, PARTITION_COLUMNS } from './partition-row.js';
import type { InfoCommands } from './info-command.js';
import { InfoError } from './info-params.js';

const MAX_NUMBER_SIZE = 3;

/** A node that is alone owns every partition. */
const ALL_PARTITIONS: readonly string[] = [encodePartitionBitmap(() => true)];

/** Which node owns which partitions. */
export const partitionInfoCommands: InfoCommands = {
  partitions: () => String(PARTITION_COUNT),
  'partition-generation': (node) => String(node.partitionGeneration),
  'partition-info': describePartitions,
  'rebalance-generation': (node) => String(node.cluster.rebalanceGeneration),
  /** `replicas:[max=<number>]`: no more than so many replicas of each namespace. */
  replicas: (node, params) => {
    const max = params.optional('max', MAX_NUMBER_SIZE) ?? '0';
    if (!/^\d+$/.test(max)) throw new InfoError(ResultCode.PARAMETER, 'bad max');
    return formatReplicas(
      owned(node).map(({ namespace, bitmaps }) => ({
        namespace,
        regime: regime(node, namespace),
        bitmaps: bitmaps.slice(0, Number(max) || bitmaps.length),
      })),
    );
  },
  'replicas-all': (node) =>
    owned(node)
      .map(({ namespace, bitmaps }) => `${namespace}:${[bitmaps.length, ...bitmaps].join(',')}`)
      .join(';'),
  'replicas-master': (node) =>
    owned(node)
      .map(({ namespace, bitmaps }) => `${namespace}:${bitmaps[0] ?? ''}`)
      .join(';'),
};

/** Clients take a namespace with a regime for one with strong consistency. */
function regime(node: Node, namespace: string): number {
  return node.namespaces.get(namespace)?.options.strongConsistency === true ? 1 : 0;
}

function owned(node: Node): readonly { namespace: string; bitmaps: readonly string[] }[] {
  return [...node.namespaces.keys()].map((namespace) => ({
    namespace,
    bitmaps: node.partitions?.get(namespace)?.bitmaps ?? ALL_PARTITIONS,
  }));
}

function describePartitions(node: Node): string {
  const rows = [...node.namespaces.values()].flatMap((namespace) =>
    Array.from({ length: PARTITION_COUNT }, (_, id) => describePartition(node, namespace, id)),
  );
  return [PARTITION_COLUMNS, ...rows].join(';');
}
