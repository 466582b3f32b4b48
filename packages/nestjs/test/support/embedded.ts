import { EmbeddedServer } from '@aeroform/embedded';
import type { AerospikeModuleOptions } from '../../src/index';

/** An embedded server for all tests of a file. */
export function useEmbeddedServer(): { options(): AerospikeModuleOptions } {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await EmbeddedServer.start({ namespaces: [{ name: 'test' }] });
  });
  afterAll(async () => {
    await server.stop();
  });
  return {
    options: () => ({
      hosts: `127.0.0.1:${server.port}`,
      namespace: 'test',
      retryAttempts: 1,
      autoLoadEntities: true,
    }),
  };
}
