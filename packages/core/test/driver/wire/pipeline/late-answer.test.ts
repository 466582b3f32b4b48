import type { AerospikeClient } from '../../../../src/index.js';
import type { FakeRequest } from '../../../support/fake-server.js';
import { rejection, withFakeServer } from '../../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;
const LATE = { totalTimeout: 40, maxRetries: 0 };

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const closed = ({ socket }: FakeRequest): Promise<unknown> => {
  if (socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => socket.once('close', resolve));
};

/** Runs a test with a server that answers nothing by itself, and tells of each request. */
async function withSilence(
  test: (client: AerospikeClient, next: () => Promise<FakeRequest>) => Promise<void>,
  pipelinesPerNode = 1,
): Promise<void> {
  const held: FakeRequest[] = [];
  const next = async (): Promise<FakeRequest> => {
    while (held.length === 0) await new Promise(setImmediate);
    return held.shift() as FakeRequest;
  };
  await withFakeServer((client) => test(client, next), {
    config: { pipelinesPerNode },
    onMessage: (request) => void held.push(request),
  });
}

describe('a shared connection that was silent for too long', () => {
  it('carries commands again when the late answer comes within the time-out delay', async () => {
    await withSilence(async (client, next) => {
      await rejection(client.exists(KEY, { ...LATE, timeoutDelay: 3000 }));
      const late = await next();
      late.answer();
      await sleep(50);
      const again = client.exists(KEY);
      const { connection, answer } = await next();
      answer({ generation: 5 });
      expect((await again).meta?.gen).toBe(5);
      expect(connection).toBe(late.connection);
    });
  });

  it('carries none before all late answers have come', async () => {
    await withSilence(async (client, next) => {
      const calls = [1, 2].map(() => client.exists(KEY, { ...LATE, timeoutDelay: 3000 }));
      await Promise.all(calls.map(rejection));
      const late = [await next(), await next()] as const;
      late[0].answer();
      await sleep(30);
      const meanwhile = client.exists(KEY);
      const other = await next();
      expect(other.connection).not.toBe(late[0].connection);
      other.answer();
      await meanwhile;
      // One connection is all there may be, and another one is open by now.
      late[1].answer();
      await closed(late[1]);
    });
  });

  it('still answers those who wait longer', async () => {
    await withSilence(async (client, next) => {
      const patient = client.exists(KEY, { totalTimeout: 5000 });
      const impatient = rejection(client.exists(KEY, { ...LATE, timeoutDelay: 60 }));
      const requests = [await next(), await next()];
      await impatient;
      await sleep(120);
      requests.forEach(({ answer }, i) => answer({ generation: i + 1 }));
      expect((await patient).meta?.gen).toBe(1);
      await closed(requests[0] as FakeRequest);
    });
  });

  it('is closed when the late answer does not come in time', async () => {
    await withSilence(async (client, next) => {
      await rejection(client.exists(KEY, { ...LATE, timeoutDelay: 100 }));
      const late = await next();
      expect(late.socket.destroyed).toBe(false);
      await closed(late);
    });
  });

  it('is one of few: no more wait for late answers than there may be connections', async () => {
    await withSilence(async (client, next) => {
      const late: FakeRequest[] = [];
      for (let i = 0; i < 6; i++) {
        await rejection(client.exists(KEY, { ...LATE, timeoutDelay: 20_000 }));
        late.push(await next());
      }
      await sleep(20);
      expect(late.filter(({ socket }) => !socket.destroyed)).toHaveLength(2);
    }, 2);
  });

  it('is closed with the client', async () => {
    await withSilence(async (client, next) => {
      await rejection(client.exists(KEY, { ...LATE, timeoutDelay: 20_000 }));
      const late = await next();
      await client.close();
      await closed(late);
    });
  });
});

describe('a shared connection with a command that was aborted', () => {
  it('stays open, and carries others', async () => {
    await withSilence(async (client, next) => {
      const controller = new AbortController();
      const aborted = rejection(client.exists(KEY, { signal: controller.signal }));
      const first = await next();
      controller.abort();
      await aborted;
      const call = client.exists(KEY);
      const second = await next();
      expect(second.connection).toBe(first.connection);
      first.answer({ generation: 1 });
      second.answer({ generation: 2 });
      expect((await call).meta?.gen).toBe(2);
    });
  });

  it('is replaced when it stays silent, though nobody waits for its time to be over', async () => {
    await withSilence(async (client, next) => {
      const abort = async (): Promise<FakeRequest> => {
        const signal = AbortSignal.timeout(20);
        await rejection(client.exists(KEY, { signal, totalTimeout: 0 }));
        return next();
      };
      const first = await abort();
      while ((await abort()).connection === first.connection) await sleep(50);
      await closed(first);
    });
  });
});
