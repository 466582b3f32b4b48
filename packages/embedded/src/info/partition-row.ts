import type { Node } from '../cluster/node.js';
import type { PartitionCopy, PartitionHolder } from '../cluster/partition-holder.js';
import type { PartitionState } from '../cluster/partition-state.js';
import type { Namespace } from '../storage/namespace.js';

/** The head of the list of partitions. */
export const PARTITION_COLUMNS =
  'namespace:partition:state:n_replicas:replica:succession:n_dupl:working_master:proxy_dst:' +
  'emigrates:lead_emigrates:immigrates:records:tombstones:regime:tree_id:version:final_version';

const NO_VERSION = '000000000000.0.---';
const NO_NODE = '0';
const KEY_DIGITS = 12;

/** One partition as the list of partitions shows it, seen from a node. */
export function describePartition(node: Node, namespace: Namespace, id: number): string {
  const partitions = node.partitions?.get(namespace.name);
  const own = [namespace.name, id];
  const records = namespace.partition(id).size;
  if (partitions === undefined) {
    const version = `${versionKey(node)}.0.mp-`;
    const rest = [node.id, node.id, 0, 0, 0, records, 0, 0, 1, version, version];
    return [...own, 'S', 1, 0, 0, 0, ...rest].join(':');
  }
  const { holder } = partitions;
  const state = partitions.state(id);
  const replica = state.replicas.indexOf(holder);
  const knowsMaster = holder === state.master || holder === state.finalMaster;
  return [
    ...own,
    describeState(state, holder),
    state.replicas.length,
    replica,
    state.nodes.indexOf(holder),
    knowsMaster ? state.variants.length : 0,
    knowsMaster ? state.master.node.id : NO_NODE,
    state.master.node.id,
    state.emigrations(holder),
    0,
    state.immigrations(holder),
    records,
    0,
    0,
    holder.copies[id] === undefined ? 0 : 1,
    describeVersion(node, holder.copies[id]),
    `${versionKey(node)}.0.${replica === 0 ? 'm' : '-'}p-`,
  ].join(':');
}

/** Synchronized, desynchronized, to be dropped (zombie) or absent. */
function describeState(state: PartitionState, holder: PartitionHolder): string {
  if (state.replicas.includes(holder)) return state.immigrations(holder) === 0 ? 'S' : 'D';
  return holder.copies[state.id] === undefined ? 'A' : 'Z';
}

function describeVersion(node: Node, copy: PartitionCopy | undefined): string {
  if (copy === undefined) return NO_VERSION;
  const flags = `${copy.isMaster ? 'm' : '-'}${copy.isComplete ? 'p' : 's'}-`;
  return `${versionKey(node)}.0.${flags}`;
}

function versionKey({ cluster }: Node): string {
  return cluster.key.toLowerCase().padStart(KEY_DIGITS, '0');
}
