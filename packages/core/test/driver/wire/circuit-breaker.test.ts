import { ResultCode } from '@aeroform/protocol';
import {
  type AerospikeError,
  type AerospikeClient,
  ClusterError,
  createClient,
  getMetrics,
} from '../../../src/index.js';
import { startMasterAndReplica } from '../../support/master-and-replica.js';
import { rejection, withFakeServer } from '../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;
/** A window that does not end during a test. */
const config = { maxErrorRate: 3, errorRateWindow: 1000, tendInterval: 250 };

async function codesOf(client: AerospikeClient, times: number): Promise<string[]> {
  const codes: string[] = [];
  for (let i = 0; i < times; i++) {
    const error = await rejection<AerospikeError>(client.put(KEY, { a: i }));
    codes.push(error.code);
  }
  return codes;
}

async function eventually(isTrue: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 4000;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error('it never became true');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('the circuit breaker', () => {
  it('sends nothing to a node after more errors than maxErrorRate', async () => {
    await withFakeServer(
      async (client, server) => {
        let asked = 0;
        server.onMessage = (request) => {
          asked++;
          request.answer({ resultCode: ResultCode.DEVICE_OVERLOAD });
        };
        const overloads = Array.from({ length: 4 }, () => 'DEVICE_OVERLOAD');
        expect(await codesOf(client, 6)).toEqual([
          ...overloads,
          'MAX_ERROR_RATE',
          'MAX_ERROR_RATE',
        ]);
        expect(asked).toBe(4);
        const error = await rejection<ClusterError>(client.put(KEY, { a: 1 }));
        expect(error).toBeInstanceOf(ClusterError);
        expect(error).toMatchObject({ isRetryable: true, inDoubt: false, node: 'FA11' });
        expect(await getMetrics()).toMatch(/db_client_node_circuit_open\{.*"FA11"\} 1/);
        const batch = await client.batchRead([KEY]);
        expect(batch.at(0)?.result).toBeLessThan(0);
        const query = client.query('test').results({ maxRetries: 0 });
        expect((await rejection<ClusterError>(query)).code).toBe('MAX_ERROR_RATE');
        expect(asked).toBe(4);
      },
      { config },
    );
  });

  it('closes again at the end of the window', async () => {
    await withFakeServer(
      async (client, server) => {
        server.onMessage = (request) => request.answer({ resultCode: ResultCode.DEVICE_OVERLOAD });
        expect((await codesOf(client, 5)).at(-1)).toBe('MAX_ERROR_RATE');
        server.onMessage = (request) => request.answer();
        await eventually(async () => /circuit_open\{.*"FA11"\} 0/.test(await getMetrics()));
        await client.put(KEY, { a: 1 });
      },
      { config: { ...config, errorRateWindow: 2 } },
    );
  });

  it('counts time-outs and broken connections, but not errors of the data', async () => {
    await withFakeServer(
      async (client, server) => {
        server.onMessage = (request) => request.answer({ resultCode: ResultCode.RECORD_EXISTS });
        expect(new Set(await codesOf(client, 10))).toEqual(new Set(['RECORD_EXISTS']));
        server.onMessage = () => undefined;
        for (let i = 0; i < 2; i++) {
          await rejection(client.put(KEY, { a: 1 }, null, { totalTimeout: 20 }));
        }
        server.onMessage = ({ socket }) => socket.destroy();
        const codes = await codesOf(client, 3);
        expect(codes).toEqual(['CONNECTION_LOST', 'CONNECTION_LOST', 'MAX_ERROR_RATE']);
      },
      { config },
    );
  });

  it('can be switched off', async () => {
    await withFakeServer(
      async (client, server) => {
        server.onMessage = (request) => request.answer({ resultCode: ResultCode.DEVICE_OVERLOAD });
        expect(new Set(await codesOf(client, 150))).toEqual(new Set(['DEVICE_OVERLOAD']));
      },
      { config: { ...config, maxErrorRate: 0 } },
    );
  });

  it('leaves reads to the other copy, which could but pass on writes', async () => {
    const { master, replica, stop } = await startMasterAndReplica();
    const client = await createClient({ hosts: [master.host], ...config }).connect();
    master.onMessage = (request) => request.answer({ resultCode: ResultCode.DEVICE_OVERLOAD });
    replica.onMessage = (request) => request.answer({ bins: { from: 'replica' } });
    expect((await codesOf(client, 5)).at(-1)).toBe('MAX_ERROR_RATE');
    const { bins } = await client.get(KEY, { maxRetries: 0 });
    expect(bins).toEqual({ from: 'replica' });
    const write = client.put(KEY, { a: 1 }, null, { maxRetries: 2 });
    expect(await rejection<ClusterError>(write)).toMatchObject({
      code: 'MAX_ERROR_RATE',
      attempts: 3,
      inDoubt: false,
    });
    await client.close();
    await stop();
  });
});
