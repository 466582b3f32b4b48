import {
  type AerospikeClient,
  type Bins,
  createClient,
  type DriverName,
  type Host,
  type Key,
  listAppend,
  listTrim,
  operations,
  predicates,
} from '@aeroform/core';
import { DATA_SETS, type DataSetName, NAMESPACE, setOf } from '../data/data-sets.js';
import { ROW_COLUMNS } from '../data/row.js';
import type { BenchDriver } from './bench-driver.js';

/** One for each command under way, as the official client itself has it here. */
export const OFFICIAL_CONNECTIONS = 600;
const PATIENT = { totalTimeout: 60_000 };
const COUNT_AND_NOTE = [operations.increment('n', 1), listAppend('log', 1), listTrim('log', -5, 5)];

/** The client of `@aeroform/core` with one of its drivers. */
export class CoreDriver implements BenchDriver {
  readonly #client: AerospikeClient;

  private constructor(client: AerospikeClient) {
    this.#client = client;
  }

  static async open(hosts: readonly Host[], driver: DriverName): Promise<CoreDriver> {
    const config = driver === 'native' ? { maxConnsPerNode: OFFICIAL_CONNECTIONS } : {};
    return new CoreDriver(await createClient({ hosts, driver, ...config }).connect());
  }

  get(set: DataSetName, id: number): Promise<unknown> {
    return this.#client.get(keyOf(set, id));
  }

  put(set: DataSetName, id: number): Promise<unknown> {
    return this.#client.put(keyOf(set, id), DATA_SETS[set].bins(id));
  }

  exists(set: DataSetName, id: number): Promise<unknown> {
    return this.#client.exists(keyOf(set, id));
  }

  operate(set: DataSetName, id: number): Promise<unknown> {
    return this.#client.operate(keyOf(set, id), COUNT_AND_NOTE);
  }

  async batchRead(set: DataSetName, ids: readonly number[]): Promise<number> {
    const rows = await this.#client.batchRead(keysOf(set, ids), null, PATIENT);
    return countValues(rows.iterRecords());
  }

  async batchColumns(set: DataSetName, ids: readonly number[]): Promise<number> {
    const rows = await this.#client.batchRead(keysOf(set, ids), null, PATIENT);
    return rows.toColumns(ROW_COLUMNS).columns.id.reduce((sum, id) => sum + id, 0);
  }

  async batchWrite(set: DataSetName, ids: readonly number[]): Promise<number> {
    const { bins } = DATA_SETS[set];
    const rows = ids.map((id): readonly [Key, Bins] => [keyOf(set, id), bins(id)]);
    const { batchRecords } = await this.#client.batchWrite(rows, PATIENT);
    return batchRecords.filter(({ result }) => result === 0).length;
  }

  async query(set: DataSetName, below: number): Promise<number> {
    const query = this.#client.query(NAMESPACE, setOf(set));
    return countValues(await query.where(predicates.between('id', 0, below - 1)).results(PATIENT));
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

function keyOf(set: DataSetName, id: number): Key {
  return [NAMESPACE, setOf(set), id];
}

function keysOf(set: DataSetName, ids: readonly number[]): Key[] {
  return ids.map((id) => keyOf(set, id));
}

function countValues(records: Iterable<{ readonly bins: Bins }>): number {
  let count = 0;
  for (const { bins } of records) for (const name in bins) if (bins[name] !== null) count++;
  return count;
}
