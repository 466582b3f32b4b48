import {
  HeaderOffset,
  latin1Write,
  ListFlag,
  MapFlag,
  MESSAGE_HEADER_SIZE,
  MsgpackWriter,
  OP_HEADER_SIZE,
  OpType,
  PROTO_HEADER_SIZE,
  type ProtoType,
  WireList,
  WireMap,
  type WireValue,
  writeField,
  writeProtoHeader,
  writeWireParticle,
} from '@aeroform/protocol';

/** Appends frames and the messages inside them. One writer collects the answers of many requests. */
export class AnswerWriter extends MsgpackWriter {
  #messageAt = 0;
  #opCount = 0;
  #fieldCount = 0;

  /** Opens a frame and returns where it starts, for {@link endFrame}. */
  beginFrame(): number {
    return this.skip(PROTO_HEADER_SIZE);
  }

  endFrame(at: number, type: ProtoType): void {
    writeProtoHeader(this.buffer, type, this.offset - at - PROTO_HEADER_SIZE, at);
  }

  /** Opens a message; what was written since an unfinished one stays in front of it. */
  beginMessage(): void {
    this.#messageAt = this.skip(MESSAGE_HEADER_SIZE);
    this.#opCount = 0;
    this.#fieldCount = 0;
  }

  /** Takes back everything of the message but its header. */
  clearMessage(): void {
    this.offset = this.#messageAt + MESSAGE_HEADER_SIZE;
    this.#opCount = 0;
    this.#fieldCount = 0;
  }

  /** Appends a field; all fields stand in front of the bins. */
  field(type: number, data: Uint8Array): void {
    writeField(this, type, data);
    this.#fieldCount++;
  }

  /** Appends one bin of an answer; undefined is answered like nil. */
  bin(opType: number, name: string, value: WireValue | undefined): void {
    this.#bin(opType, name, withoutIndexFlag(value ?? null));
  }

  /** Appends the result of a function. It is no stored value: flags are answered as they are. */
  udfResult(value: WireValue): void {
    this.#bin(OpType.read, 'SUCCESS', value);
  }

  #bin(opType: number, name: string, value: WireValue): void {
    const at = this.skip(OP_HEADER_SIZE + name.length);
    const buffer = this.buffer;
    buffer[at + 4] = opType;
    buffer[at + 6] = 0;
    buffer[at + 7] = name.length;
    latin1Write(buffer, name, at + OP_HEADER_SIZE);
    const type = writeWireParticle(this, value);
    this.buffer[at + 5] = type;
    patchU32(this.buffer, at, this.offset - at - 4);
    this.#opCount++;
  }

  /** Bins in the message so far. */
  get opCount(): number {
    return this.#opCount;
  }

  /** Fills in the header. The batch index stands where requests have their time-out. */
  endMessage(header: AnswerHeader): void {
    const buffer = this.buffer;
    const at = this.#messageAt;
    buffer[at] = MESSAGE_HEADER_SIZE;
    buffer[at + HeaderOffset.info1] = 0;
    buffer[at + HeaderOffset.info2] = 0;
    buffer[at + HeaderOffset.info3] = header.info3 ?? 0;
    buffer[at + HeaderOffset.info4] = 0;
    buffer[at + HeaderOffset.resultCode] = header.resultCode;
    patchU32(buffer, at + HeaderOffset.generation, header.generation);
    patchU32(buffer, at + HeaderOffset.recordTtl, header.voidTime);
    patchU32(buffer, at + HeaderOffset.transactionTtl, header.batchIndex ?? 0);
    // The two counts stand side by side.
    patchU32(buffer, at + HeaderOffset.fieldCount, this.#fieldCount * 0x1_0000 + this.#opCount);
  }
}

/** What `writeUInt32BE` does, without its checks: all that stands in headers fits. */
function patchU32(buffer: Buffer, at: number, value: number): void {
  buffer[at] = value >>> 24;
  buffer[at + 1] = value >>> 16;
  buffer[at + 2] = value >>> 8;
  buffer[at + 3] = value;
}

/** The wish to persist an index is kept with the value, but not told to clients. */
function withoutIndexFlag(value: WireValue): WireValue {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof WireList && (value.flags & ListFlag.persistIndex) !== 0) {
    return new WireList(value.items, value.flags & ~ListFlag.persistIndex);
  }
  if (value instanceof WireMap && (value.flags & MapFlag.persistIndex) !== 0) {
    return new WireMap(value.keys, value.values, value.flags & ~MapFlag.persistIndex);
  }
  return value;
}

/** Header of an answer. */
export interface AnswerHeader {
  readonly resultCode: number;
  readonly generation: number;
  /** Seconds since 2010, 0 for never. */
  readonly voidTime: number;
  readonly info3?: number;
  readonly batchIndex?: number;
}
