import { AEROSPIKE_EPOCH } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { Namespace } from '../storage/namespace.js';
import type { SetInfo } from '../storage/set-info.js';
import { namespaceConfig } from './config.js';
import type { InfoCommands } from './info-command.js';
import type { InfoParams } from './info-params.js';

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;

/** Namespaces and sets. */
export const namespaceInfoCommands: InfoCommands = {
  namespaces: (node) => [...node.namespaces.keys()].join(';'),
  namespace: (node, params) => {
    const namespace = node.namespaces.get(params.text);
    return namespace === undefined ? 'type=unknown' : namespaceStatistics(namespace);
  },
  objects: (node) => String(countObjects(node)),
  sets: listSets,
};

function countObjects(node: Node): number {
  return [...node.namespaces.values()].reduce((sum, namespace) => sum + namespace.objects, 0);
}

function namespaceStatistics(namespace: Namespace): string {
  const objects = namespace.objects;
  const statistics: Record<string, string | number> = {
    ns_cluster_size: 1,
    effective_replication_factor: 1,
    objects,
    tombstones: 0,
    master_objects: objects,
    master_tombstones: 0,
    prole_objects: 0,
    non_replica_objects: 0,
    unavailable_partitions: 0,
    dead_partitions: 0,
    clock_skew_stop_writes: 'false',
    stop_writes: 'false',
    hwm_breached: 'false',
    current_time: namespace.clock.nowSeconds(),
    truncate_lut: toLut(namespace.truncateLut),
    migrate_tx_partitions_remaining: 0,
    migrate_rx_partitions_remaining: 0,
    ...namespaceConfig(namespace),
  };
  return Object.entries(statistics)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

/** `sets`, `sets/<namespace>` or `sets/<namespace>/<set>`. */
function listSets(node: Node, params: InfoParams): string {
  if (params.text === '') {
    return [...node.namespaces.values()].map((each) => listSetsOf(node, each)).join('');
  }
  const slash = params.text.indexOf('/');
  const name = slash < 0 ? params.text : params.text.slice(0, slash);
  const namespace = node.namespaces.get(name);
  if (namespace === undefined) return 'ns_type=unknown';
  if (slash < 0) return listSetsOf(node, namespace);
  const set = namespace.sets.get(params.text.slice(slash + 1));
  return set === undefined ? '' : setStatistics(set, countSindexes(node, namespace, set));
}

function listSetsOf(node: Node, namespace: Namespace): string {
  return [...namespace.sets.values()]
    .map((set) => {
      const statistics = setStatistics(set, countSindexes(node, namespace, set));
      return `ns=${namespace.name}:set=${set.name}:${statistics}`;
    })
    .join('');
}

function countSindexes(node: Node, namespace: Namespace, set: SetInfo): number {
  const { sindexes } = node.sindexes(namespace);
  return sindexes.filter(({ definition }) => definition.set === set.name).length;
}

function setStatistics(set: SetInfo, sindexes: number): string {
  return (
    `objects=${set.objects}:tombstones=0:data_used_bytes=0:` +
    `truncate_lut=${toLut(set.truncateLut)}:sindexes=${sindexes}:index_populating=false:` +
    'truncating=false:default-read-touch-ttl-pct=0:default-ttl=0:disable-eviction=false:' +
    'enable-index=false:stop-writes-count=0:stop-writes-size=0;'
  );
}

/** Milliseconds since 1970 as the server shows them: nanoseconds since 2010. */
function toLut(milliseconds: number): string {
  if (milliseconds === 0) return '0';
  return String(
    (BigInt(Math.floor(milliseconds)) - BigInt(AEROSPIKE_EPOCH) * 1000n) *
      NANOSECONDS_PER_MILLISECOND,
  );
}
