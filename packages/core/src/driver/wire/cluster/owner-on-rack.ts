import type { Cluster } from './cluster.js';
import type { Node } from './node.js';
import type { PartitionName } from './partition-map.js';

/**
 * The owner of a partition for those who read from near racks: first the copies on the best rack,
 * then those on the next one, and at last all others; attempts go through them in this order.
 */
export function ownerOnRack(
  cluster: Cluster,
  { namespace, partitionId }: PartitionName,
  attempt: number,
): Node | undefined {
  const { partitions, rackIds } = cluster;
  const owners: Node[] = [];
  for (let i = 0; i < partitions.replicaCount(namespace); i++) {
    const node = partitions.owner(namespace, partitionId, i);
    if (node !== undefined && !owners.includes(node)) owners.push(node);
  }
  const usable = owners.filter((node) => !node.breaker.isOpen);
  const candidates = usable.length > 0 ? usable : owners;
  const distance = ({ tending }: Node): number => {
    const rack = tending.racks.get(namespace);
    const place = rack === undefined ? -1 : rackIds.indexOf(rack);
    return place < 0 ? rackIds.length : place;
  };
  // Sorting is stable: the master comes first among equals.
  candidates.sort((a, b) => distance(a) - distance(b));
  return candidates[attempt % candidates.length];
}
