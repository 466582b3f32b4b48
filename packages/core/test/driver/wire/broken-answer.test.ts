import fc from 'fast-check';
import { encodeFrame, ProtoType } from '@aeroform/protocol';
import { ClientError } from '../../../src/index.js';
import { answerBody, answerFrame, type FakeRequest } from '../../support/fake-server.js';
import { digestOf } from '../../support/read-key.js';
import { rejection, withFakeServer } from '../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;
const ONE = { pipelinesPerNode: 1 };

const whole = answerBody({ bins: { a: 1, b: 'text' } });

describe('answers that cannot be read', () => {
  it.each([
    ['another protocol version', Buffer.from('0103000000000016', 'hex')],
    ['a body that is too long', Buffer.from('0203ffffffffffff', 'hex')],
    ['another frame type', encodeFrame(ProtoType.info, Buffer.from('x'))],
    ['noise', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a message without its header', encodeFrame(ProtoType.message, Buffer.alloc(5))],
    ['a cut-off operation', encodeFrame(ProtoType.message, whole.subarray(0, -1))],
    ['bytes behind the message', encodeFrame(ProtoType.message, Buffer.concat([whole, whole]))],
    ['an unknown particle type', answerFrame({ bins: { a: 1 } }).fill(99, 8 + 22 + 5, 8 + 22 + 6)],
  ])('fails the command with a typed error and recovers: %s', async (_name, bytes) => {
    await withFakeServer(
      async (client, server) => {
        server.onMessage = ({ socket }) => socket.write(bytes);
        const error = await rejection<ClientError>(client.get(KEY, { maxRetries: 0 }));
        expect(error).toBeInstanceOf(ClientError);
        expect(error).toMatchObject({ code: 'MALFORMED_ANSWER', node: 'FA11', inDoubt: false });
        server.onMessage = (request) => request.answer({ bins: { a: 1 } });
        expect((await client.get(KEY)).bins).toEqual({ a: 1 });
      },
      { config: ONE },
    );
  });

  it('says that a write with an unreadable answer is in doubt', async () => {
    await withFakeServer(
      async (client) => {
        const error = await rejection<ClientError>(client.put(KEY, { a: 1 }));
        expect(error).toMatchObject({ code: 'MALFORMED_ANSWER', inDoubt: true });
      },
      { onMessage: ({ socket }) => socket.write(encodeFrame(ProtoType.message, Buffer.alloc(3))) },
    );
  });

  it('fails only the command whose answer is broken inside an intact frame', async () => {
    const held: FakeRequest[] = [];
    await withFakeServer(
      async (client) => {
        const policy = { maxRetries: 0, totalTimeout: 5000 };
        const broken = client.get(['test', 'demo', 1], policy);
        const sound = client.get(['test', 'demo', 2], policy);
        while (held.length < 2) await new Promise(setImmediate);
        held[0]?.socket.write(encodeFrame(ProtoType.message, whole.subarray(0, -2)));
        held[1]?.answer({ bins: { n: 2 } });
        expect(await rejection(broken)).toBeInstanceOf(ClientError);
        expect((await sound).bins).toEqual({ n: 2 });
      },
      { onMessage: (request) => held.push(request), config: ONE },
    );
  });

  it('closes a connection that answers what was not asked', async () => {
    await withFakeServer(
      async (client, server) => {
        server.onMessage = ({ socket, answer }) => {
          answer();
          socket.write(answerFrame());
        };
        await client.exists(KEY);
        await new Promise((resolve) => setTimeout(resolve, 20));
        server.onMessage = (request) => request.answer({ generation: 5 });
        expect((await client.exists(KEY)).meta?.gen).toBe(5);
        expect(server.connections).toBe(3);
      },
      { config: ONE },
    );
  });

  it('fails the rows of a batch whose answer is broken, and asks again', async () => {
    let received = 0;
    await withFakeServer(
      async (client) => {
        const handle = await client.batchRead([KEY], null, { maxRetries: 0 });
        expect(handle.at(0)?.error).toMatchObject({ code: 'MALFORMED_ANSWER' });
        expect((await client.batchRead([KEY])).at(0)?.record?.bins).toEqual({ a: 1 });
      },
      {
        onMessage: ({ socket }) => {
          const row = answerBody({ rowIndex: ++received === 1 ? 77 : 0, bins: { a: 1 } });
          socket.write(
            encodeFrame(ProtoType.message, Buffer.concat([row, answerBody({ info3: 1 })])),
          );
        },
      },
    );
  });
});

describe('answers in pieces', () => {
  it('are put together whatever the pieces are', async () => {
    await withFakeServer(
      async (client, server) => {
        const cuts: number[] = [];
        server.onMessage = ({ message, socket }) => {
          const bytes = answerFrame({ bins: { d: digestOf(message).toString('hex'), n: 1 } });
          let start = 0;
          while (start < bytes.length) {
            const end = Math.min(bytes.length, start + (cuts.shift() ?? bytes.length));
            socket.write(bytes.subarray(start, end));
            start = end;
          }
        };
        const property = fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }),
          fc.integer({ min: 1, max: 20 }),
          async (pieces, count) => {
            cuts.push(...pieces);
            const keys = Array.from({ length: count }, (_, i) => ['test', 'demo', i] as const);
            const records = await Promise.all(keys.map((key) => client.get(key)));
            for (const { key, bins } of records) expect(bins['d']).toBe(key[3].toString('hex'));
          },
        );
        await fc.assert(property, { numRuns: 60 });
      },
      { config: ONE },
    );
  });
});
