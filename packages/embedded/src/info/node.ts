import { ResultCode } from '@aeroform/protocol';
import type { Edition } from '../cluster/node.js';
import type { InfoCommands } from './info-command.js';
import { InfoError } from './info-params.js';
import { COMPATIBILITY_ID } from './statistics.js';

const EDITIONS: Readonly<Record<Edition, string>> = {
  community: 'Aerospike Community Edition',
  enterprise: 'Aerospike Enterprise Edition',
};
/** Version of the server whose behaviour this one shows; clients switch features on by it. */
const BUILD = '8.1.2.0';
/** The name that the server's builds have for the machine. */
const ARCHITECTURE = { x64: 'x86_64', arm64: 'aarch64' }[process.arch as string] ?? process.arch;
const MAX_CONTEXT_SIZE = 1023;
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
  build_arch: () => ARCHITECTURE,
  build_os: () => process.platform,
  build_sha: () => '',
  build_ee_sha: () => '',
  build_time: () => '',
  edition: (node) => EDITIONS[node.edition],
  version: (node) => `${EDITIONS[node.edition]} build ${BUILD}`,
  release: (node) =>
    `edition=${EDITIONS[node.edition]};version=${BUILD};os=${process.platform};arch=${ARCHITECTURE};sha=`,
  'compatibility-id': () => String(COMPATIBILITY_ID),
  features: () => FEATURES,
  status: () => 'ok',
  digests: () => 'RIPEMD160',
  connection: () => 'admin=false',
  'get-stats': (_node, params) => {
    if (params.require('context', MAX_CONTEXT_SIZE) === 'xdr') return '';
    throw new InfoError(ResultCode.PARAMETER, 'unknown context');
  },
  'cluster-name': (node) => node.clusterName,
};
