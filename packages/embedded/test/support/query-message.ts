import {
  ByteWriter,
  FieldType,
  Info1,
  Info2,
  Info3,
  type Message,
  type MessageField,
  type MessageOp,
  MsgpackWriter,
  OpType,
  readMessages,
  type WireValue,
  writeIndexRange,
  writeWireParticle,
} from '@aeroform/protocol';
import { messageFrame, type RequestParts, text, type WireClient } from './wire-client';

/** A digest that is the same for the same number, and spreads over all partitions. */
export function digestOf(number: number): Buffer {
  const digest = Buffer.alloc(20);
  digest.writeUInt32LE((number * 2_654_435_761) >>> 0, 0);
  digest.writeUInt32BE(number, 4);
  return digest;
}

export function field(type: number, data: Buffer): MessageField {
  return { type, data };
}

/** Namespace `test` and a set. */
export function scope(set: string): MessageField[] {
  return [text(FieldType.namespace, 'test'), text(FieldType.set, set)];
}

export function u32(value: number): Buffer {
  return new ByteWriter().u32(value).toBuffer();
}

export function u64(value: number | bigint): Buffer {
  return new ByteWriter().u64(value).toBuffer();
}

/** Asks for partitions in full; without ids for all. */
export function partitions(ids: Iterable<number> = Array(4096).keys()): MessageField {
  const writer = new ByteWriter();
  for (const id of ids) writer.u16le(id);
  return field(FieldType.partitionIds, writer.toBuffer());
}

/** A range of integers of a bin. */
export function range(binName: string, begin: number, end: number): MessageField {
  const writer = new ByteWriter();
  writeIndexRange(writer, { binName, particleType: 1, begin: u64(begin), end: u64(end) });
  return field(FieldType.indexRange, writer.toBuffer());
}

export function write(name: string, value: WireValue): MessageOp {
  const writer = new MsgpackWriter();
  const particleType = writeWireParticle(writer, value);
  return {
    op: OpType.write,
    particleType,
    flags: 0,
    name: Buffer.from(name, 'latin1'),
    value: writer.toBuffer(),
  };
}

/** Writes a record. */
export async function putRecord(
  client: WireClient,
  set: string,
  digest: Buffer,
  bins: Readonly<Record<string, WireValue>>,
): Promise<void> {
  const resultCode = await client.resultCode({
    info2: Info2.write,
    fields: [...scope(set), field(FieldType.digest, digest)],
    ops: Object.entries(bins).map(([name, value]) => write(name, value)),
  });
  if (resultCode !== 0) throw new Error(`the write answered ${resultCode}`);
}

/** A query that answers records. */
export function queryParts(
  fields: readonly MessageField[],
  changes: RequestParts = {},
): RequestParts {
  return { info1: Info1.read, info3: Info3.partitionDone, fields, ...changes };
}

export interface QueryAnswer {
  readonly resultCode: number;
  readonly records: readonly Message[];
  readonly frames: number;
}

/** Sends a query and collects its answer: to the last message of a stream, or the only one. */
export async function runQuery(client: WireClient, parts: RequestParts): Promise<QueryAnswer> {
  const records: Message[] = [];
  client.socket.write(messageFrame(parts));
  for (let frames = 1; ; frames++) {
    const frame = await client.frame();
    if (frame === undefined) throw new Error('the connection was closed');
    for (const message of readMessages(frame.body)) {
      const isLast = (message.header.info3 & Info3.last) !== 0 || message.fields.length === 0;
      if (isLast) return { resultCode: message.header.resultCode, records, frames };
      records.push(message);
    }
  }
}

/** Data of a field of a message. */
export function dataOf(message: Message, type: number): Buffer | undefined {
  return message.fields.find((each) => each.type === type)?.data;
}

/** Creates an index and waits until it is ready. */
export async function createIndex(client: WireClient, name: string, rest: string): Promise<void> {
  const created = await client.info(`sindex-create:namespace=test;indexname=${name};${rest}`);
  if (created !== 'ok') throw new Error(created);
  while (!(await client.info(`sindex/test/${name}`)).includes('load_pct=100')) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
