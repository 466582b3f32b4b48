import { EventEmitter, on } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AerospikeClient,
  type AerospikeError,
  AerospikeTimeoutError,
  type ClientConfig,
} from '../../../../src/index.js';
import { answerBatch } from '../../../support/answer-batch.js';
import type { FakeRequest, FakeServer } from '../../../support/fake-server.js';
import { rejection, withFakeServer } from '../../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;
const PATIENT = { totalTimeout: 20_000, maxRetries: 0 };
const IMPATIENT = { totalTimeout: 30, maxRetries: 0 };
/** One connection for commands that share theirs, one for what has its own; and one that tends. */
const TWO = { pipelinesPerNode: 1, maxConnsPerNode: 2 };
const TENDING = 1;

/** The open connections, without those whose end is on the way. */
const openOf = ({ sockets }: FakeServer): number => {
  return [...sockets].filter(({ destroyed, readableEnded }) => !destroyed && !readableEnded).length;
};
const batchAnswer = ({ message, socket }: FakeRequest): void => {
  answerBatch(message, socket, () => ({ generation: 1 }));
};

interface Silence {
  readonly client: AerospikeClient;
  readonly server: FakeServer;
  /** The next request that the server did not answer. */
  next(): Promise<FakeRequest>;
}

/** Runs a test with a server that answers no message by itself. */
async function withSilence(
  test: (silence: Silence) => Promise<void>,
  config: Partial<ClientConfig> = TWO,
): Promise<void> {
  const arrived = new EventEmitter();
  const requests = on(arrived, 'request') as AsyncIterator<[FakeRequest]>;
  const next = async (): Promise<FakeRequest> => (await requests.next()).value[0];
  await withFakeServer((client, server) => test({ client, server, next }), {
    config,
    onMessage: (request) => void arrived.emit('request', request),
  });
}

/** A command that is waited for on a connection that takes no more of them. */
async function strand({ client, next }: Silence) {
  const patient = client.exists(KEY, PATIENT);
  const request = await next();
  const impatient = rejection(client.exists(KEY, IMPATIENT));
  const skipped = await next();
  await impatient;
  expect(skipped.connection).toBe(request.connection);
  const answer = (): void => [request, skipped].forEach((held) => held.answer({ generation: 3 }));
  return { patient, answer };
}

describe('the connections to a node that is silent', () => {
  it('are no more than maxConnsPerNode, however commands give up, and carry on when it answers', async () => {
    await withSilence(
      async ({ client, server }) => {
        let most = 0;
        const held: FakeRequest[] = [];
        server.onMessage = (request) => void held.push(request);
        const calls: Promise<unknown>[] = [];
        for (let i = 0; i < 100; i++) {
          calls.push(
            client.exists(KEY, PATIENT),
            client.exists(KEY, IMPATIENT).catch(() => 0),
          );
          await sleep(5);
          most = Math.max(most, openOf(server));
        }
        server.onMessage = (request) => request.answer();
        held.forEach(({ answer }) => answer());
        await Promise.all(calls);
        await Promise.all(Array.from({ length: 50 }, () => client.exists(KEY)));
        await sleep(20);
        expect(most).toBe(4 + TENDING);
        expect(openOf(server)).toBeLessThanOrEqual(3 + TENDING);
      },
      { pipelinesPerNode: 3, maxConnsPerNode: 4, maxErrorRate: 0 },
    );
  });

  it('are at most twice those that take commands', async () => {
    await withSilence(
      async (silence) => {
        const stranded = [await strand(silence), await strand(silence)];
        const call = silence.client.exists(KEY, { totalTimeout: 80, maxRetries: 0 });
        expect(await rejection(call)).toBeInstanceOf(AerospikeTimeoutError);
        expect(openOf(silence.server)).toBe(2 + TENDING);
        stranded.forEach(({ answer }) => answer());
        await Promise.all(stranded.map(({ patient }) => patient));
      },
      { pipelinesPerNode: 1 },
    );
  });

  it('leave commands in line, which are not in doubt, and go on when one is answered', async () => {
    await withSilence(async (silence) => {
      const { client, server, next } = silence;
      const stranded = [await strand(silence), await strand(silence)];
      const put = client.put(KEY, { a: 1 }, null, { totalTimeout: 60 });
      expect(await rejection<AerospikeError>(put)).toMatchObject({
        code: 'TIMEOUT',
        inDoubt: false,
      });
      const waiting = client.put(KEY, { a: 2 });
      await sleep(20);
      expect(server.connections).toBe(2 + TENDING);
      stranded[0]?.answer();
      expect((await stranded[0]?.patient)?.meta?.gen).toBe(3);
      (await next()).answer({ generation: 8 });
      expect((await waiting).gen).toBe(8);
      stranded[1]?.answer();
      await stranded[1]?.patient;
    });
  });

  it('take room that the pool does not need, and wait while it does', async () => {
    await withSilence(async (silence) => {
      const { client, server, next } = silence;
      const batch = client.batchRead([KEY]);
      const asked = await next();
      const { patient, answer } = await strand(silence);
      const waiting = client.exists(KEY);
      await sleep(30);
      expect(server.connections).toBe(2 + TENDING);
      batchAnswer(asked);
      expect((await batch).foundCount()).toBe(1);
      (await next()).answer({ generation: 5 });
      expect((await waiting).meta?.gen).toBe(5);
      expect(openOf(server)).toBe(2 + TENDING);
      answer();
      await patient;
    });
  });

  it('give the room back to the pool', async () => {
    await withSilence(async (silence) => {
      const { client, next, server } = silence;
      const stranded = [await strand(silence), await strand(silence)];
      const batch = client.batchRead([KEY]);
      await sleep(20);
      expect(server.connections).toBe(2 + TENDING);
      stranded[0]?.answer();
      batchAnswer(await next());
      expect((await batch).foundCount()).toBe(1);
      stranded[1]?.answer();
      await Promise.all(stranded.map(({ patient }) => patient));
    });
  });

  it('wait for late answers only as long as nobody needs the room', async () => {
    await withSilence(async ({ client, server, next }) => {
      const batch = client.batchRead([KEY]);
      const asked = await next();
      await rejection(client.exists(KEY, { ...IMPATIENT, timeoutDelay: 20_000 }));
      const late = await next();
      expect(late.socket.destroyed).toBe(false);
      const call = client.exists(KEY);
      (await next()).answer({ generation: 5 });
      expect((await call).meta?.gen).toBe(5);
      expect(openOf(server)).toBe(2 + TENDING);
      batchAnswer(asked);
      await batch;
    });
  });

  it('do not keep others waiting for ever, for the sake of one who does', async () => {
    const config = { ...TWO, idleTimeout: 400 };
    await withSilence(async (silence) => {
      const { client, server } = silence;
      const stranded = [await strand(silence), await strand(silence)];
      const lost = stranded.map(({ patient }) => rejection<AerospikeError>(patient));
      server.onMessage = (request) => request.answer({ generation: 6 });
      expect((await client.exists(KEY, { totalTimeout: 5000 })).meta?.gen).toBe(6);
      const errors = await Promise.all(lost);
      expect(errors.map(({ code }) => code)).toEqual(['CONNECTION_LOST', 'CONNECTION_LOST']);
    }, config);
  });
});
