import { ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { Namespace } from '../storage/namespace.js';
import type { NamespaceOptions } from '../storage/namespace-options.js';
import type { InfoCommands } from './info-command.js';
import { InfoError, type InfoParams } from './info-params.js';

/** Reading and changing the configuration, as far as this server has one. */
export const configInfoCommands: InfoCommands = {
  'get-config': getConfig,
  'config-get': getConfig,
  'set-config': setConfig,
  'config-set': setConfig,
};

const MAX_NAME_SIZE = 63;

/** The options of a namespace under the server's names. */
export function namespaceConfig(namespace: Namespace): Record<string, string | number> {
  const { options } = namespace;
  return {
    'allow-ttl-without-nsup': String(options.allowTtlWithoutNsup),
    'default-read-touch-ttl-pct': 0,
    'default-ttl': options.defaultTtl,
    'disallow-null-setname': String(options.disallowNullSetname),
    'max-record-size': options.maxRecordSize,
    'nsup-period': options.nsupPeriod,
    'prefer-uniform-balance': 'false',
    'rack-id': 0,
    'replication-factor': 1,
    'strong-consistency': 'false',
    'index-type': 'mem',
    'sindex-type': 'mem',
    'storage-engine': 'memory',
  };
}

function serviceConfig(node: Node): Record<string, string | number> {
  return {
    'advertise-ipv6': 'false',
    'batch-max-requests': 0,
    'cluster-name': node.clusterName,
    'min-cluster-size': 1,
    'node-id': node.id,
    'proto-fd-idle-ms': node.protoFdIdleMs,
    'proto-fd-max': node.protoFdMax,
    'query-threads-limit': 128,
  };
}

function networkConfig(node: Node): Record<string, string | number> {
  return { 'service.port': node.address.port, 'service.address': node.address.host };
}

type ContextConfig = (node: Node, params: InfoParams) => Record<string, string | number>;

const CONTEXTS: Readonly<Record<string, ContextConfig>> = {
  service: serviceConfig,
  network: networkConfig,
  namespace: (node, params) => namespaceConfig(findNamespace(node, params)),
  security: () => ({}),
  xdr: () => ({}),
};

function getConfig(node: Node, params: InfoParams): string {
  const context = params.optional('context', MAX_NAME_SIZE);
  const all =
    context === undefined
      ? { ...serviceConfig(node), ...networkConfig(node) }
      : contextConfig(context)(node, params);
  return Object.entries(all)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

function contextConfig(name: string): ContextConfig {
  const context = Object.hasOwn(CONTEXTS, name) ? CONTEXTS[name] : undefined;
  if (context === undefined) throw new InfoError(ResultCode.PARAMETER, 'invalid context');
  return context;
}

function findNamespace(node: Node, params: InfoParams): Namespace {
  const name = params.require('namespace', 31, 'id');
  const namespace = node.namespaces.get(name);
  if (namespace === undefined) {
    throw new InfoError(ResultCode.INVALID_NAMESPACE, 'namespace not found on node');
  }
  return namespace;
}

/** The options that can be changed while the server runs. */
const SETTABLE: Readonly<Record<string, (value: string) => Partial<NamespaceOptions>>> = {
  'default-ttl': (value) => ({ defaultTtl: Number(value) }),
  'nsup-period': (value) => ({ nsupPeriod: Number(value) }),
  'max-record-size': (value) => ({ maxRecordSize: Number(value) }),
  'allow-ttl-without-nsup': (value) => ({ allowTtlWithoutNsup: value === 'true' }),
  'disallow-null-setname': (value) => ({ disallowNullSetname: value === 'true' }),
};

function setConfig(node: Node, params: InfoParams): string {
  const context = params.require('context', MAX_NAME_SIZE);
  contextConfig(context);
  if (context !== 'namespace') throw invalidParameter();
  const namespace = findNamespace(node, params);
  const changes = Object.entries(SETTABLE).filter(([name]) => params.get(name) !== undefined);
  if (changes.length === 0) throw invalidParameter();
  for (const [name, change] of changes) {
    try {
      namespace.configure(change(params.get(name) as string));
    } catch {
      throw invalidParameter();
    }
  }
  return 'ok';
}

function invalidParameter(): InfoError {
  return new InfoError(ResultCode.PARAMETER, 'invalid set-config parameter');
}
