import { computeDigest, encodeFrame, FieldType, Info3, ProtoType } from '@aeroform/protocol';
import type { AerospikeClient } from '../../../../src/index.js';
import { answerBatch } from '../../../support/answer-batch.js';
import { answerBody, type FakeRequest, type FakeServer } from '../../../support/fake-server.js';
import { rejection, withFakeServer } from '../../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;
const policy = { totalTimeout: 200, maxRetries: 0 };

type Call = (client: AerospikeClient, timeoutDelay: number) => Promise<unknown>;
const CALLS: readonly [name: string, call: Call, answer: (request: FakeRequest) => void][] = [
  [
    'a batch',
    (client, timeoutDelay) => client.batchRead([KEY], null, { ...policy, timeoutDelay }),
    ({ message, socket }) => void answerBatch(message, socket, () => ({ bins: { a: 1 } })),
  ],
  [
    'a query',
    (client, timeoutDelay) => {
      return rejection(client.query('test', 'demo').results({ ...policy, timeoutDelay }));
    },
    ({ answer }) => answer({ info3: Info3.last }),
  ],
];

/** A call whose time is over, and then another one; tells on which connections they came. */
async function callTwice(
  { call, timeoutDelay }: { readonly call: Call; readonly timeoutDelay: number },
  between: (late: FakeRequest, server: FakeServer) => Promise<void>,
): Promise<boolean> {
  const requests: FakeRequest[] = [];
  await withFakeServer(
    async (client, server) => {
      await call(client, timeoutDelay);
      await between(requests[0] as FakeRequest, server);
      await call(client, timeoutDelay);
    },
    { onMessage: (request) => void requests.push(request) },
  );
  expect(requests).toHaveLength(2);
  return requests[0]?.connection === requests[1]?.connection;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.each(CALLS)('the connection of %s that timed out', (_name, call, answer) => {
  it('is used again when the answer comes within the time-out delay', async () => {
    const isReused = await callTwice({ call, timeoutDelay: 2000 }, async (late) => {
      await sleep(50);
      answer(late);
      await sleep(50);
    });
    expect(isReused).toBe(true);
  });

  it('is not used before the answer has come', async () => {
    const isReused = await callTwice({ call, timeoutDelay: 2000 }, (late) => {
      expect(late.socket.destroyed).toBe(false);
      return Promise.resolve();
    });
    expect(isReused).toBe(false);
  });

  it('is closed when the answer does not come in that time', async () => {
    const isReused = await callTwice({ call, timeoutDelay: 100 }, async ({ socket }) => {
      await new Promise((resolve) => socket.once('close', resolve));
    });
    expect(isReused).toBe(false);
  });

  it('is closed when something else comes', async () => {
    const isReused = await callTwice({ call, timeoutDelay: 2000 }, async ({ socket }) => {
      socket.write(Buffer.alloc(64, 0xff));
      await new Promise((resolve) => socket.once('close', resolve));
    });
    expect(isReused).toBe(false);
  });

  it('is closed at once without such a delay', async () => {
    const isReused = await callTwice({ call, timeoutDelay: 0 }, async ({ socket }) => {
      if (!socket.destroyed) await new Promise((resolve) => socket.once('close', resolve));
    });
    expect(isReused).toBe(false);
  });
});

test('a query whose time is over in the middle of a frame leaves its connection in order', async () => {
  const { 1: call } = CALLS[1] as (typeof CALLS)[number];
  const digest = Buffer.from(computeDigest('demo', 'k'));
  const fields = [{ type: FieldType.digest, data: digest }];
  const record = answerBody({ fields, bins: { text: 'x'.repeat(1000) } });
  const frame = encodeFrame(
    ProtoType.message,
    Buffer.concat([record, record, answerBody({ info3: Info3.last })]),
  );
  const answer = ({ socket }: FakeRequest, from: number, to: number): void => {
    socket.write(frame.subarray(from, to));
  };
  let isFirst = true;
  const requests: FakeRequest[] = [];
  await withFakeServer(
    async (client) => {
      await call(client, 2000);
      await sleep(20);
      answer(requests[0] as FakeRequest, 1500, frame.length);
      await sleep(50);
      await call(client, 2000);
    },
    {
      onMessage: (request) => {
        requests.push(request);
        if (isFirst) answer(request, 0, 1500);
        isFirst = false;
      },
    },
  );
  expect(requests.map(({ connection }) => connection)).toEqual([
    requests[0]?.connection,
    requests[0]?.connection,
  ]);
});
