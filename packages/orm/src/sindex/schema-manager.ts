import type { AerospikeClient } from '@aeroform/core';
import type { SindexCatalog } from '../context/sindex-catalog.js';
import { SchemaMismatchError } from '../error/schema-mismatch-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { createSindex } from './create-sindex.js';
import { type DeclaredSindex, declaredSindexes } from './declared-sindex.js';
import { diffSindexes, type IndexDiff } from './sindex-diff.js';

/** What the schema manager works with. */
export interface SchemaSource {
  /** The connected client. */
  readonly client: () => AerospikeClient;
  /** Namespace of entities that name none. */
  readonly namespace: string;
  readonly entities: readonly EntityMetadata[];
  readonly catalog: (namespace: string) => SindexCatalog;
}

/** Options of `schema.sync()`. */
export interface SyncOptions {
  /** Only says what would be done. Default false. */
  readonly dryRun?: boolean;
  /** Removes indexes on the entities' sets that are not declared. Default false. */
  readonly drop?: boolean;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

/** The declared indexes of a data source, compared with those of the server. */
export class SchemaManager {
  readonly #source: SchemaSource;
  readonly #declared: readonly DeclaredSindex[];

  /** @internal Made by a data source. */
  constructor(source: SchemaSource) {
    this.#source = source;
    this.#declared = declaredSindexes(source.entities, source.namespace);
  }

  /** How the declared indexes differ from those of the server. Asks the server. */
  async diff(): Promise<IndexDiff> {
    const namespaces = [...new Set(this.#declared.map(({ namespace }) => namespace))];
    const parts = await Promise.all(
      namespaces.map(async (namespace) => {
        const catalog = this.#source.catalog(namespace);
        catalog.invalidate();
        const declared = this.#declared.filter((each) => each.namespace === namespace);
        return diffSindexes(declared, await catalog.list());
      }),
    );
    return {
      create: parts.flatMap(({ create }) => create),
      drop: parts.flatMap(({ drop }) => drop),
      mismatched: parts.flatMap(({ mismatched }) => mismatched),
      building: parts.flatMap(({ building }) => building),
    };
  }

  /**
   * Creates missing indexes and waits until they are readable. Nothing is dropped unless asked for.
   *
   * @returns what differed before
   * @throws SchemaMismatchError when an index of a declared name is of something else
   */
  async sync({ dryRun = false, drop = false, signal }: SyncOptions = {}): Promise<IndexDiff> {
    const diff = await this.diff();
    if (dryRun) return diff;
    if (diff.mismatched.length > 0) throw new SchemaMismatchError(diff);
    const client = this.#source.client();
    for (const sindex of this.#declared) {
      if (diff.create.includes(sindex.name)) await createSindex(client, sindex, signal);
    }
    if (drop) await this.#drop(diff.drop);
    for (const { namespace } of this.#declared) this.#source.catalog(namespace).invalidate();
    return diff;
  }

  /**
   * What `initialize()` does with the indexes.
   *
   * @internal
   */
  async prepare(mode: 'off' | 'verify' | 'create'): Promise<void> {
    if (mode === 'off' || this.#declared.length === 0) return;
    if (mode === 'create') {
      await this.sync();
      return;
    }
    const diff = await this.diff();
    if (diff.create.length > 0 || diff.mismatched.length > 0) throw new SchemaMismatchError(diff);
  }

  async #drop(names: readonly string[]): Promise<void> {
    const client = this.#source.client();
    const namespaces = new Set(this.#declared.map(({ namespace }) => namespace));
    for (const namespace of namespaces) {
      const present = new Set((await client.indexList(namespace)).map(({ name }) => name));
      for (const name of names.filter((each) => present.has(each))) {
        await client.indexRemove(namespace, name);
      }
    }
  }
}
