import { deflateSync, inflateSync } from 'node:zlib';
import {
  encodeFrame,
  FieldType,
  type Frame,
  Info1,
  Info2,
  type Message,
  ProtoType,
  readMessages,
  ResultCode,
} from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import {
  key,
  messageBody,
  messageFrame,
  op,
  put,
  type RequestParts,
  text,
} from '../support/wire-client';
import { OpType } from '@aeroform/protocol';

const { write } = Info2;
const getAll = Info1.read | Info1.getAll;
const compressed = getAll | Info1.compressResponse;
const LARGE = 300_000;

const enterprise = useEmbedded({ edition: 'enterprise' });
const community = useEmbedded();

/** A compressed frame around bytes that should be a frame. */
function pack(inner: Buffer, size: number = inner.length): Buffer {
  const head = Buffer.alloc(8);
  head.writeBigUInt64BE(BigInt(size));
  return encodeFrame(ProtoType.compressed, Buffer.concat([head, deflateSync(inner)]));
}

/** The messages of a frame, and whether it was compressed. */
function unpack(frame: Frame | undefined): { packed: boolean; messages: Message[] } {
  if (frame === undefined) throw new Error('the connection was closed');
  if (frame.type === ProtoType.message) {
    return { packed: false, messages: readMessages(frame.body) };
  }
  expect(frame.type).toBe(ProtoType.compressed);
  const inner = inflateSync(frame.body.subarray(8));
  expect(inner.length).toBe(Number(frame.body.readBigUInt64BE()));
  return { packed: true, messages: readMessages(inner.subarray(8)) };
}

const exchange = async (bytes: Buffer): Promise<ReturnType<typeof unpack>> =>
  unpack(await enterprise.client.exchange(bytes));
const resultOf = ({ messages }: ReturnType<typeof unpack>): number =>
  (messages[0] as Message).header.resultCode;

const value = (size: number): Buffer => Buffer.alloc(size, 'abcdefgh');
const writeOf = (byte: number, size: number): RequestParts => ({
  info2: write,
  fields: key(byte),
  ops: [op(OpType.write, 'blob', value(size))],
});

describe('a compressed request', () => {
  it.each([10, LARGE])('of %i bytes is run', async (size) => {
    const answer = await exchange(pack(messageFrame(writeOf(1, size))));
    expect([resultOf(answer), answer.packed]).toEqual([0, false]);
    const { messages } = await exchange(messageFrame({ info1: getAll, fields: key(1) }));
    expect(messages[0]?.ops[0]?.value.equals(value(size))).toBe(true);
  });

  it('keeps its place among other requests', async () => {
    const { socket } = enterprise.client;
    socket.write(
      Buffer.concat([
        pack(messageFrame(writeOf(2, LARGE))),
        messageFrame({ info1: getAll, fields: key(3) }),
        pack(messageFrame({ info1: getAll, fields: key(2) })),
      ]),
    );
    const codes = [];
    for (let i = 0; i < 3; i++) codes.push(resultOf(unpack(await enterprise.client.frame())));
    expect(codes).toEqual([0, ResultCode.RECORD_NOT_FOUND, 0]);
  });

  const inner = messageFrame({ info1: getAll, fields: key(4) });
  it.each([
    ['is shorter than it says', pack(inner, inner.length + 1)],
    ['is longer than it says', pack(inner, inner.length - 1)],
    ['says that it is larger than any frame', pack(inner, 2 ** 27 + 9)],
    ['unfolds to far more than it says', pack(Buffer.alloc(50_000_000), 70_000)],
    ['is no zlib stream', encodeFrame(ProtoType.compressed, Buffer.alloc(64, 1))],
    ['has no size', encodeFrame(ProtoType.compressed, Buffer.alloc(7))],
    ['holds an info request', pack(encodeFrame(ProtoType.info, Buffer.from('build\n')))],
    ['holds another compressed frame', pack(pack(inner))],
    ['holds two frames', pack(Buffer.concat([inner, inner]))],
  ])('that %s is refused, and the next one works', async (_, bytes) => {
    expect(resultOf(await exchange(bytes))).toBe(ResultCode.PARAMETER);
    expect(resultOf(await exchange(pack(inner)))).toBe(ResultCode.RECORD_NOT_FOUND);
  });

  it('is refused by the Community Edition', async () => {
    const answer = unpack(await community.client.exchange(pack(inner)));
    expect(resultOf(answer)).toBe(ResultCode.ENTERPRISE_ONLY);
  });
});

describe('an answer', () => {
  it.each([1000, LARGE])('of %i bytes is compressed when the client asks', async (size) => {
    await exchange(messageFrame(writeOf(5, size)));
    const read = { fields: key(5) };
    const answer = await exchange(messageFrame({ info1: compressed, ...read }));
    expect(answer.packed).toBe(true);
    expect(answer.messages[0]?.ops[0]?.value.equals(value(size))).toBe(true);
    expect((await exchange(messageFrame({ info1: getAll, ...read }))).packed).toBe(false);
    const both = pack(messageFrame({ info1: compressed, ...read }));
    expect((await exchange(both)).packed).toBe(true);
  });

  it('that is small is left as it is', async () => {
    await exchange(messageFrame({ info2: write, fields: key(6), ops: [put('a', 1)] }));
    expect((await exchange(messageFrame({ info1: compressed, fields: key(6) }))).packed).toBe(
      false,
    );
  });

  it('to a query is compressed, frame by frame', async () => {
    await exchange(messageFrame(writeOf(7, 5000)));
    const fields = [text(FieldType.namespace, 'test'), partitions()];
    enterprise.client.socket.write(messageFrame({ info1: compressed, info3: 0x04, fields }));
    const frames = [];
    for (;;) {
      const frame = unpack(await enterprise.client.frame());
      frames.push(frame);
      if (frame.messages.some(({ header }) => (header.info3 & 1) !== 0)) break;
    }
    expect(frames.some(({ packed }) => packed)).toBe(true);
  });

  it('to a batch is compressed', async () => {
    await exchange(messageFrame(writeOf(8, 5000)));
    const row = Buffer.concat([
      Buffer.from([0, 0, 0, 1, 0, 0, 0, 0, 0]),
      Buffer.alloc(20, 8),
      Buffer.from([0x00, getAll, 0, 1, 0, 0, 0, 0, 0, 5, 0]),
      Buffer.from('test'),
    ]);
    const fields = [{ type: FieldType.batch, data: row }];
    const info1 = Info1.read | Info1.batch | Info1.compressResponse;
    const { packed, messages } = await exchange(messageFrame({ info1, fields }));
    expect(packed).toBe(true);
    expect(messages[0]?.ops[0]?.value.length).toBe(5000);
  });

  it('is never compressed by the Community Edition', async () => {
    await community.client.exchange(messageFrame(writeOf(1, 5000)));
    const body = messageBody({ info1: compressed, fields: key(1) });
    const answer = unpack(await community.client.exchange(encodeFrame(ProtoType.message, body)));
    expect(answer.packed).toBe(false);
  });
});

/** All partitions. */
function partitions(): { type: number; data: Buffer } {
  const data = Buffer.alloc(4096 * 2);
  for (let id = 0; id < 4096; id++) data.writeUInt16LE(id, id * 2);
  return { type: FieldType.partitionIds, data };
}
