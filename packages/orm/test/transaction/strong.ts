import type { EmbeddedServer, EmbeddedWorker } from '@aeroform/embedded';
import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import { startServer } from '../../../../test/support/server-under-test.js';
import { DataSource, type DataSourceOptions } from '../../src/index.js';
import { connectionTo } from '../support/connection.js';
import { Account, Entry, Loose } from './account.js';

/** A data source on an Enterprise server whose namespace `test` has strong consistency. */
export interface Strong {
  readonly server: EmbeddedServer | EmbeddedWorker;
  readonly dataSource: DataSource;
  readonly stop: () => Promise<void>;
}

export async function startStrong(options: Partial<DataSourceOptions> = {}): Promise<Strong> {
  const server = await startServer({
    edition: 'enterprise',
    namespaces: [{ name: 'test', strongConsistency: true }, 'available'],
  });
  const dataSource = new DataSource({
    ...connectionTo(server),
    namespace: 'test',
    entities: [Account, Entry, Loose],
    ...options,
  });
  await dataSource.initialize();
  return {
    server,
    dataSource,
    async stop() {
      await dataSource.destroy();
      await server.stop();
    },
  };
}

/** A test of what is done in a transaction, which the native driver refuses. */
export function transactionTest(title: string, test: () => Promise<void>): void {
  it(title, unlessLimited('transaction', test));
}
