import type { Node } from '../cluster/node.js';
import { EmbeddedError, type EmbeddedErrorCode } from '../error/embedded-error.js';
import { EMPTY_NAMESPACE, type Namespace, type NamespaceState } from '../storage/namespace.js';
import { resumeTruncations } from '../storage/truncate.js';
import type { SindexesState } from '../sindex/sindex-registry.js';
import type { JsonValue } from '../part/json-value.js';

/**
 * What a node holds at one moment. Capturing it takes one reference for each partition of records and
 * of index entries, whatever their number: a partition is copied by the first change after that.
 */
export interface NodeState {
  /** By name. */
  readonly namespaces: ReadonlyMap<string, KeptNamespace>;
  /** The other parts of the node by name, see `NodePart`. */
  readonly parts: ReadonlyMap<string, JsonValue>;
}

/** A namespace at one moment. */
export interface KeptNamespace {
  readonly records: NamespaceState;
  readonly indexes: SindexesState;
}

const EMPTY: KeptNamespace = {
  records: EMPTY_NAMESPACE,
  indexes: { sindexes: [], setIndexes: [] },
};

export function captureNode(node: Node): NodeState {
  const parts = new Map<string, JsonValue>();
  for (const { name, kept } of node.parts) {
    if (kept !== undefined) parts.set(name, kept.capture());
  }
  return {
    namespaces: new Map(
      [...node.namespaces].map(([name, namespace]) => [
        name,
        { records: namespace.capture(), indexes: node.sindexes(namespace).capture() },
      ]),
    ),
    parts,
  };
}

/**
 * Puts a node back to a state, which may be that of another node. Parts and namespaces that the state
 * does not have are as at the start. Queries and
 * transactions that are under way are aborted.
 *
 * @throws {EmbeddedError} when the state has something that this node has no place for; nothing
 *   changes then.
 */
export function restoreNode(node: Node, state: NodeState, errorCode: EmbeddedErrorCode): void {
  checkFits(node, state, errorCode);
  node.jobs.abortAll();
  for (const [name, namespace] of node.namespaces) {
    restoreNamespace(node, namespace, state.namespaces.get(name) ?? EMPTY);
  }
  for (const part of node.parts) {
    const kept = state.parts.get(part.name);
    if (kept !== undefined) part.kept?.restore(kept);
    else if (part.kept !== undefined || part.isUnderWay === true) part.reset();
  }
  node.journal?.replaceAll();
}

/** Puts a node back to as it was at its start; connections stay. */
export function resetNode(node: Node): void {
  node.jobs.reset();
  for (const namespace of node.namespaces.values()) restoreNamespace(node, namespace, EMPTY);
  for (const part of node.parts) part.reset();
  node.journal?.replaceAll();
}

function restoreNamespace(node: Node, namespace: Namespace, kept: KeptNamespace): void {
  namespace.restore(kept.records);
  node.sindexes(namespace).restore(kept.indexes);
  resumeTruncations(namespace);
}

function checkFits(node: Node, state: NodeState, code: EmbeddedErrorCode): void {
  for (const [name, { records, indexes }] of state.namespaces) {
    const isEmpty = records.sets.length + records.objects + indexes.sindexes.length === 0;
    if (node.namespaces.has(name) || isEmpty) continue;
    throw new EmbeddedError(
      code,
      `there are ${records.objects} records of namespace "${name}", but the server was started ` +
        `without it: add it to its option "namespaces"`,
    );
  }
  for (const name of state.parts.keys()) {
    if (node.parts.some((part) => part.name === name && part.kept !== undefined)) continue;
    throw new EmbeddedError(
      code,
      `there is a part "${name}" that this server does not have: start it with the options and the ` +
        'edition of the server that it was saved from',
    );
  }
}
