import {
  encodeFrame,
  Info1,
  Info2,
  OpType,
  ParticleType,
  ProtoType,
  readMessages,
} from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { putModule } from '../support/udf';
import { key, messageFrame, op, put, WireClient } from '../support/wire-client';
import { HOSTILE_MESSAGES, TOO_DEEP } from './hostile-messages';

const embedded = useEmbedded();
const get = messageFrame({ info1: Info1.read | Info1.getAll, fields: key(1) });
const connect = (): Promise<WireClient> => WireClient.connect(embedded.server.port);
const MEBIBYTE = 1024 * 1024;

async function rssOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss;
  await work();
  return (process.memoryUsage().rss - before) / MEBIBYTE;
}

beforeEach(async () => {
  const ops = [
    put('a', 7),
    op(OpType.write, 'l', Buffer.from('93010203', 'hex'), ParticleType.list),
  ];
  await embedded.client.message({ info2: Info2.write, fields: key(1), ops });
});
afterEach(async () => {
  const next = await embedded.client.exchange(get);
  expect(readMessages(next?.body as Buffer)[0]?.header.resultCode).toBe(0);
  expect(embedded.server.inspect().internalErrors).toBe(0);
});

describe('a hostile message', () => {
  it.each(HOSTILE_MESSAGES)('with $what is answered $resultCode', async ({ frame, resultCode }) => {
    const answer = await embedded.client.exchange(frame);
    const messages = readMessages(answer?.body as Buffer);
    expect(messages.at(-1)?.header.resultCode).toBe(resultCode);
  });

  it.each(TOO_DEEP)('with $what is answered $resultCode', async ({ frame, resultCode }) => {
    const answer = await embedded.client.exchange(frame);
    expect(readMessages(answer?.body as Buffer)[0]?.header.resultCode).toBe(resultCode);
  });

  it.each([
    ['a name of 70,000 bytes', `${'x'.repeat(70_000)}\n`, 70_030],
    ['2000 lines', 'status\n'.repeat(2000), 20_000],
    ['nothing but newlines', '\n'.repeat(10), 300],
    ['no newline', 'build', 0],
    ['bytes that are no text', '\xff\n', 31],
  ])('for info with %s is answered like any other', async (_what, body, size) => {
    const answer = await embedded.client.exchange(
      encodeFrame(ProtoType.info, Buffer.from(body, 'latin1')),
    );
    expect([answer?.type, answer?.body.length]).toEqual([ProtoType.info, size]);
  });
});

describe('memory', () => {
  it('is not taken for what is announced and never comes', async () => {
    const clients = await Promise.all(Array.from({ length: 100 }, connect));
    // 128 MiB each, the most that is allowed.
    const start = Buffer.concat([Buffer.from('0203000008000000', 'hex'), Buffer.alloc(100)]);
    const grown = await rssOf(async () => {
      for (const client of clients) client.socket.write(start);
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    expect(grown).toBeLessThan(64);
    for (const client of clients) client.close();
  });

  it('grows with the bytes of a frame, not with the pieces it comes in', async () => {
    const client = await connect();
    client.socket.write(Buffer.from('0203000007ffffff', 'hex'));
    const grown = await rssOf(async () => {
      for (let i = 0; i < 20_000; i++) {
        client.socket.write(Buffer.from([i]));
        if (i % 20 === 0) await new Promise(setImmediate);
      }
    });
    expect(grown).toBeLessThan(64);
    client.close();
  });

  it('is not taken for more info than one frame can answer: the connection is closed', async () => {
    const client = await connect();
    const before = embedded.server.inspect().brokenFrames;
    // Each line is answered with 0.7 MB.
    await putModule(embedded.client, 'big.lua', `-- ${'x'.repeat(MEBIBYTE / 2)}`);
    const lines = 'udf-get:filename=big.lua\n'.repeat(200);
    expect(await client.exchange(encodeFrame(ProtoType.info, Buffer.from(lines)))).toBeUndefined();
    expect(embedded.server.inspect().brokenFrames).toBe(before + 1);
  });
});

describe('a client that leaves', () => {
  it('half of a connection gets the answer to what it has sent', async () => {
    const client = await connect();
    client.socket.end(get);
    expect(readMessages((await client.frame())?.body as Buffer)[0]?.header.resultCode).toBe(0);
    expect(await client.frame()).toBeUndefined();
  });
});
