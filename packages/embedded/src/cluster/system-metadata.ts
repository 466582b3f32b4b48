import type { SindexesState } from '../sindex/sindex-registry.js';
import { truncate } from '../storage/truncate.js';
import type { JsonValue } from '../part/json-value.js';
import type { Node } from './node.js';

/**
 * One kind of metadata that all nodes of a cluster have in common. The server keeps it in files of its
 * own (SMD), so it outlives records: a node that joins takes it over, and so does a cluster whose
 * nodes were all stopped.
 */
export interface MetadataModule {
  /** All of it, as a node has it now. Later changes must not show. */
  readonly capture: (node: Node) => unknown;
  /** Makes it the metadata of a node that has none yet, or an older state of it. */
  readonly restore: (node: Node, state: never) => void;
}

/** Every kind, in the order in which a joining node takes them over. */
const MODULES: Readonly<Record<string, MetadataModule>> = {
  truncation: { capture: captureTruncations, restore: restoreTruncations },
  sindex: { capture: captureSindexes, restore: restoreSindexes },
  parts: { capture: captureParts, restore: restoreParts },
};

/** The metadata that the nodes of a cluster have in common, and the nodes that have it. */
export class SystemMetadata {
  readonly #nodes = new Set<Node>();
  /** What the last node had when it left. */
  #kept: ReadonlyMap<string, unknown> = new Map();

  /**
   * Changes the metadata on all nodes.
   *
   * @param asked - the node that was asked for the change.
   * @param change - is called for each node.
   * @returns what the change of the asked node returned; what it throws there is thrown.
   */
  change<T>(asked: Node, change: (node: Node) => T): T {
    const result = change(asked);
    for (const node of this.#nodes) if (node !== asked) change(node);
    return result;
  }

  /** Adds a node, which takes over what the others have. */
  join(node: Node): void {
    const [other] = this.#nodes;
    const states = other === undefined ? this.#kept : captureAll(other);
    for (const [name, state] of states) MODULES[name]?.restore(node, state as never);
    this.#nodes.add(node);
  }

  leave(node: Node): void {
    this.#nodes.delete(node);
    if (this.#nodes.size === 0) this.#kept = captureAll(node);
  }
}

function captureAll(node: Node): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(MODULES).map(([name, { capture }]) => [name, capture(node)]));
}

/** Modules, users and so on: what is in `node.parts` and marked. */
function captureParts(node: Node): ReadonlyMap<string, JsonValue> {
  const parts = node.parts.filter(({ isClusterWide }) => isClusterWide === true);
  return new Map(parts.map(({ name, kept }) => [name, kept?.capture() ?? null]));
}

function restoreParts(node: Node, states: ReadonlyMap<string, JsonValue>): void {
  for (const { name, kept } of node.parts) {
    const state = states.get(name);
    if (state !== undefined) kept?.restore(state);
  }
}

/** Truncated up to (ms since 1970), by namespace and set; the empty set stands for the namespace. */
type Truncations = ReadonlyMap<string, ReadonlyMap<string, number>>;

function captureTruncations(node: Node): Truncations {
  return new Map(
    [...node.namespaces.values()].map((namespace) => {
      const sets = [...namespace.sets.values()].filter(({ truncateLut }) => truncateLut > 0);
      const luts = new Map(sets.map(({ name, truncateLut }) => [name, truncateLut]));
      if (namespace.truncateLut > 0) luts.set('', namespace.truncateLut);
      return [namespace.name, luts];
    }),
  );
}

function restoreTruncations(node: Node, truncations: Truncations): void {
  for (const namespace of node.namespaces.values()) {
    for (const [set, lut] of truncations.get(namespace.name) ?? []) {
      namespace.createSet(set);
      truncate(namespace, set === '' ? undefined : set, lut);
    }
  }
}

function captureSindexes(node: Node): ReadonlyMap<string, SindexesState> {
  return new Map(
    [...node.namespaces.values()].map((namespace) => {
      const { sindexes, setIndexes } = node.sindexes(namespace).capture();
      const definitions = sindexes.map(({ name, definition }) => ({ name, definition }));
      return [namespace.name, { sindexes: definitions, setIndexes }];
    }),
  );
}

/** The joining node indexes the records that it has by itself. */
function restoreSindexes(node: Node, states: ReadonlyMap<string, SindexesState>): void {
  for (const namespace of node.namespaces.values()) {
    const state = states.get(namespace.name);
    if (state !== undefined) node.sindexes(namespace).restore(state);
  }
}
