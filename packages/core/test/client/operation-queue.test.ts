import { BackpressureError } from '../../src/index.js';
import type { FakeRequest } from '../support/fake-server.js';
import { rejection, withFakeServer } from '../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;

describe('the queue of operations', () => {
  it('is left with an error after operationQueueTimeoutMs, and nothing was sent', async () => {
    const config = { maxConcurrentOperations: 1, operationQueueTimeoutMs: 20 };
    await withFakeServer(
      async (client, server) => {
        const requests: FakeRequest[] = [];
        server.onMessage = (request) => void requests.push(request);
        const first = client.get(KEY, { totalTimeout: 0 });
        const error = await rejection(client.get(KEY));
        expect(error).toBeInstanceOf(BackpressureError);
        expect(error).toMatchObject({ code: 'BACKPRESSURE', isRetryable: true, inDoubt: false });
        while (requests.length === 0) await new Promise(setImmediate);
        expect(requests.length).toBe(1);
        requests[0]?.answer({ bins: { a: 1 } });
        expect((await first).bins).toEqual({ a: 1 });
      },
      { config },
    );
  });
});
