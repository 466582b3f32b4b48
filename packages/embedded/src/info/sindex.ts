import { PARTITION_COUNT, ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import { describeContext } from '../sindex/describe-context.js';
import type { Sindex } from '../sindex/sindex.js';
import type { Namespace } from '../storage/namespace.js';
import type { InfoCommands } from './info-command.js';
import { InfoError, type InfoParams } from './info-params.js';
import { createSindex, MAX_INDEX_NAME_SIZE, MAX_NAMESPACE_SIZE } from './sindex-create.js';

const MAX_FLAG_SIZE = 5;
/** Bytes of a node of the server's tree, and entries that it holds when it is half full. */
const TREE_NODE_SIZE = 4096;
const ENTRIES_PER_NODE = 128;

/** Secondary indexes and set indexes. */
export const sindexInfoCommands: InfoCommands = {
  'sindex-create': createSindex,
  'sindex-delete': (node, params) =>
    withIndexName(params, (name) => {
      const namespace = node.namespaces.get(params.require('namespace', MAX_NAMESPACE_SIZE, 'ns'));
      if (namespace !== undefined) node.sindexes(namespace).delete(name);
      return 'ok';
    }),
  'sindex-exists': (node, params) =>
    withIndexName(params, (name) => String(node.sindexes(localNamespace(node, params)).has(name))),
  'sindex-stat': (node, params) =>
    withIndexName(params, (name) => describeStatistics(node, localNamespace(node, params), name)),
  'sindex-list': (node, params) => {
    const sindexes = orError(() => listSindexes(node, params));
    const setIndexes = orError(() => listSetIndexes(node, params));
    return `${sindexes};${setIndexes}`.replace(/;$/, '');
  },
  sindex: (node, params) => {
    if (params.text === '') return listAll([...node.namespaces.values()], node, false);
    const [namespaceName, name] = splitOnce(params.text, '/');
    const namespace = node.namespaces.get(namespaceName);
    if (namespace === undefined) return 'ns_type=unknown';
    return name === undefined
      ? listAll([namespace], node, false)
      : describeStatistics(node, namespace, name);
  },
};

/**
 * Runs a command on the index that the parameters name. Without a name the server reports that, but
 * goes on, as if the name were empty, and appends the second answer to the first.
 */
function withIndexName(params: InfoParams, run: (name: string) => string): string {
  try {
    return run(params.require('indexname', MAX_INDEX_NAME_SIZE));
  } catch (error) {
    if (!(error instanceof InfoError) || params.get('indexname')) throw error;
    return error.message + orError(() => run(''));
  }
}

/** An answer, or the text of the error instead. */
function orError(run: () => string): string {
  try {
    return run();
  } catch (error) {
    if (error instanceof InfoError) return error.message;
    throw error;
  }
}

function localNamespace(node: Node, params: InfoParams): Namespace {
  const namespace = node.namespaces.get(params.require('namespace', MAX_NAMESPACE_SIZE, 'ns'));
  if (namespace === undefined) {
    throw new InfoError(ResultCode.INVALID_NAMESPACE, 'namespace not found on node');
  }
  return namespace;
}

/** The namespace that the parameters name, or all. */
function listedNamespaces(node: Node, params: InfoParams): readonly Namespace[] {
  const named = params.optional('namespace', MAX_NAMESPACE_SIZE, 'ns') !== undefined;
  return named ? [localNamespace(node, params)] : [...node.namespaces.values()];
}

function listSindexes(node: Node, params: InfoParams): string {
  const namespaces = listedNamespaces(node, params);
  const base64 = params.optional('b64', MAX_FLAG_SIZE) ?? 'false';
  if (base64 !== 'true' && base64 !== 'false') {
    throw new InfoError(ResultCode.PARAMETER, 'bad b64');
  }
  return listAll(namespaces, node, base64 === 'true');
}

function listAll(namespaces: readonly Namespace[], node: Node, base64: boolean): string {
  return namespaces
    .flatMap((namespace) =>
      node.sindexes(namespace).sindexes.map((sindex) => describe(namespace, sindex, base64)),
    )
    .join(';');
}

function describe(namespace: Namespace, sindex: Sindex, base64: boolean): string {
  const { set, binName, type, collection, context, expression } = sindex.definition;
  const contextText = base64 ? context?.toString('base64') : context && describeContext(context);
  return [
    `ns=${namespace.name}`,
    `indexname=${sindex.name}`,
    `set=${set || 'null'}`,
    `bin=${binName || 'null'}`,
    `type=${type}`,
    `indextype=${collection}`,
    `context=${contextText ?? 'null'}`,
    // The server shows the operations of an expression here, unless base64 was asked for.
    `exp=${expression?.toString('base64') ?? 'null'}`,
    `state=${describeState(sindex)}`,
  ].join(':');
}

function describeState({ failed, readable }: Sindex): string {
  if (failed) return 'ERROR';
  return readable ? 'RW' : 'WO';
}

function listSetIndexes(node: Node, params: InfoParams): string {
  return listedNamespaces(node, params)
    .flatMap((namespace) =>
      [...node.sindexes(namespace).setIndexes].map(
        ([name, set]) => `ns=${namespace.name}:indexname=${name}:set=${set}:indextype=set`,
      ),
    )
    .join(';');
}

function describeStatistics(node: Node, namespace: Namespace, name: string): string {
  const registry = node.sindexes(namespace);
  const set = registry.setIndexes.get(name);
  if (set !== undefined) {
    const entries = namespace.sets.get(set)?.objects ?? 0;
    return `entries=${entries};used_bytes=0;load_pct=100`;
  }
  const sindex = registry.get(name);
  if (sindex === undefined) throw new InfoError(ResultCode.INDEX_NOT_FOUND, 'no index');
  const entries = sindex.tree.size;
  const nodes = PARTITION_COUNT + Math.floor(entries / ENTRIES_PER_NODE);
  return [
    `entries=${entries}`,
    `used_bytes=${nodes * TREE_NODE_SIZE}`,
    // The server estimates these once an hour: a young index has none.
    'entries_per_bval=0',
    'entries_per_rec=0',
    `load_pct=${sindex.loadPercent}`,
    `load_time=${sindex.loadSeconds}`,
    'stat_gc_recs=0',
  ].join(';');
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
