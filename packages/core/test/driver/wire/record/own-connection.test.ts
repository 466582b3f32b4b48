import { FieldType, Info2, ResultCode } from '@aeroform/protocol';
import {
  type AerospikeClient,
  type AerospikeError,
  AerospikeTimeoutError,
  type ClientError,
  ClusterError,
} from '../../../../src/index.js';
import type { FakeRequest } from '../../../support/fake-server.js';
import { rejection, withFakeServer } from '../../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;
/** One connection for all commands that share theirs, and two more. */
const config = { pipelinesPerNode: 1, maxConnsPerNode: 3 };
const SUCCESS = { bins: { SUCCESS: 7 } };

const isApply = ({ message }: FakeRequest): boolean => {
  return message.fields.some(({ type }) => type === FieldType.udfModule);
};
const apply = (client: AerospikeClient, policy = {}): Promise<unknown> => {
  return client.apply(KEY, 'm', 'f', [1], policy);
};
const closed = ({ socket }: FakeRequest): Promise<unknown> => {
  if (socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => socket.once('close', resolve));
};

/** Runs a test with a server that answers everything but functions, which it hands over. */
async function withHeldFunctions(
  test: (client: AerospikeClient, next: () => Promise<FakeRequest>) => Promise<void>,
): Promise<void> {
  const held: FakeRequest[] = [];
  const next = async (): Promise<FakeRequest> => {
    while (held.length === 0) await new Promise(setImmediate);
    return held.shift() as FakeRequest;
  };
  const onMessage = (request: FakeRequest): void => {
    if (isApply(request)) held.push(request);
    else request.answer();
  };
  await withFakeServer((client) => test(client, next), { config, onMessage });
}

describe('a function that takes long', () => {
  it('holds up no other command, and its connection is used again', async () => {
    await withHeldFunctions(async (client, next) => {
      const first = apply(client);
      const request = await next();
      for (let i = 0; i < 20; i++) await client.get(KEY, { totalTimeout: 500 });
      request.answer(SUCCESS);
      expect(await first).toBe(7);
      const second = apply(client);
      const { connection, answer } = await next();
      expect(connection).toBe(request.connection);
      answer(SUCCESS);
      await second;
    });
  });

  it('waits for a connection no longer than its policy allows, and was not sent then', async () => {
    await withHeldFunctions(async (client, next) => {
      const running = [apply(client), apply(client)];
      const requests = [await next(), await next()];
      const error = await rejection<ClusterError>(apply(client, { totalTimeout: 60 }));
      expect(error).toBeInstanceOf(ClusterError);
      expect(error).toMatchObject({ code: 'NO_MORE_CONNECTIONS', inDoubt: false, attempts: 1 });
      expect(error.remedy).toContain('config.maxConnsPerNode');
      const waiting = apply(client);
      requests.forEach(({ answer }) => answer(SUCCESS));
      (await next()).answer(SUCCESS);
      expect(await Promise.all([...running, waiting])).toEqual([7, 7, 7]);
    });
  });

  it('is in doubt when its time is over, and its connection is closed', async () => {
    await withHeldFunctions(async (client, next) => {
      const call = rejection<AerospikeError>(apply(client, { totalTimeout: 60 }));
      const request = await next();
      const error = await call;
      expect(error).toBeInstanceOf(AerospikeTimeoutError);
      expect(error).toMatchObject({ inDoubt: true, attempts: 1, node: 'FA11' });
      await closed(request);
    });
  });

  it('is in doubt when it is aborted, and one that waits for a connection is not', async () => {
    await withHeldFunctions(async (client, next) => {
      const controller = new AbortController();
      const { signal } = controller;
      const running = [apply(client, { signal }), apply(client, { signal })];
      const requests = [await next(), await next()];
      const calls = [...running, apply(client, { signal })].map(rejection<ClientError>);
      controller.abort();
      const errors = await Promise.all(calls);
      expect(errors.map(({ code }) => code)).toEqual(['ABORTED', 'ABORTED', 'ABORTED']);
      expect(errors.map(({ inDoubt }) => inDoubt)).toEqual([true, true, false]);
      await Promise.all(requests.map(closed));
      const again = apply(client);
      (await next()).answer(SUCCESS);
      expect(await again).toBe(7);
    });
  });

  it('gives its connection back when the late answer comes within the time-out delay', async () => {
    await withHeldFunctions(async (client, next) => {
      const call = rejection(apply(client, { totalTimeout: 40, timeoutDelay: 3000 }));
      const late = await next();
      await call;
      late.answer(SUCCESS);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const again = apply(client);
      const { connection, answer } = await next();
      expect(connection).toBe(late.connection);
      answer(SUCCESS);
      expect(await again).toBe(7);
    });
  });

  it('loses its connection when the late answer does not come', async () => {
    await withHeldFunctions(async (client, next) => {
      const call = rejection(apply(client, { totalTimeout: 40, timeoutDelay: 80 }));
      const late = await next();
      await call;
      expect(late.socket.destroyed).toBe(false);
      await closed(late);
    });
  });

  it('is sent again when that is allowed and the connection broke', async () => {
    await withHeldFunctions(async (client, next) => {
      const call = apply(client, { maxRetries: 1 });
      (await next()).socket.destroy();
      (await next()).answer(SUCCESS);
      expect(await call).toBe(7);
      const once = rejection<AerospikeError>(apply(client));
      (await next()).socket.destroy();
      expect(await once).toMatchObject({ code: 'CONNECTION_LOST', inDoubt: true, attempts: 1 });
    });
  });

  it('is sent again when that is allowed and the node is busy', async () => {
    await withHeldFunctions(async (client, next) => {
      const call = apply(client, { maxRetries: 1 });
      (await next()).answer({ resultCode: ResultCode.DEVICE_OVERLOAD });
      (await next()).answer(SUCCESS);
      expect(await call).toBe(7);
    });
  });

  it('ends with its client, which waits for it', async () => {
    await withHeldFunctions(async (client, next) => {
      const call = apply(client);
      const request = await next();
      const closing = client.close();
      request.answer(SUCCESS);
      expect(await call).toBe(7);
      await closing;
      await closed(request);
    });
  });
});

describe('a large write', () => {
  const connectionsOf = async (size: number, policy = {}): Promise<Set<number>> => {
    const seen = new Set<number>();
    await withFakeServer(
      async (client) => {
        await client.put(KEY, { a: Buffer.alloc(size, 5) }, null, policy);
        await client.put(KEY, { a: 1 });
      },
      {
        config,
        onMessage: ({ message, connection, answer }) => {
          expect(message.header.info2 & Info2.write).toBe(Info2.write);
          const [value] = message.ops.map((op) => op.value.length);
          if (value !== 8) expect(message.ops[0]?.value.every((byte) => byte === 5)).toBe(true);
          seen.add(connection);
          answer();
        },
      },
    );
    return seen;
  };

  it.each([
    ['does not share a connection', 200_000, {}, 2],
    ['does not share a connection, sent once more or not', 200_000, { maxRetries: 2 }, 2],
    ['shares a connection when it is not that large', 100_000, {}, 1],
    [
      'shares a connection when it is not that large, sent once more or not',
      1e5,
      { maxRetries: 2 },
      1,
    ],
  ])('%s', async (_what, size, policy, connections) => {
    expect((await connectionsOf(size, policy)).size).toBe(connections);
  });
});
