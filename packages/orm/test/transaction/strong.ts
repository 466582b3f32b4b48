import { EmbeddedServer } from '@aeroform/embedded';
import { DataSource, type DataSourceOptions } from '../../src/index.js';
import { Account, Entry, Loose } from './account.js';

/** A data source on an Enterprise server whose namespace `test` has strong consistency. */
export interface Strong {
  readonly server: EmbeddedServer;
  readonly dataSource: DataSource;
  readonly stop: () => Promise<void>;
}

export async function startStrong(options: Partial<DataSourceOptions> = {}): Promise<Strong> {
  const server = await EmbeddedServer.start({
    edition: 'enterprise',
    namespaces: [{ name: 'test', strongConsistency: true }, 'available'],
  });
  const dataSource = new DataSource({
    hosts: `${server.host}:${server.port}`,
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
