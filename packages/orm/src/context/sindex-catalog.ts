import type { AerospikeClient, SetIndexInfo, SindexInfo } from '@aeroform/core';

/** The secondary indexes of one namespace as the server lists them, kept for a while. */
export class SindexCatalog {
  readonly #client: () => AerospikeClient;
  readonly #namespace: string;
  readonly #maxAgeMs: number;
  #listing: Promise<readonly SindexInfo[]> | null = null;
  #listedAt = 0;
  /** The indexes of sets; as old as the listing. */
  #setIndexes: Promise<readonly SetIndexInfo[]> | null = null;
  /** Records per value by index name; as old as the listing. */
  readonly #statistics = new Map<string, Promise<number | null>>();

  /**
   * @param client gives the connected client
   * @param namespace the namespace whose indexes are listed
   * @param maxAgeMs how long a listing is used
   */
  constructor(client: () => AerospikeClient, namespace: string, maxAgeMs: number) {
    this.#client = client;
    this.#namespace = namespace;
    this.#maxAgeMs = maxAgeMs;
  }

  /** All indexes of the namespace; concurrent callers share one request. */
  async list(): Promise<readonly SindexInfo[]> {
    const age = performance.now() - this.#listedAt;
    if (this.#listing !== null && age < this.#maxAgeMs) return this.#listing;
    const listing = this.#client().indexList(this.#namespace);
    this.#listing = listing;
    this.#listedAt = performance.now();
    this.#statistics.clear();
    this.#setIndexes = null;
    try {
      return await listing;
    } catch (error) {
      if (this.#listing === listing) this.#listing = null;
      throw error;
    }
  }

  /** The indexes on bins of one set. */
  async ofSet(set: string): Promise<readonly SindexInfo[]> {
    return (await this.list()).filter((sindex) => sindex.set === set);
  }

  /** The name of the index of a set; null when it has none. */
  async setIndex(set: string): Promise<string | null> {
    this.#setIndexes ??= this.#client().indexSetList(this.#namespace);
    const asked = this.#setIndexes;
    try {
      return (await asked).find((index) => index.set === set)?.name ?? null;
    } catch (error) {
      if (this.#setIndexes === asked) this.#setIndexes = null;
      throw error;
    }
  }

  /**
   * Records per indexed value of some indexes, as the nodes estimate it, averaged over all nodes.
   * Indexes of which no node says anything are left out.
   */
  async entriesPerValue(names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = await Promise.all(
      names.map(async (name) => {
        const known = this.#statistics.get(name) ?? this.#askEntriesPerValue(name);
        this.#statistics.set(name, known);
        return [name, await known] as const;
      }),
    );
    return new Map(found.filter((pair): pair is readonly [string, number] => pair[1] !== null));
  }

  /** Forgets what is known, so that the next use asks the server. */
  invalidate(): void {
    this.#listing = null;
    this.#setIndexes = null;
    this.#statistics.clear();
  }

  async #askEntriesPerValue(name: string): Promise<number | null> {
    const command = `sindex-stat:namespace=${this.#namespace};indexname=${name}`;
    const answers = await this.#client().infoAll(command);
    const values = answers.flatMap(({ errorCode, response }) => {
      const value = /(?:^|;)entries_per_bval=(\d+)/.exec(response)?.[1];
      // A node that has not looked yet says 0.
      return errorCode === 0 && Number(value) > 0 ? [Number(value)] : [];
    });
    if (values.length === 0) return null;
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  }
}
