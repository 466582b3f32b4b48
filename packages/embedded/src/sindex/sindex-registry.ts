import type { Namespace } from '../storage/namespace.js';
import type { StoredRecord } from '../storage/stored-record.js';
import { addAllRecords, populateSindex } from './populate-sindex.js';
import { Sindex } from './sindex.js';
import { definitionKey, type SindexDefinition } from './sindex-definition.js';
import type { SindexTreeState } from './sindex-tree.js';

/** Most secondary indexes of a namespace; set indexes do not count. */
const MAX_SINDEXES = 256;

/** What became of a request to create an index. */
export type SindexCreation = 'created' | 'renamed' | 'present' | 'name taken' | 'too many';

/** One index at one moment. */
export interface SindexState {
  readonly name: string;
  readonly definition: SindexDefinition;
  /** Missing when the records are to be indexed again. */
  readonly tree?: SindexTreeState;
}

/** The indexes of a namespace at one moment, in the order of their creation. */
export interface SindexesState {
  readonly sindexes: readonly SindexState[];
  /** Name and set of each set index. */
  readonly setIndexes: readonly (readonly [name: string, set: string])[];
}

/**
 * The secondary indexes of a namespace by name, kept right under every change of its records; and the
 * names of its set indexes, which need no entries: a set is found without them.
 */
export class SindexRegistry {
  /** Grows with every index that comes, goes or is renamed. */
  revision = 0;
  readonly #namespace: Namespace;
  readonly #sindexes = new Map<string, Sindex>();
  readonly #byDefinition = new Map<string, Sindex>();
  /** Sets by the name of their index. */
  readonly #setIndexes = new Map<string, string>();

  constructor(namespace: Namespace) {
    this.#namespace = namespace;
    namespace.onChange((before, after) => this.#update(before, after));
  }

  /** In the order of their creation. */
  get sindexes(): readonly Sindex[] {
    return [...this.#byDefinition.values()];
  }

  /** Set indexes in the order of their creation: name and set. */
  get setIndexes(): ReadonlyMap<string, string> {
    return this.#setIndexes;
  }

  has(name: string): boolean {
    return this.#sindexes.has(name) || this.#setIndexes.has(name);
  }

  get(name: string): Sindex | undefined {
    return this.#sindexes.get(name);
  }

  /** The index with this definition, or with the same one over all sets. */
  find(definition: SindexDefinition): Sindex | undefined {
    return (
      this.#byDefinition.get(definitionKey(definition)) ??
      this.#byDefinition.get(definitionKey({ ...definition, set: '' }))
    );
  }

  /**
   * Creates an index. When there is one with the same definition, it gets the new name instead.
   * Records that are already there are indexed in the background.
   */
  create(name: string, definition: SindexDefinition): SindexCreation {
    const key = definitionKey(definition);
    const present = this.#byDefinition.get(key);
    if (this.has(name)) {
      return present !== undefined && present.name === name ? 'present' : 'name taken';
    }
    if (present !== undefined) {
      this.#sindexes.delete(present.name);
      present.name = name;
      this.#sindexes.set(name, present);
      this.revision++;
      return 'renamed';
    }
    if (this.#sindexes.size >= MAX_SINDEXES) return 'too many';
    this.#populate(this.#add(name, definition));
    return 'created';
  }

  /** Creates the index of a set, or renames it. */
  createSetIndex(name: string, set: string): SindexCreation {
    if (this.has(name)) return this.#setIndexes.get(name) === set ? 'present' : 'name taken';
    const present = [...this.#setIndexes].find(([, indexed]) => indexed === set);
    if (present !== undefined) this.#setIndexes.delete(present[0]);
    this.#namespace.createSet(set);
    // It takes the place of one that was switched on with `set-config`.
    this.#namespace.setSettings.get(set)?.set('enable-index', 'false');
    this.#setIndexes.set(name, set);
    this.revision++;
    return present === undefined ? 'created' : 'renamed';
  }

  /** Deletes an index of either kind, if there is one of that name. */
  delete(name: string): void {
    this.revision++;
    this.#setIndexes.delete(name);
    const sindex = this.#sindexes.get(name);
    if (sindex === undefined) return;
    sindex.dropped = true;
    this.#sindexes.delete(name);
    this.#byDefinition.delete(definitionKey(sindex.definition));
  }

  /** Ends queries and the indexing of old records, for good. */
  close(): void {
    for (const sindex of this.#sindexes.values()) sindex.dropped = true;
  }

  /** The indexes as they are now, unmoved by later changes. */
  capture(): SindexesState {
    return {
      sindexes: this.sindexes.map(({ name, definition, tree, readable }) =>
        readable ? { name, definition, tree: tree.capture() } : { name, definition },
      ),
      setIndexes: [...this.#setIndexes],
    };
  }

  /**
   * Puts back what was captured, after the records were. An index without entries gets them at once,
   * so that it can be queried when this returns.
   */
  restore(state: SindexesState): void {
    this.close();
    this.#sindexes.clear();
    this.#byDefinition.clear();
    this.#setIndexes.clear();
    for (const [name, set] of state.setIndexes) this.#setIndexes.set(name, set);
    for (const { name, definition, tree } of state.sindexes) {
      const sindex = this.#add(name, definition);
      if (tree === undefined) addAllRecords(this.#namespace, sindex);
      else sindex.tree.restore(tree);
      sindex.loadPercent = 100;
    }
    this.revision++;
  }

  #add(name: string, definition: SindexDefinition): Sindex {
    const sindex = new Sindex(name, definition);
    sindex.cardinality.begin(this.#namespace.clock.now());
    this.#sindexes.set(name, sindex);
    this.#byDefinition.set(definitionKey(definition), sindex);
    this.revision++;
    return sindex;
  }

  #populate(sindex: Sindex): void {
    const set = this.#namespace.createSet(sindex.definition.set);
    if ((set ?? this.#namespace).objects === 0) {
      sindex.loadPercent = 100;
      return;
    }
    populateSindex(this.#namespace, sindex).catch(() => {
      sindex.failed = true;
    });
  }

  #update(before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    for (const sindex of this.#sindexes.values()) sindex.update(before, after);
  }
}
