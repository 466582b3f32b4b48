import { ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import { setSettings } from '../cluster/settings-part.js';
import { CommandError } from '../error/command-error.js';
import { NEVER } from '../settings/set-settings.js';
import type { Settings } from '../settings/settings.js';
import type { Namespace } from '../storage/namespace.js';
import type { InfoCommands } from './info-command.js';
import { InfoError, type InfoParams } from './info-params.js';
import { localNamespace } from './local-namespace.js';
import { namespaceConfig, setNamespaceConfig } from './namespace-config.js';
import { securityConfig, setSecurityConfig } from './security-config.js';

const MAX_VALUE_SIZE = 1023;

/** Reading and changing the configuration. */
export const configInfoCommands: InfoCommands = {
  'get-config': getConfig,
  'config-get': getConfig,
  'set-config': setConfig,
  'config-set': setConfig,
};

type Config = Readonly<Record<string, string>>;

/** One part of the configuration. */
interface ConfigContext {
  readonly get: (node: Node, params: InfoParams) => Config;
  /** @returns false when the server refuses it. */
  readonly set: (node: Node, params: InfoParams) => boolean;
}

const ENTERPRISE_CONTEXT: ConfigContext = {
  get: () => ({}),
  set: () => {
    throw new InfoError(ResultCode.ENTERPRISE_ONLY, 'enterprise only');
  },
};

const CONTEXTS: Readonly<Record<string, ConfigContext>> = {
  service: {
    get: serviceConfig,
    set: (node, params) => setFirst(node.settings.service, params),
  },
  network: {
    get: networkConfig,
    set: (node, params) => setFirst(node.settings.network, params),
  },
  namespace: {
    get: (node, params) =>
      namespaceConfig(node, localNamespace(node, params, 'id', MAX_VALUE_SIZE)),
    set: setNamespace,
  },
  security: { get: securityConfig, set: setSecurityConfig },
  xdr: ENTERPRISE_CONTEXT,
};

function getConfig(node: Node, params: InfoParams): string {
  const config =
    params.text === ''
      ? { ...serviceConfig(node), ...networkConfig(node) }
      : readContext(params).get(node, params);
  return Object.entries(config)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

function setConfig(node: Node, params: InfoParams): string {
  if (readContext(params).set(node, params)) return 'ok';
  throw new InfoError(ResultCode.PARAMETER, 'invalid set-config parameter');
}

function readContext(params: InfoParams): ConfigContext {
  const name = params.require('context', MAX_VALUE_SIZE);
  const context = Object.hasOwn(CONTEXTS, name) ? CONTEXTS[name] : undefined;
  if (context === undefined) throw new InfoError(ResultCode.PARAMETER, 'invalid context');
  return context;
}

function serviceConfig(node: Node): Config {
  return { ...allOf(node.settings.service), 'node-id': node.id };
}

function networkConfig(node: Node): Config {
  const { host, port } = node.address;
  return {
    ...allOf(node.settings.network),
    'service.port': String(port),
    'service.address': host,
    'service.access-address': host,
  };
}

function allOf(settings: Settings): Config {
  return Object.fromEntries(settings.names.map((name) => [name, settings.get(name)]));
}

/** Of several settings the server takes the first one, in its own order. */
function setFirst(settings: Settings, params: InfoParams): boolean {
  const name = settings.names.find((each) => params.get(each) !== undefined);
  if (name === undefined) return false;
  const value = settings.parse(name, params.get(name) as string);
  if (value === undefined) return false;
  settings.set(name, value);
  return true;
}

function setNamespace(node: Node, params: InfoParams): boolean {
  const namespace = localNamespace(node, params, 'id', MAX_VALUE_SIZE);
  const set = params.get('set');
  if (set !== undefined) return setSet(node, namespace, set, params);
  const names = namespace.settings.names.map((name) => name.replace(/^storage-engine\./, ''));
  const name = names.find((each) => params.get(each) !== undefined);
  if (name === undefined) return false;
  return setNamespaceConfig(node, namespace, name, params.get(name) as string);
}

/** Settings of a set, which is made if there is none. */
function setSet(node: Node, namespace: Namespace, set: string, params: InfoParams): boolean {
  if (set === '' || !createSet(namespace, set)) return false;
  const settings = setSettings(namespace, set);
  const { options } = namespace;
  const expires = options.nsupPeriod > 0 || options.allowTtlWithoutNsup;
  const name = settings.names.find((each) => params.get(each) !== undefined);
  if (name === 'enable-index' && hasOwnIndex(node, namespace, set)) {
    return params.get(name) === 'true';
  }
  if (name === 'default-ttl' && !expires) {
    const value = settings.parse(name, params.get(name) as string);
    if (value !== String(NEVER)) return false;
  }
  return setFirst(settings, params);
}

/** True for a set whose index was made with `sindex-create`. */
function hasOwnIndex(node: Node, namespace: Namespace, set: string): boolean {
  return [...node.sindexes(namespace).setIndexes.values()].includes(set);
}

function createSet(namespace: Namespace, name: string): boolean {
  try {
    namespace.createSet(name);
    return true;
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}
