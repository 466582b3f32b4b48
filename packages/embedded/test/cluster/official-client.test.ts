import type { Client, KeyOptions } from 'aerospike';
import { type ClusterProcess, startClusterProcess } from '../support/cluster-process';
import { Aerospike } from '../support/raw-aerospike';

const COUNT = 1000;
/** Commands at a time. */
const WORKERS = 50;
/** The client notices within two of these that nodes came or went. */
const TENDER_INTERVAL = 250;

jest.setTimeout(30_000);

const freshKey = (n: number): KeyOptions => new Aerospike.Key('test', 'official', n) as KeyOptions;

describe('the official client on a cluster', () => {
  let server: ClusterProcess;
  let client: Client;
  const keys = Array.from({ length: COUNT }, (_, n) => freshKey(n));

  beforeAll(async () => {
    // It reports every connection that it misses.
    Aerospike.setDefaultLogging({ level: Aerospike.log.OFF });
    server = await startClusterProcess();
    client = await Aerospike.connect({
      hosts: server.hosts.slice(0, 1),
      tenderInterval: TENDER_INTERVAL,
    });
  });
  afterAll(async () => {
    client?.close(false);
    await server?.stop();
  });

  it('discovers all nodes from one of them', async () => {
    const addresses = await addressesOfNodes();
    expect(addresses.sort()).toEqual(
      server.hosts.map(({ addr, port }) => `${addr}:${port}`).sort(),
    );
  });

  it('loses no record while a node stops and starts, and goes on writing', async () => {
    await writeAll(1);
    await server.tell('stop', 1);
    await readAll(1);
    await nodeCount(2);
    await writeAll(2);
    await readBatch(2);
    await server.tell('start', 1);
    await nodeCount(3);
    await readBatch(2);
    await server.tell('stop', 0);
    await readAll(2);
    await nodeCount(2);
    await writeAll(3);
    await server.tell('start', 0);
    await nodeCount(3);
    await readAll(3);
  });

  it('finds every record once in a query over all nodes', async () => {
    await writeAll(4);
    const found: number[] = [];
    const stream = client.query('test', 'official').foreach();
    await new Promise((resolve, reject) => {
      stream.on('data', ({ bins }) => found.push(bins['n'] as number));
      stream.on('error', reject);
      stream.on('end', resolve);
    });
    expect(found.sort((a, b) => a - b)).toEqual(keys.map((_, n) => n));
  });

  it('goes on when a node is cut off, and uses it again when it is healed', async () => {
    await writeAll(5);
    await server.tell('cut', 2);
    await readAll(5);
    await nodeCount(2);
    await writeAll(6);
    await server.tell('heal', 2);
    await nodeCount(3);
    await readBatch(6);
  });

  /**
   * Calls a function for each key, several at a time. Also after a failure it waits for all: closing a
   * client with commands on the way ends the process.
   */
  async function each(run: (key: KeyOptions, n: number) => Promise<unknown>): Promise<void> {
    const rest = keys.entries();
    const work = async (): Promise<void> => {
      for (const [n, key] of rest) await run(key, n);
    };
    const results = await Promise.allSettled(Array.from({ length: WORKERS }, work));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async function writeAll(value: number): Promise<void> {
    await each((key, n) => client.put(key, { n, value }));
  }

  async function readAll(value: number): Promise<void> {
    const values: unknown[] = [];
    await each(async (key, n) => {
      values[n] = (await client.get(key)).bins['value'];
    });
    expect(values).toEqual(keys.map(() => value));
  }

  /** As one command for each node; they are not sent again while a node is missing. */
  async function readBatch(value: number): Promise<void> {
    const rows = await client.batchRead(keys.map((key) => ({ key, readAllBins: true })) as never);
    expect(rows.map(({ record }) => record.bins['value'])).toEqual(keys.map(() => value));
  }

  /**
   * Asked of the nodes themselves: `getNodes()` of the client reads its list while another thread
   * changes it, and ends the process when a node leaves at that moment.
   */
  async function addressesOfNodes(): Promise<string[]> {
    const answers = await client.infoAll('service').catch(() => []);
    return (answers as { info: string }[]).map(({ info }) => info.trim().split('\t')[1] ?? '');
  }

  async function nodeCount(count: number): Promise<void> {
    while ((await addressesOfNodes()).length !== count) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
});
