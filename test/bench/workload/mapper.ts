import type { AerospikeClient, Host } from '@aeroform/core';
import { DataSource, type Repository } from '@aeroform/orm';
import { NAMESPACE } from '../data/data-sets.js';
import { Person, Small } from '../data/person.js';

/** What the mapper is measured with: a data source, and the client below it. */
export interface Mapper {
  readonly client: AerospikeClient;
  readonly people: Repository<Person>;
  readonly smalls: Repository<Small>;
  close(): Promise<void>;
}

/** Connects a data source. Its sets are filled without it. */
export async function openMapper(hosts: readonly Host[]): Promise<Mapper> {
  const dataSource = new DataSource({
    hosts,
    namespace: NAMESPACE,
    entities: [Person, Small],
    // The index is created with the records of the set, which may come later.
    indexes: { sync: 'off', refreshMs: 1 },
    query: { maxRecords: 0 },
  });
  await dataSource.initialize();
  return {
    client: dataSource.client,
    people: dataSource.getRepository(Person),
    smalls: dataSource.getRepository(Small),
    close: () => dataSource.destroy(),
  };
}
