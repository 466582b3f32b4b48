import { ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import { InfoError, type InfoParams } from './info-params.js';
import type { InfoCommands } from './info-command.js';

const EDITION = 'Aerospike Community Edition';
/** Version of the server whose behaviour this one shows; clients switch features on by it. */
const BUILD = '8.1.2.0';
const FEATURES = [
  'batch-any',
  'batch-index',
  'blob-bits',
  'cdt-index',
  'cdt-list',
  'cdt-map',
  'cluster-stable',
  'float',
  'geo',
  'sindex-exists',
  'peers',
  'pipelining',
  'pquery',
  'pscans',
  'query-show',
  'relaxed-sc',
  'replicas',
  'replicas-all',
  'replicas-master',
  'replicas-max',
  'truncate-namespace',
  'udf',
].join(';');

/** What the node is. */
export const nodeInfoCommands: InfoCommands = {
  node: (node) => node.id,
  name: (node) => node.id,
  'get-sl': (node) => node.id,
  build: () => BUILD,
  build_arch: () => process.arch,
  build_os: () => process.platform,
  build_sha: () => '',
  build_ee_sha: () => '',
  build_time: () => '',
  edition: () => EDITION,
  version: () => `${EDITION} build ${BUILD}`,
  release: () =>
    `edition=${EDITION};version=${BUILD};os=${process.platform};arch=${process.arch};sha=`,
  'compatibility-id': () => '15',
  features: () => FEATURES,
  status: () => 'ok',
  digests: () => 'RIPEMD160',
  connection: () => 'admin=false',
  'cluster-name': (node) => node.clusterName,
  'cluster-stable': clusterStable,
  'best-practices': () => 'failed_best_practices=none',
  'health-outliers': () => '',
  'health-stats': () => '',
  statistics,
};

function clusterStable(node: Node, params: InfoParams): string {
  const namespace = params.optional('namespace', 31);
  if (namespace !== undefined && !node.namespaces.has(namespace)) {
    throw new InfoError(ResultCode.INVALID_NAMESPACE, 'namespace not found on node');
  }
  const size = params.get('size');
  if (size !== undefined && Number(size) !== 1) {
    throw new InfoError(ResultCode.CLUSTER_KEY_MISMATCH, 'cluster not specified size');
  }
  return node.clusterKey;
}

function statistics(node: Node): string {
  const { counters } = node;
  const objects = [...node.namespaces.values()].reduce((sum, each) => sum + each.objects, 0);
  const pairs: Record<string, string | number> = {
    cluster_size: 1,
    cluster_key: node.clusterKey,
    cluster_generation: 1,
    cluster_principal: node.id,
    cluster_integrity: 'true',
    cluster_is_member: 'true',
    uptime: Math.floor((Date.now() - node.startedAt) / 1000),
    objects,
    tombstones: 0,
    client_connections: counters.connectionsOpened - counters.connectionsClosed,
    client_connections_opened: counters.connectionsOpened,
    client_connections_closed: counters.connectionsClosed,
    info_complete: counters.infoCommands,
    demarshal_error: counters.malformedMessages,
    migrate_allowed: 'true',
    migrate_partitions_remaining: 0,
  };
  return Object.entries(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}
