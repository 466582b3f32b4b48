import { ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import { describeContext } from '../sindex/describe-context.js';
import { describeExpression } from '../sindex/describe-expression.js';
import type { Sindex } from '../sindex/sindex.js';
import type { Namespace } from '../storage/namespace.js';
import { setIndexSize, sindexSize } from './index-size.js';
import type { InfoCommands } from './info-command.js';
import { InfoError, type InfoParams } from './info-params.js';
import { localNamespace } from './local-namespace.js';
import { createSindex, MAX_INDEX_NAME_SIZE, MAX_NAMESPACE_SIZE } from './sindex-create.js';

const MAX_FLAG_SIZE = 5;
/** Where the server looks for any name, longer ones are unknown. */
const MAX_ANY_NAMESPACE_SIZE = 1023;

/** Secondary indexes and set indexes. */
export const sindexInfoCommands: InfoCommands = {
  'sindex-create': createSindex,
  'sindex-delete': (node, params) =>
    withIndexName(params, (name) => {
      const namespaceName = params.require('namespace', MAX_NAMESPACE_SIZE, 'ns');
      node.metadata.change(node, (each) => {
        const namespace = each.namespaces.get(namespaceName);
        if (namespace !== undefined) each.sindexes(namespace).delete(name);
      });
      return 'ok';
    }),
  'sindex-exists': (node, params) =>
    withIndexName(params, (name) =>
      String(node.sindexes(localNamespace(node, params, 'ns', MAX_NAMESPACE_SIZE)).has(name)),
    ),
  'sindex-stat': (node, params) =>
    withIndexName(params, (name) =>
      describeStatistics(node, localNamespace(node, params, 'ns', MAX_NAMESPACE_SIZE), name),
    ),
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
 * Runs a command on the index that the parameters name. Without a good name the server says so, but
 * goes on, as if the name were empty, and appends the second answer to the first.
 */
function withIndexName(params: InfoParams, run: (name: string) => string): string {
  let name: string;
  try {
    name = params.require('indexname', MAX_INDEX_NAME_SIZE);
  } catch (error) {
    if (!(error instanceof InfoError)) throw error;
    return error.message + orError(() => run(''));
  }
  return run(name);
}

/** An answer, or the text of the error instead. */
function orError(run: () => string): string {
  const answer = orInfoError(run);
  return typeof answer === 'string' ? answer : answer.message;
}

function orInfoError(run: () => string): string | InfoError {
  try {
    return run();
  } catch (error) {
    if (error instanceof InfoError) return error;
    throw error;
  }
}

/** The namespace that the parameters name, or all. */
function listedNamespaces(node: Node, params: InfoParams): readonly Namespace[] {
  const named = params.optional('namespace', MAX_ANY_NAMESPACE_SIZE, 'ns') !== undefined;
  return named
    ? [localNamespace(node, params, 'ns', MAX_ANY_NAMESPACE_SIZE)]
    : [...node.namespaces.values()];
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
    `exp=${expression === undefined ? 'null' : describeSource(expression, base64)}`,
    `state=${describeState(sindex)}`,
  ].join(':');
}

/** Expressions with calls are shown as base64 even where the server shows their operations. */
function describeSource(expression: Buffer, base64: boolean): string {
  const text = base64 ? undefined : describeExpression(expression);
  return text ?? expression.toString('base64');
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
    return `entries=${entries};used_bytes=${setIndexSize(namespace, set)};load_pct=100`;
  }
  const sindex = registry.get(name);
  if (sindex === undefined) throw new InfoError(ResultCode.INDEX_NOT_FOUND, 'no index');
  const { tree, cardinality } = sindex;
  cardinality.refresh(tree, node.clock.now());
  return [
    `entries=${tree.size}`,
    `used_bytes=${sindexSize(sindex)}`,
    `entries_per_bval=${cardinality.perValue}`,
    `entries_per_rec=${cardinality.perRecord}`,
    `load_pct=${sindex.loadPercent}`,
    `load_time=${sindex.loadSeconds}`,
    'stat_gc_recs=0',
  ].join(';');
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
