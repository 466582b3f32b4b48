import {
  ByteWriter,
  DIGEST_SIZE,
  FieldType,
  HeaderOffset,
  Info1,
  Info3,
  MESSAGE_HEADER_SIZE,
  PROTO_HEADER_SIZE,
  ResultCode,
  writeField,
} from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { JobEnd, type QueryJob } from '../query/query-job.js';
import type { QueriedRecord } from '../query/query-scope.js';
import { writeIndexValue } from '../sindex/index-value.js';
import type { StoredRecord } from '../storage/stored-record.js';
import { AnswerWriter } from './answer-writer.js';
import type { Responder } from './responder.js';

/** A frame is sent when it has so many bytes. */
const FRAME_SIZE = 128 * 1024;

/** Room for a whole frame and the record that makes it one. */
const FRAME_ROOM = FRAME_SIZE + 8 * 1024;
const INDEX_VALUE_SIZE = 8;
/** What a timer can hold; clients can ask for twice as much. */
const MAX_TIMEOUT = 2 ** 31 - 1;

/** Writes the bins of a record into its message. */
export type WriteBins = (answer: AnswerWriter, record: StoredRecord) => void;

/** The answer to a query: many messages, several in a frame. */
export class QueryStream {
  readonly #responder: Responder;
  readonly #job: QueryJob;
  readonly #signal: AbortSignal;
  /** Fields that all records begin with: the namespace and, still without its data, the digest. */
  readonly #fields: Buffer;
  /** The same with the set that the last record was in. */
  #fieldsOfSet: Buffer;
  #set = '';
  #answer = new AnswerWriter();

  /** Milliseconds that the client has to take a frame, 0 for ever. */
  readonly #timeout: number;

  constructor(responder: Responder, job: QueryJob, timeout: number) {
    this.#responder = responder;
    this.#job = job;
    this.#timeout = Math.min(timeout, MAX_TIMEOUT);
    this.#signal = responder.signal;
    this.#fields = Buffer.concat([
      field(FieldType.namespace, Buffer.from(job.description.namespace, 'latin1')),
      field(FieldType.digest, Buffer.alloc(DIGEST_SIZE)),
    ]);
    this.#fieldsOfSet = this.#fields;
  }

  /** True when the client has gone: there is nobody to work for. */
  get isClosed(): boolean {
    return this.#signal.aborted;
  }

  /** Appends a record without its bins. */
  addMetadata(queried: QueriedRecord): void {
    const at = this.#begin(queried);
    this.#end(queried, at);
    this.#answer.buffer[at + HeaderOffset.info1] = Info1.noBinData;
  }

  /**
   * Appends a record, unless there are no bins to write.
   *
   * @returns false when a bin could not be read; the record is then left out.
   */
  addRecord(queried: QueriedRecord, writeBins: WriteBins): boolean {
    const answer = this.#answer;
    const at = this.#begin(queried);
    try {
      writeBins(answer, queried.record);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      answer.offset = at;
      return false;
    }
    if (answer.opCount === 0) answer.offset = at;
    else this.#end(queried, at);
    return true;
  }

  /** Tells that a partition can't be queried on this node. */
  addUnavailable(partition: number): void {
    this.#answer.beginMessage();
    this.#answer.endMessage({
      resultCode: ResultCode.PARTITION_UNAVAILABLE,
      generation: partition,
      voidTime: 0,
      info3: Info3.partitionDone,
    });
  }

  /** Appends a message that is about no record. */
  addMessage(write: (answer: AnswerWriter) => void): void {
    this.#answer.beginMessage();
    write(this.#answer);
    this.#answer.endMessage({ resultCode: ResultCode.OK, generation: 0, voidTime: 0 });
  }

  /** Sends what has come together, if it is enough for a frame. To be awaited if it is a promise. */
  flush(): Promise<void> | undefined {
    return this.#answer.offset >= FRAME_SIZE ? this.#send(FRAME_ROOM) : undefined;
  }

  /** Sends the rest, and behind it, in a frame of its own, the message that ends the stream. */
  async finish(): Promise<void> {
    if (this.#answer.offset > 0) await this.#send();
    this.#answer.beginMessage();
    this.#answer.endMessage({
      // Where nobody listens any more, nobody needs to be told why.
      resultCode: Math.max(this.#job.end, ResultCode.OK),
      generation: 0,
      voidTime: 0,
      info3: Info3.last,
    });
    await this.#send();
  }

  #begin({ record, value }: QueriedRecord): number {
    const answer = this.#answer;
    const at = answer.offset;
    answer.beginMessage();
    answer.bytes(this.#fieldsIn(record.set));
    const digestAt = at + MESSAGE_HEADER_SIZE + this.#fields.length - DIGEST_SIZE;
    const { buffer } = answer;
    const { digest } = record;
    // For so few bytes a loop beats the call into native code.
    for (let i = 0; i < DIGEST_SIZE; i++) buffer[digestAt + i] = digest[i] as number;
    if (record.userKey !== undefined) writeField(answer, FieldType.key, record.userKey);
    if (value !== undefined) {
      answer.u32(1 + INDEX_VALUE_SIZE).u8(FieldType.indexValues);
      writeIndexValue(answer, value);
    }
    return at;
  }

  #fieldsIn(set: string): Buffer {
    if (set !== this.#set) {
      this.#set = set;
      const ofSet = set === '' ? [] : [field(FieldType.set, Buffer.from(set, 'latin1'))];
      this.#fieldsOfSet = Buffer.concat([this.#fields, ...ofSet]);
    }
    return this.#fieldsOfSet;
  }

  #end({ record, value }: QueriedRecord, at: number): void {
    const { generation, voidTime, set, userKey } = record;
    this.#answer.endMessage({ resultCode: ResultCode.OK, generation, voidTime });
    const fieldCount =
      2 + Number(set !== '') + Number(userKey !== undefined) + Number(value !== undefined);
    this.#answer.buffer.writeUInt16BE(fieldCount, at + HeaderOffset.fieldCount);
  }

  /** @param room - for what follows, in bytes; it grows when that is not enough. */
  async #send(room?: number): Promise<void> {
    const body = this.#answer.view();
    this.#answer = new AnswerWriter(room);
    this.#job.bytesSent += PROTO_HEADER_SIZE + body.length;
    const sent = this.#responder.write(body);
    if (this.#timeout === 0) {
      await sent;
      return;
    }
    const timer = setTimeout(() => {
      this.#job.end = JobEnd.responseTimeout;
      this.#responder.close();
    }, this.#timeout);
    await sent;
    clearTimeout(timer);
  }
}

function field(type: number, data: Uint8Array): Buffer {
  const writer = new ByteWriter();
  writeField(writer, type, data);
  return writer.toBuffer();
}
