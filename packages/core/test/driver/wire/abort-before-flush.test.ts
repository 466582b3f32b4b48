import type { ClientError } from '../../../src/index.js';
import { rejection, withFakeServer } from '../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;
const ONE = { pipelinesPerNode: 1 };

/** Writes the key, aborts in the same turn, and tells how often the server was asked and the error. */
async function abortAtOnce(options: {
  readonly others: number;
  readonly timeoutDelay: number;
}): Promise<{ readonly received: number; readonly error: ClientError }> {
  let received = 0;
  let error: ClientError | undefined;
  await withFakeServer(
    async (client, server) => {
      await client.exists(KEY);
      server.onMessage = (request) => {
        if (request.message.header.info2 !== 0) received++;
        request.answer();
      };
      const controller = new AbortController();
      const { signal } = controller;
      const { timeoutDelay } = options;
      const others = Array.from({ length: options.others }, () => client.exists(KEY));
      const write = rejection<ClientError>(
        client.put(KEY, { a: 1 }, null, { signal, timeoutDelay }),
      );
      // The call reaches the connection in the same turn of the loop, in which nothing is sent yet.
      await Promise.resolve();
      controller.abort();
      error = await write;
      await Promise.all(others);
      await client.exists(KEY);
    },
    { config: ONE },
  );
  return { received, error: error as unknown as ClientError };
}

describe('a write that is aborted before its bytes left', () => {
  it.each([
    [0, 0],
    [0, 50],
    [3, 0],
    [3, 50],
  ])(
    'with %i others on its connection and timeoutDelay %i is in doubt if it leaves nevertheless',
    async (others, timeoutDelay) => {
      const { received, error } = await abortAtOnce({ others, timeoutDelay });
      expect(error).toMatchObject({ code: 'ABORTED', inDoubt: true });
      expect(received).toBe(1);
    },
  );
});
