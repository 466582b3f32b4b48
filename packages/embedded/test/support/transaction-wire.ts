import { FieldType, Info1, Info2, type Message, type MessageField } from '@aeroform/protocol';
import {
  computeDigest,
  Info4,
  ListFlag,
  MsgpackWriter,
  OpType,
  ParticleType,
  writeWireValue,
  WireBlob,
  WireList,
} from '@aeroform/protocol';
import { int64, op, type RequestParts, text, type WireClient } from './wire-client';

const MONITOR_SET = '<ERO~MRT';
const namespace = text(FieldType.namespace, 'test');

function uint64le(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
}

function uint32le(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function listAppend(code: number, values: readonly WireBlob[]): Buffer {
  const writer = new MsgpackWriter();
  const value = code === 1 ? (values[0] as WireBlob) : new WireList([...values], 0);
  writeWireValue(writer, new WireList([code, value, ListFlag.ordered, 0x0d], 0));
  return writer.toBuffer();
}

const blob = (digest: Buffer): WireBlob => new WireBlob(ParticleType.blob, digest);

/** One transaction, driven over the wire as the public clients do. */
export class WireTransaction {
  readonly #client: WireClient;
  readonly id: bigint;
  deadline = 0;

  constructor(client: WireClient, id: bigint) {
    this.#client = client;
    this.id = id;
  }

  get monitorKey(): MessageField[] {
    const digest = computeDigest(MONITOR_SET, this.id);
    return [namespace, text(FieldType.set, MONITOR_SET), { type: FieldType.digest, data: digest }];
  }

  get idField(): MessageField {
    return { type: FieldType.transactionId, data: uint64le(this.id) };
  }

  /** The fields of a write of the transaction. */
  get fields(): MessageField[] {
    return [this.idField, { type: FieldType.transactionDeadline, data: uint32le(this.deadline) }];
  }

  /** Tells the monitor what is going to be written; the first time makes it. */
  async announce(digests: readonly Buffer[], ttl = 0): Promise<Message> {
    const ops = [
      op(
        OpType.cdtModify,
        'keyds',
        listAppend(digests.length === 1 ? 1 : 2, digests.map(blob)),
        ParticleType.blob,
      ),
    ];
    if (this.deadline === 0) {
      ops.unshift(op(OpType.write, 'id', int64(this.id), ParticleType.integer));
    }
    const info2 = Info2.write | Info2.respondAllOps;
    const answer = await this.#monitor({ info2, recordTtl: ttl, ops });
    const field = answer.fields.find(({ type }) => type === FieldType.transactionDeadline);
    if (field !== undefined) this.deadline = field.data.readUInt32LE();
    return answer;
  }

  /** A write: announced, and then made in the transaction. */
  async write(parts: RequestParts): Promise<Message> {
    const { fields = [] } = parts;
    const digest = fields.find(({ type }) => type === FieldType.digest)?.data as Buffer;
    const { header } = await this.announce([digest]);
    if (header.resultCode !== 0) throw new Error(`announced: ${header.resultCode}`);
    return this.writeOnly(parts);
  }

  writeOnly(parts: RequestParts): Promise<Message> {
    const fields = [...(parts.fields ?? []), ...this.fields];
    return this.#client.message({ info2: Info2.write, ...parts, fields });
  }

  read(fields: readonly MessageField[]): Promise<Message> {
    const info1 = Info1.read | Info1.getAll;
    return this.#client.message({ info1, fields: [...fields, this.idField] });
  }

  markForward(): Promise<Message> {
    const fwd = op(OpType.write, 'fwd', Buffer.from([1]), ParticleType.boolean);
    return this.#monitor({ info2: Info2.write, ops: [fwd] });
  }

  roll(fields: readonly MessageField[], direction: 'forward' | 'back'): Promise<Message> {
    const info4 =
      direction === 'forward' ? Info4.transactionRollForward : Info4.transactionRollBack;
    const info2 = Info2.write | Info2.durableDelete;
    return this.#client.message({ info2, info4, fields: [...fields, this.idField] });
  }

  close(): Promise<Message> {
    return this.#monitor({ info2: Info2.write | Info2.delete | Info2.durableDelete });
  }

  #monitor(parts: RequestParts): Promise<Message> {
    return this.#client.message({ ...parts, fields: this.monitorKey });
  }
}

/** The version of a record that an answer tells of, undefined for none. */
export function versionOf(message: Message): Buffer | undefined {
  return message.fields.find(({ type }) => type === FieldType.recordVersion)?.data;
}

/** Asks whether a record is still as a transaction has read it. */
export function verify(
  client: WireClient,
  fields: readonly MessageField[],
  version: Buffer,
): Promise<number> {
  return client.resultCode({
    info1: Info1.read | Info1.noBinData,
    info3: 0x40,
    info4: Info4.transactionVerifyRead,
    fields: [...fields, { type: FieldType.recordVersion, data: version }],
  });
}
