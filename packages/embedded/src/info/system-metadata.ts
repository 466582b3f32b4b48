import { AEROSPIKE_EPOCH, ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { SindexDefinition } from '../sindex/sindex-definition.js';
import type { InfoCommands } from './info-command.js';
import { InfoError } from './info-params.js';

const MAX_MODULE_SIZE = 8;
/** Milliseconds between 1970 and 2010. */
const EPOCH_MILLISECONDS = AEROSPIKE_EPOCH * 1000;

/** Modules of metadata that all nodes have in common: their entries, `key=value` each. */
const MODULES: Readonly<Record<string, (node: Node) => string[]>> = {
  evict: listEvictions,
  sindex: listSindexes,
  truncate: listTruncations,
  UDF: ({ udfs }) =>
    udfs.modules.all.map(
      ({ filename, content }) =>
        `${filename}={"content64": "${content}", "type": "LUA", "name": "${filename}"}`,
    ),
};
const ENTERPRISE_MODULES: readonly string[] = ['roster', 'security', 'XDR', 'masking'];

/** What the nodes of a cluster agree upon, apart from records. */
export const systemMetadataInfoCommands: InfoCommands = {
  'smd-info': (node) => {
    const { cluster } = node;
    const modules = Object.entries(MODULES).map(([name, list]) => {
      const count = list(node).length;
      const key = count === 0 ? 0 : cluster.key;
      return `${name}:committed_key=${key},committed_tid=${count},n_keys=${count},state=pr;`;
    });
    return (
      `smd:n_pending_sets=0,n_events=0,n_nodes=${cluster.nodes.length},` +
      `principal=${cluster.nodes[0]?.id ?? ''},cluster_key=${cluster.key};${modules.join('')}`
    );
  },
  'smd-show': (node, params) => {
    const name = params.require('module', MAX_MODULE_SIZE).toLowerCase();
    if (ENTERPRISE_MODULES.some((each) => each.toLowerCase() === name)) {
      throw new InfoError(ResultCode.ENTERPRISE_ONLY, 'enterprise only');
    }
    const found = Object.entries(MODULES).find(([each]) => each.toLowerCase() === name);
    if (found === undefined) throw new InfoError(ResultCode.PARAMETER, "unknown 'module'");
    return found[1](node).join(';') || '<empty>';
  },
};

function listEvictions({ namespaces }: Node): string[] {
  return [...namespaces.values()]
    .filter(({ evictVoidTime }) => evictVoidTime > 0)
    .map(({ name, evictVoidTime }) => `${name}=${evictVoidTime}`);
}

function listTruncations({ namespaces }: Node): string[] {
  return [...namespaces.values()].flatMap(({ name, truncateLut, sets }) =>
    [
      { key: name, lut: truncateLut },
      ...[...sets.values()].map((set) => ({ key: `${name}|${set.name}`, lut: set.truncateLut })),
    ]
      .filter(({ lut }) => lut > 0)
      .map(({ key, lut }) => `${key}=${Math.floor(lut) - EPOCH_MILLISECONDS}`),
  );
}

const COLLECTION_LETTERS: Record<SindexDefinition['collection'], string> = {
  default: '.',
  list: 'L',
  mapkeys: 'K',
  mapvalues: 'V',
};
const TYPE_LETTERS: Record<SindexDefinition['type'], string> = {
  numeric: 'I',
  string: 'S',
  blob: 'B',
  geo2dsphere: 'G',
};

function listSindexes(node: Node): string[] {
  return [...node.namespaces.values()].flatMap((namespace) => {
    const registry = node.sindexes(namespace);
    return [
      ...registry.sindexes.map(
        ({ name, definition }) => `${namespace.name}|${describeDefinition(definition)}=${name}`,
      ),
      ...[...registry.setIndexes].map(([name, set]) => `${namespace.name}|${set}|S=${name}`),
    ];
  });
}

function describeDefinition(definition: SindexDefinition): string {
  const { set, binName, context, expression, collection, type } = definition;
  const parts = [set, binName];
  if (context !== undefined) parts.push(`c${context.toString('base64')}`);
  if (expression !== undefined) parts.push(`e${expression.toString('base64')}`);
  return [...parts, COLLECTION_LETTERS[collection], TYPE_LETTERS[type]].join('|');
}
