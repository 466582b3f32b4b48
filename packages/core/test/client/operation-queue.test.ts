import { BackpressureError, type ClientError, getMetrics } from '../../src/index.js';
import type { FakeRequest } from '../support/fake-server.js';
import { rejection, withFakeServer } from '../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;

/** Keeps requests until the test answers them. */
class Held {
  readonly requests: FakeRequest[] = [];
  readonly take = (request: FakeRequest): void => void this.requests.push(request);

  async arrived(count: number): Promise<void> {
    while (this.requests.length < count) await new Promise(setImmediate);
  }
}

async function queued(): Promise<string | undefined> {
  return /operations_queued\{[^}]*\} (\d+)/.exec(await getMetrics())?.[1];
}

describe('the queue of operations', () => {
  it('is left with an error after operationQueueTimeoutMs, and nothing was sent', async () => {
    const config = { maxConcurrentOperations: 1, operationQueueTimeoutMs: 20 };
    await withFakeServer(
      async (client, server) => {
        const held = new Held();
        server.onMessage = held.take;
        const first = client.get(KEY, { totalTimeout: 0 });
        const error = await rejection(client.get(KEY));
        expect(error).toBeInstanceOf(BackpressureError);
        expect(error).toMatchObject({ code: 'BACKPRESSURE', isRetryable: true, inDoubt: false });
        expect(error.message).toBe(
          "Backpressure timeout on 'get' after 20ms: maxConcurrentOperations=1 exceeded",
        );
        await held.arrived(1);
        expect(held.requests.length).toBe(1);
        held.requests[0]?.answer({ bins: { a: 1 } });
        expect((await first).bins).toEqual({ a: 1 });
      },
      { config },
    );
  });

  it('lets calls go in their order, each when another ends', async () => {
    await withFakeServer(
      async (client, server) => {
        const held = new Held();
        server.onMessage = held.take;
        const order: number[] = [];
        const calls = Array.from({ length: 6 }, (_, i) =>
          client.get(['test', 'demo', i]).then(() => order.push(i)),
        );
        await held.arrived(2);
        expect(await queued()).toBe('4');
        for (let i = 0; i < 6; i++) {
          await held.arrived(i + 1);
          expect(held.requests.length).toBeLessThanOrEqual(i + 2);
          held.requests[i]?.answer();
        }
        await Promise.all(calls);
        expect(order).toEqual([0, 1, 2, 3, 4, 5]);
        expect(await queued()).toBe('0');
      },
      { config: { maxConcurrentOperations: 2 } },
    );
  });

  it('counts batches, queries, info and administration, too', async () => {
    await withFakeServer(
      async (client, server) => {
        const held = new Held();
        server.onMessage = held.take;
        const first = client.get(KEY, { totalTimeout: 0 });
        while (held.requests.length === 0) await new Promise(setImmediate);
        const others: [string, Promise<unknown>][] = [
          ['batchRead', client.batchRead([KEY])],
          ['query', client.query('test').results()],
          ['info', client.infoRandomNode('build')],
          ['admin', client.adminQueryUsersInfo()],
          ['apply', client.apply(KEY, 'm', 'f')],
          ['queryApply', client.query('test').aggregate('m', 'f')],
        ];
        const errors = await Promise.all(others.map(([, call]) => rejection(call)));
        errors.forEach(({ message }, i) => {
          expect(message).toContain(`Backpressure timeout on '${others[i]?.[0] ?? ''}'`);
        });
        held.requests[0]?.answer();
        await first;
      },
      { config: { maxConcurrentOperations: 1, operationQueueTimeoutMs: 30 } },
    );
  });

  it('has room again when calls fail, and when queries are left early', async () => {
    await withFakeServer(
      async (client, server) => {
        server.onMessage = (request) => request.answer({ resultCode: 2 });
        for (let i = 0; i < 3; i++) await rejection(client.get(KEY));
        server.onMessage = () => undefined;
        for (let i = 0; i < 3; i++) {
          await rejection(client.query('test').results({ totalTimeout: 20, maxRetries: 0 }));
          await rejection(client.query('test').results({ signal: AbortSignal.timeout(10) }));
          const stream = client.query('test').stream();
          await stream.return();
        }
        server.onMessage = (request) => request.answer({ bins: { a: 1 } });
        expect((await client.get(KEY)).bins).toEqual({ a: 1 });
      },
      { config: { maxConcurrentOperations: 1, operationQueueTimeoutMs: 2000 } },
    );
  });

  it('is left at once by calls that are aborted', async () => {
    await withFakeServer(
      async (client, server) => {
        const held = new Held();
        server.onMessage = held.take;
        const first = client.get(KEY);
        const stop = new AbortController();
        const second = rejection<ClientError>(
          client.put(KEY, { a: 1 }, null, { signal: stop.signal }),
        );
        await held.arrived(1);
        stop.abort();
        expect((await second).code).toBe('ABORTED');
        expect(await queued()).toBe('0');
        held.requests[0]?.answer();
        await first;
        expect(held.requests.length).toBe(1);
      },
      { config: { maxConcurrentOperations: 1 } },
    );
  });

  it('goes out when the client is closed, which waits for it', async () => {
    const held = new Held();
    await withFakeServer(
      async (client, server) => {
        server.onMessage = held.take;
        const calls = [1, 2, 3].map((key) => client.get(['test', 'demo', key]));
        await held.arrived(1);
        const closing = client.close();
        await held.arrived(3);
        for (const request of held.requests) request.answer({ bins: { a: 1 } });
        expect(await Promise.all(calls)).toHaveLength(3);
        await closing;
      },
      { config: { maxConcurrentOperations: 1 } },
    );
  });
});
