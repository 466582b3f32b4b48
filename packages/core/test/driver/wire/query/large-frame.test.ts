import type { Socket } from 'node:net';
import {
  computeDigest,
  encodeFrame,
  FieldType,
  Info3,
  ProtoType,
  type WireValue,
} from '@aeroform/protocol';
import { answerBody } from '../../../support/fake-server.js';
import { withFakeServer } from '../../../support/with-client.js';

const COUNT = 5000;

function recordBody(id: number, bins: Readonly<Record<string, WireValue>> = { id }): Buffer {
  const fields = [
    { type: FieldType.namespace, data: Buffer.from('test') },
    { type: FieldType.digest, data: Buffer.from(computeDigest('demo', id)) },
    { type: FieldType.set, data: Buffer.from('demo') },
  ];
  return answerBody({ fields, bins });
}

const ids = Array.from({ length: COUNT }, (_, id) => id);
const bodies = ids.map((id) => recordBody(id));
const end = answerBody({ info3: Info3.last });
const frame = (...parts: readonly Buffer[]): Buffer =>
  encodeFrame(ProtoType.message, Buffer.concat(parts));

interface Cuts {
  readonly size: number;
  /** Bytes between these offsets go out at once. */
  readonly from: number;
  readonly to: number;
}

/** Writes bytes in pieces, each in a turn of the event loop of its own. */
async function writePieces(socket: Socket, bytes: Buffer, cuts: Cuts): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const isBetween = at >= cuts.from && at < cuts.to;
    const next = isBetween ? cuts.to : at + cuts.size;
    socket.write(bytes.subarray(at, next));
    at = next;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Most records that were handed out between two turns of others. */
async function longestStretch(records: AsyncIterable<{ bins: { [bin: string]: unknown } }>) {
  const seen: unknown[] = [];
  let [longest, before, isOver] = [0, 0, false];
  const turn = (): void => {
    longest = Math.max(longest, seen.length - before);
    before = seen.length;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  for await (const { bins } of records) seen.push(bins['id']);
  isOver = true;
  turn();
  return { seen, longest };
}

describe('a frame with thousands of records', () => {
  it.each([
    ['all in one frame', () => frame(...bodies, end)],
    ['with frames behind it', () => Buffer.concat([frame(...bodies), frame(end)])],
    [
      'in two frames that come at once',
      () => Buffer.concat([frame(...bodies.slice(0, 2500)), frame(...bodies.slice(2500), end)]),
    ],
  ])('is read in parts, between which others have their turn: %s', async (_what, answer) => {
    await withFakeServer(async (client, server) => {
      server.onMessage = ({ socket }) => socket.write(answer());
      const { seen, longest } = await longestStretch(client.query('test', 'demo'));
      expect(seen).toEqual(ids);
      expect(longest).toBeLessThanOrEqual(1024);
    });
  });

  it.each([1, 7, 100, 5000])('is read whole when it comes in pieces of %d', async (size) => {
    const texts = ['', 'a', 'long '.repeat(20_000), 'b', 'ends'];
    const records = texts.map((text, id) => recordBody(id, { id, text }));
    // The long text in one piece: it would take minutes byte by byte.
    const [head, tail] = [frame(...records, end), 120_000];
    await withFakeServer(async (client, server) => {
      server.onMessage = ({ socket }) => {
        socket.setNoDelay(true);
        void writePieces(socket, head, { size, from: 600, to: head.length - tail + 20_000 });
      };
      const found = await client.query('test', 'demo').results();
      expect(found.map(({ bins }) => bins['text'])).toEqual(texts);
      expect((await client.query('test', 'demo').results()).length).toBe(texts.length);
    });
  });

  it('is refused when it ends within a record', async () => {
    const whole = frame(...bodies.slice(0, 3));
    const cut = encodeFrame(ProtoType.message, whole.subarray(8, whole.length - 2));
    await withFakeServer(async (client, server) => {
      server.onMessage = ({ socket }) => {
        socket.setNoDelay(true).write(cut.subarray(0, 50));
        setTimeout(() => socket.write(cut.subarray(50)), 10);
      };
      const query = client.query('test', 'demo').results({ maxRetries: 0 });
      await expect(query).rejects.toMatchObject({ code: 'MALFORMED_ANSWER' });
    });
  });

  it('leaves the connection in order when the consumer leaves early', async () => {
    await withFakeServer(async (client, server) => {
      server.onMessage = ({ socket }) => socket.write(frame(...bodies, end));
      let count = 0;
      for await (const _record of client.query('test', 'demo')) if (++count === 300) break;
      expect(count).toBe(300);
      expect((await client.query('test', 'demo').results()).length).toBe(COUNT);
    });
  });
});
