import {
  AEROSPIKE_ERR_NO_MORE_CONNECTIONS,
  AerospikeTimeoutError,
  ClusterError,
} from '../../../src/index.js';
import type { FakeRequest } from '../../support/fake-server.js';
import { rejection, withFakeServer } from '../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;
const ONE = { pipelinesPerNode: 1 };

describe('time-outs', () => {
  it('fails a read that is not answered, without doubt', async () => {
    await withFakeServer(
      async (client) => {
        const error = await rejection<AerospikeTimeoutError>(client.get(KEY, { totalTimeout: 50 }));
        expect(error).toBeInstanceOf(AerospikeTimeoutError);
        expect(error).toMatchObject({ inDoubt: false, attempts: 1, node: 'FA11' });
        expect(error.message).toContain('get of test:demo:k did not end within 50 ms');
        expect(error.stack).toContain('time-out.test.ts');
      },
      { onMessage: () => undefined },
    );
  });

  it('says that a write is in doubt once it was sent', async () => {
    await withFakeServer(
      async (client) => {
        const error = await rejection<AerospikeTimeoutError>(
          client.put(KEY, { a: 1 }, null, { totalTimeout: 50 }),
        );
        expect(error).toBeInstanceOf(AerospikeTimeoutError);
        expect(error.inDoubt).toBe(true);
        expect(error.message).toContain('may have happened');
      },
      { onMessage: () => undefined },
    );
  });

  it('has no doubt about a write that was never sent', async () => {
    const held: FakeRequest[] = [];
    await withFakeServer(
      async (client) => {
        const first = client.get(KEY, { totalTimeout: 0 });
        while (held.length === 0) await new Promise(setImmediate);
        const waiting = client.put(KEY, { a: 1 }, null, { totalTimeout: 50 });
        const error = await rejection<AerospikeTimeoutError>(waiting);
        expect(error.inDoubt).toBe(false);
        expect(held).toHaveLength(1);
        held[0]?.answer();
        await first;
      },
      { onMessage: (request) => held.push(request), config: { ...ONE, pipelineDepth: 1 } },
    );
  });

  it('fails only the command whose time is over, and skips its late answer', async () => {
    const held: FakeRequest[] = [];
    await withFakeServer(
      async (client) => {
        const impatient = client.get(['test', 'demo', 1], { totalTimeout: 60 });
        const patient = client.get(['test', 'demo', 2], { totalTimeout: 5000 });
        await rejection(impatient);
        expect(held).toHaveLength(2);
        held[0]?.answer({ bins: { n: 1 } });
        held[1]?.answer({ bins: { n: 2 } });
        expect((await patient).bins).toEqual({ n: 2 });
      },
      { onMessage: (request) => held.push(request), config: ONE },
    );
  });

  it('keeps using a connection on which answers still arrive', async () => {
    await withFakeServer(
      async (client, server) => {
        let n = 0;
        const late: FakeRequest[] = [];
        server.onMessage = (request) => {
          if (n++ === 5) late.push(request);
          else if (late.length === 0) request.answer();
        };
        const commands = Array.from({ length: 6 }, (_, i) =>
          client.exists(['test', 'demo', i], { totalTimeout: 200 }),
        );
        const results = await Promise.allSettled(commands);
        expect(results.map(({ status }) => status)).toEqual([
          ...new Array<string>(5).fill('fulfilled'),
          'rejected',
        ]);
        server.onMessage = (request) => request.answer();
        late[0]?.answer();
        await client.exists(KEY);
        // One connection tends, one carries commands.
        expect(server.connections).toBe(2);
      },
      { config: ONE },
    );
  });

  it('replaces a connection that went silent', async () => {
    await withFakeServer(
      async (client, server) => {
        server.onMessage = () => undefined;
        await rejection(client.exists(KEY, { totalTimeout: 50 }));
        server.onMessage = (request) => request.answer();
        expect((await client.exists(KEY)).meta?.gen).toBe(1);
        expect(server.connections).toBe(3);
      },
      { config: ONE },
    );
  });

  it('tries a read again on a fresh connection when the socket is silent', async () => {
    const seen: number[] = [];
    await withFakeServer(
      async (client) => {
        const policy = { socketTimeout: 40, totalTimeout: 2000, maxRetries: 1 };
        expect((await client.get(KEY, policy)).bins).toEqual({ a: 1 });
        expect(new Set(seen).size).toBe(2);
      },
      {
        config: ONE,
        onMessage: (request) => {
          seen.push(request.connection);
          if (seen.length === 2) request.answer({ bins: { a: 1 } });
        },
      },
    );
  });

  it('never repeats a write that was sent, unless the policy says so', async () => {
    let received = 0;
    await withFakeServer(
      async (client, server) => {
        const policy = { socketTimeout: 40, totalTimeout: 2000 };
        const error = await rejection<AerospikeTimeoutError>(
          client.put(KEY, { a: 1 }, null, policy),
        );
        expect(error).toMatchObject({ inDoubt: true, attempts: 1 });
        expect(received).toBe(1);
        server.onMessage = (request) => {
          if (++received > 2) request.answer({ generation: 7 });
        };
        const twice = { ...policy, maxRetries: 1 };
        expect((await client.put(KEY, { a: 1 }, null, twice)).gen).toBe(7);
        expect(received).toBe(3);
      },
      { config: ONE, onMessage: () => received++ },
    );
  });

  it('repeats a read that a node answers with a passing failure', async () => {
    let received = 0;
    await withFakeServer(
      async (client) => {
        expect((await client.get(KEY)).bins).toEqual({ a: 1 });
        expect(received).toBe(3);
      },
      {
        onMessage: (request) => {
          request.answer(++received < 3 ? { resultCode: 18 } : { bins: { a: 1 } });
        },
      },
    );
  });

  it('pauses between attempts as the policy says', async () => {
    let received = 0;
    await withFakeServer(
      async (client) => {
        const started = performance.now();
        await client.get(KEY, { sleepBetweenRetries: 60, maxRetries: 1 });
        expect(performance.now() - started).toBeGreaterThanOrEqual(59);
      },
      { onMessage: (request) => request.answer({ resultCode: ++received < 2 ? 18 : 0 }) },
    );
  });

  it('waits in line for a connection no longer than the policy allows', async () => {
    await withFakeServer(
      async (client) => {
        const slow = client.batchRead([KEY], null, { totalTimeout: 400, maxRetries: 0 });
        const waiting = await client.batchRead([KEY], null, { totalTimeout: 60, maxRetries: 0 });
        const error = waiting.at(0)?.error;
        expect(error).toBeInstanceOf(ClusterError);
        expect(error).toMatchObject({ code: 'NO_MORE_CONNECTIONS', isRetryable: true });
        expect(error?.resultCode).toBe(AEROSPIKE_ERR_NO_MORE_CONNECTIONS);
        expect(error?.message).toContain('None of the 1 connections to node FA11 came free');
        expect(error?.remedy).toContain('config.maxConnsPerNode');
        expect((await slow).at(0)?.error).toBeInstanceOf(AerospikeTimeoutError);
      },
      { onMessage: () => undefined, config: { pipelinesPerNode: 1, maxConnsPerNode: 2 } },
    );
  });

  it('tells that no node can be reached once the cluster is gone', async () => {
    await withFakeServer(async (client, server) => {
      await server.stop();
      const error = await rejection<ClusterError>(client.get(KEY));
      expect(error).toBeInstanceOf(ClusterError);
      expect(error.message).toContain('FA11');
      await server.restart();
    });
  });
});
