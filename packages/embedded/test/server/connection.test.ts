import { once } from 'node:events';
import { encodeFrame, Info1, Info2, OpType, ProtoType, readMessages } from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { key, messageFrame, op, put, WireClient } from '../support/wire-client';

const embedded = useEmbedded();
const read = Info1.read | Info1.getAll;
const connect = (): Promise<WireClient> => WireClient.connect(embedded.server.port);
const get = messageFrame({ info1: read, fields: key(1) });

beforeAll(async () => {
  await embedded.client.message({ info2: Info2.write, fields: key(1), ops: [put('a', 7)] });
});

describe('a connection', () => {
  it('answers a frame that comes byte by byte', async () => {
    const client = await connect();
    for (const byte of get) {
      client.socket.write(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    const frame = await client.frame();
    expect(readMessages(frame?.body as Buffer)[0]?.header.resultCode).toBe(0);
    client.close();
  });

  it('answers many frames of one chunk in their order, commands and streams mixed', async () => {
    const client = await connect();
    const batch = messageFrame({ info1: Info1.batch, fields: [] });
    const info = encodeFrame(ProtoType.info, Buffer.from('status\n'));
    client.socket.write(Buffer.concat([get, info, batch, get, batch, info, get]));
    const types: number[] = [];
    for (let i = 0; i < 7; i++) {
      const frame = await client.frame();
      if (frame?.type === ProtoType.info) types.push(-1);
      else types.push(readMessages(frame?.body as Buffer)[0]?.header.resultCode as number);
    }
    expect(types).toEqual([0, -1, 4, 0, 4, -1, 0]);
    client.close();
  });

  it.each([
    ['a wrong version', '03030000000000'],
    ['a wrong type', '02090000000000'],
    ['a size beyond 128 MiB', '02030000100000'],
  ])('is closed after %s, once the frames in front of it are answered', async (_what, hex) => {
    const client = await connect();
    client.socket.write(Buffer.concat([get, Buffer.from(`${hex}01`, 'hex')]));
    const answer = await client.frame();
    expect(readMessages(answer?.body as Buffer)[0]?.header.resultCode).toBe(0);
    expect(await client.frame()).toBeUndefined();
    expect(embedded.server.inspect().brokenFrames).toBeGreaterThan(0);
  });

  it.each([
    ['a body of 10 bytes', '020300000000000a16030000000000000000', 4],
    ['fields announced but not sent', `0203000000000016${'16'}${'00'.repeat(18)}0003`, 4],
    ['a compressed frame', '020400000000000800000000000000ff', 25],
  ])('survives %s', async (_what, hex, resultCode) => {
    const client = await connect();
    const padded = Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(2)]);
    const size = padded.readUIntBE(2, 6) + 8;
    const answer = await client.exchange(padded.subarray(0, size));
    expect(readMessages(answer?.body as Buffer)[0]?.header.resultCode).toBe(resultCode);
    const next = await client.exchange(get);
    expect(readMessages(next?.body as Buffer)[0]?.header.resultCode).toBe(0);
    client.close();
  });

  it('counts the messages that make no sense', async () => {
    const client = await connect();
    const before = embedded.server.inspect().malformedMessages;
    for (let i = 0; i < 3; i++) {
      await client.exchange(encodeFrame(ProtoType.message, Buffer.alloc(10, 22)));
    }
    expect(embedded.server.inspect().malformedMessages).toBe(before + 3);
    client.close();
  });

  it('answers admin frames and nothing to internal ones', async () => {
    const client = await connect();
    const body = Buffer.alloc(16);
    client.socket.write(encodeFrame(ProtoType.internalXdr, body));
    const answer = await client.exchange(encodeFrame(ProtoType.admin, body));
    expect(answer?.type).toBe(ProtoType.admin);
    client.close();
  });

  it('stops reading from a client that takes no answers, and serves others', async () => {
    const value = Buffer.alloc(1_000_000);
    const ops = [op(OpType.write, 'b', value)];
    await embedded.client.message({ info2: Info2.write, fields: key(2), ops });
    const slow = await connect();
    slow.socket.pause();
    const before = process.memoryUsage().rss;
    const bigGet = messageFrame({ info1: read, fields: key(2) });
    slow.socket.write(Buffer.concat(Array.from({ length: 500 }, () => bigGet)));
    await new Promise((resolve) => setTimeout(resolve, 200));
    // The answers have 500 MB together.
    expect(process.memoryUsage().rss - before).toBeLessThan(250 * 1024 ** 2);
    const other = await connect();
    expect((await other.exchange(get))?.body.length).toBeGreaterThan(0);
    slow.socket.resume();
    for (let i = 0; i < 500; i++) {
      expect((await slow.frame())?.body.length).toBeGreaterThan(value.length);
    }
    slow.close();
    other.close();
  });

  it('is one of thousands', async () => {
    const clients = await Promise.all(Array.from({ length: 2000 }, connect));
    const answers = await Promise.all(clients.map((client) => client.exchange(get)));
    expect(answers.every((frame) => frame !== undefined)).toBe(true);
    expect(embedded.server.inspect().connections).toBeGreaterThanOrEqual(2000);
    for (const client of clients) client.close();
  });

  it('is forgotten when the client goes, also in the middle of a frame', async () => {
    const client = await connect();
    const open = embedded.server.inspect().connections;
    client.socket.write(get.subarray(0, 20));
    client.socket.end();
    await once(client.socket, 'close');
    expect(embedded.server.inspect().connections).toBeLessThan(open);
  });
});
