import { namedHosts, startServer } from '../../../../test/support/server-under-test.js';
import { DataSource, type DataSourceOptions } from '../../src/index.js';
import { type Connection, connectionTo } from '../support/connection.js';

/** Where tests of behaviour run: always the embedded server, and a real one when it is named. */
interface Backend {
  readonly name: string;
  readonly namespace: string;
  /** Gives the hosts and what stops the server. */
  start(): Promise<{ hosts: string; stop(): Promise<void> }>;
}

const embedded: Backend = {
  name: 'embedded',
  namespace: 'test',
  async start() {
    const server = await startServer();
    return { hosts: `${server.host}:${server.port}`, stop: () => server.stop() };
  },
};

const real = namedHosts();
const backends: readonly Backend[] = [
  embedded,
  ...(real === undefined
    ? []
    : [
        {
          name: 'real server',
          namespace: process.env['AEROSPIKE_NAMESPACE'] ?? 'test',
          start: () => Promise.resolve({ hosts: real, stop: () => Promise.resolve() }),
        },
      ]),
];

/** What the tests of a backend get. */
export interface Running {
  readonly dataSource: DataSource;
  readonly hosts: string;
  /** How the data source is connected: for further ones. */
  readonly connection: Connection;
}

/** Defines the same tests for each backend. */
export function eachServer(
  options: Omit<DataSourceOptions, 'hosts' | 'namespace' | 'client'>,
  define: (running: () => Running) => void,
): void {
  describe.each(backends)('on $name', (backend) => {
    let running: Running;
    let stop: () => Promise<void>;
    beforeAll(async () => {
      const { hosts, ...server } = await backend.start();
      stop = () => server.stop();
      const connection = connectionTo({ hosts });
      const dataSource = new DataSource({
        indexes: { sync: 'create' },
        ...options,
        ...connection,
        namespace: backend.namespace,
      });
      running = { dataSource, hosts, connection };
      await dataSource.initialize();
    });
    define(() => running);
    afterAll(async () => {
      await running.dataSource.destroy();
      await stop();
    });
  });
}
