import type { Host } from '@aeroform/core';
import Aerospike from 'aerospike';
import { DATA_SETS, type DataSetName, NAMESPACE, setOf } from '../data/data-sets.js';
import { ROW_COLUMNS } from '../data/row.js';
import type { BenchDriver } from './bench-driver.js';
import { OFFICIAL_CONNECTIONS } from './core-driver.js';

type Client = Awaited<ReturnType<typeof Aerospike.connect>>;
type OfficialKey = Aerospike.Key & Aerospike.KeyOptions;
type Bins = Readonly<Record<string, unknown>>;

const { batchType, Double, filter, Key, lists, operations } = Aerospike;
const COUNT_AND_NOTE = [operations.incr('n', 1), lists.append('log', 1), lists.trim('log', -5, 5)];
const TIME_OUT = 60_000;

/** The official client, npm `aerospike`, as it is. */
export class OfficialDriver implements BenchDriver {
  readonly #client: Client;
  readonly #batch = new Aerospike.BatchPolicy({ totalTimeout: TIME_OUT });

  private constructor(client: Client) {
    this.#client = client;
  }

  static async open(hosts: readonly Host[]): Promise<OfficialDriver> {
    const client = await Aerospike.connect({
      hosts: hosts.map(toOfficialHost),
      maxConnsPerNode: OFFICIAL_CONNECTIONS,
      policies: { query: new Aerospike.QueryPolicy({ totalTimeout: TIME_OUT }) },
    });
    return new OfficialDriver(client);
  }

  get(set: DataSetName, id: number): Promise<unknown> {
    return this.#client.get(keyOf(set, id));
  }

  put(set: DataSetName, id: number): Promise<unknown> {
    return this.#client.put(keyOf(set, id), toOfficialBins(set, id));
  }

  exists(set: DataSetName, id: number): Promise<unknown> {
    return this.#client.exists(keyOf(set, id));
  }

  operate(set: DataSetName, id: number): Promise<unknown> {
    return this.#client.operate(keyOf(set, id), COUNT_AND_NOTE);
  }

  async batchRead(set: DataSetName, ids: readonly number[]): Promise<number> {
    let count = 0;
    for (const { bins } of await this.#read(set, ids)) count += countValues(bins);
    return count;
  }

  async batchColumns(set: DataSetName, ids: readonly number[]): Promise<number> {
    const columns = Object.keys(ROW_COLUMNS).map(
      (name) => [name, new Float64Array(ids.length)] as const,
    );
    for (const [row, { bins }] of (await this.#read(set, ids)).entries()) {
      for (const [name, column] of columns) column[row] = bins[name] as number;
    }
    return columns[0]![1].reduce((sum, id) => sum + id, 0);
  }

  async batchWrite(set: DataSetName, ids: readonly number[]): Promise<number> {
    const rows = ids.map((id) => ({
      type: batchType.BATCH_WRITE,
      key: keyOf(set, id),
      ops: Object.entries(toOfficialBins(set, id)).map(([name, value]) =>
        operations.write(name, value as number),
      ),
    }));
    const results = await this.#client.batchWrite(rows, this.#batch);
    return results.filter(({ status }) => status === 0).length;
  }

  async query(set: DataSetName, below: number): Promise<number> {
    const query = this.#client.query(NAMESPACE, setOf(set));
    query.where(filter.range('id', 0, below - 1));
    let count = 0;
    for (const { bins } of await query.results()) count += countValues(bins);
    return count;
  }

  close(): void {
    this.#client.close();
  }

  async #read(set: DataSetName, ids: readonly number[]): Promise<{ readonly bins: Bins }[]> {
    const rows = ids.map((id) => ({ key: keyOf(set, id), readAllBins: true }));
    const results = await this.#client.batchRead(rows, this.#batch);
    return results.map(({ record }) => record as { readonly bins: Bins });
  }
}

/** Its methods take the keys that it makes, although its types do not say so under strict settings. */
function keyOf(set: DataSetName, id: number): OfficialKey {
  return new Key(NAMESPACE, setOf(set), id) as OfficialKey;
}

/** It stores a whole number as an integer unless it is told that it is a double. */
function toOfficialBins(set: DataSetName, id: number): Record<string, Aerospike.AerospikeBinValue> {
  const bins = DATA_SETS[set].bins(id) as Record<string, Aerospike.AerospikeBinValue>;
  return set === 'row' ? { ...bins, share: new Double(id + 0.5) } : bins;
}

/** A host as the official client takes it. */
export function toOfficialHost(host: Host): { addr: string; port: number } {
  if (typeof host === 'string') {
    const [addr = '', port = '3000'] = host.split(':');
    return { addr, port: Number(port) };
  }
  if ('addr' in host) return { addr: host.addr, port: host.port ?? 3000 };
  return { addr: host[0], port: host[1] };
}

function countValues(bins: Bins): number {
  let count = 0;
  for (const name in bins) if (bins[name] !== null) count++;
  return count;
}
