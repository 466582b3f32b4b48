import { computeDigest, encodeFrame, FieldType, Info3, ProtoType } from '@aeroform/protocol';
import { answerBody } from '../../../support/fake-server.js';
import { withFakeServer } from '../../../support/with-client.js';

const COUNT = 5000;

function recordBody(id: number): Buffer {
  const fields = [
    { type: FieldType.namespace, data: Buffer.from('test') },
    { type: FieldType.digest, data: Buffer.from(computeDigest('demo', id)) },
    { type: FieldType.set, data: Buffer.from('demo') },
  ];
  return answerBody({ fields, bins: { id } });
}

const ids = Array.from({ length: COUNT }, (_, id) => id);
const bodies = ids.map(recordBody);
const end = answerBody({ info3: Info3.last });
const frame = (...parts: readonly Buffer[]): Buffer =>
  encodeFrame(ProtoType.message, Buffer.concat(parts));

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
