import { EmbeddedServer } from '@aeroform/embedded';
import { DataSource, type DataSourceOptions } from '../../src/index.js';

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
    const server = await EmbeddedServer.start();
    return { hosts: `${server.host}:${server.port}`, stop: () => server.stop() };
  },
};

const real = process.env['AEROSPIKE_HOSTS'];
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
      const dataSource = new DataSource({
        indexes: { sync: 'create' },
        ...options,
        hosts,
        namespace: backend.namespace,
      });
      running = { dataSource, hosts };
      await dataSource.initialize();
    });
    define(() => running);
    afterAll(async () => {
      await running.dataSource.destroy();
      await stop();
    });
  });
}
