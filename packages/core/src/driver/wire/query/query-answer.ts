import {
  DIGEST_SIZE,
  FieldType,
  Info3,
  ProtoType,
  readUserKey,
  ResultCode,
  type UserKey,
  WireError,
} from '@aeroform/protocol';
import type { AerospikeRecord } from '../../../record/record.js';
import { AnswerReader, isCutOff } from '../answer/answer-reader.js';
import { DigestPool } from '../answer/digest-pool.js';
import { NameSequence } from '../answer/name-sequence.js';
import type { AnswerReader as FrameConsumer } from '../socket/exchange.js';
import type { QueryCommand } from '../../driver.js';
import type { PartitionTracker } from './partition-tracker.js';
import { queryFailure } from '../../query-failure.js';
import { TimeSlice } from '../../time-slice.js';

/** Fields of the record that is being read, and where they are. */
class RecordFields {
  readonly #names = new NameSequence();
  namespace = '';
  set = '';
  userKey: UserKey | null = null;
  /** Undefined when there is none. */
  digest: Buffer | undefined = undefined;
  /** The bytes of the index value; an empty range for none. */
  buffer: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;

  /** Reads the fields of the message whose header was read. */
  read(buffer: Buffer): void {
    this.namespace = '';
    this.set = '';
    this.userKey = null;
    this.digest = undefined;
    this.buffer = buffer;
    this.start = 0;
    this.end = 0;
    for (let i = 0; i < reader.fieldCount; i++) {
      reader.readField();
      this.#take(reader.fieldType, reader.fieldStart, reader.offset);
    }
  }

  #take(type: number, start: number, end: number): void {
    const { buffer } = this;
    switch (type) {
      case FieldType.digest:
        if (end - start === DIGEST_SIZE) this.digest = digests.copy(buffer, start);
        break;
      case FieldType.namespace:
        this.namespace = this.#names.read(0, buffer, start, end);
        break;
      case FieldType.set:
        this.set = this.#names.read(1, buffer, start, end);
        break;
      case FieldType.key:
        this.userKey = readUserKey(buffer.subarray(start, end));
        break;
      case FieldType.indexValues:
        this.start = start;
        this.end = end;
        break;
      default:
        break;
    }
  }
}

const digests = new DigestPool();
const reader = new AnswerReader();
const fields = new RecordFields();

/** Reads what one node answers to a query: records, partitions it does not have, and the end. */
export class QueryAnswer implements FrameConsumer {
  /** Partitions that moved away, to be asked for elsewhere. */
  readonly unavailable = new Set<number>();
  /** Records that came. */
  received = 0;
  readonly #command: QueryCommand;
  readonly #node: string;
  readonly #tracker: PartitionTracker;
  readonly #onRecord: (record: AerospikeRecord) => boolean;
  /** Behind the last message that was read. */
  #readTo = 0;

  constructor(
    command: QueryCommand,
    node: string,
    tracker: PartitionTracker,
    /** False refuses a record: it is to come again. */
    onRecord: (record: AerospikeRecord) => boolean,
  ) {
    this.#command = command;
    this.#node = node;
    this.#tracker = tracker;
    this.#onRecord = onRecord;
  }

  readFrame(type: number, buffer: Buffer, start: number, end: number): boolean | number {
    if (type !== ProtoType.message) {
      throw new WireError(start, `a message frame, found type ${type}`);
    }
    reader.open(buffer, start, end);
    try {
      return this.#readMessages(buffer, new TimeSlice());
    } finally {
      this.#tracker.settle();
    }
  }

  /** What a connection brings at a time is small enough for one turn. */
  readPart(buffer: Buffer, start: number, end: number, isLast: boolean): true | number {
    reader.open(buffer, start, end, !isLast);
    this.#readTo = start;
    try {
      const isAnswered = this.#readMessages(buffer, null);
      if (isAnswered !== true) return end;
      if (!isLast || reader.hasMore) throw new WireError(reader.offset, 'the end of the frame');
      return true;
    } catch (error) {
      if (isCutOff(error)) return this.#readTo;
      throw error;
    } finally {
      this.#tracker.settle();
    }
  }

  /** @param slice - when it is over, the rest is left for the next turn. */
  #readMessages(buffer: Buffer, slice: TimeSlice | null): boolean | number {
    while (reader.hasMore) {
      if (slice?.isOver() === true) return reader.offset;
      const resultCode = reader.beginMessage();
      if ((reader.info3 & Info3.partitionDone) !== 0) this.#onPartition(resultCode);
      else if (resultCode !== ResultCode.OK) return this.#onFailure(resultCode);
      else if ((reader.info3 & Info3.last) !== 0) return true;
      else this.#readRecord(buffer);
      this.#readTo = reader.offset;
    }
    return false;
  }

  #onPartition(resultCode: number): void {
    reader.skipFields();
    reader.skipOps();
    if (resultCode !== ResultCode.OK) this.unavailable.add(reader.generation);
  }

  /** A node without the set answers "not found", which is an end like any other. */
  #onFailure(resultCode: number): boolean {
    if (resultCode === ResultCode.RECORD_NOT_FOUND) return true;
    throw queryFailure(this.#command, resultCode, this.#node);
  }

  #readRecord(buffer: Buffer): void {
    const at = reader.offset;
    fields.read(buffer);
    const { namespace, set, userKey, digest } = fields;
    const partition = digest && this.#tracker.partitionOf(digest);
    if (digest === undefined || partition === undefined) {
      throw new WireError(at, 'a digest of a partition that was asked for');
    }
    const meta = reader.metadata();
    const bins = reader.readBins();
    this.received++;
    if (this.#onRecord({ key: [namespace, set, userKey, digest], meta, bins })) {
      this.#tracker.advance(partition, digest, fields);
    } else {
      this.#tracker.refuse(partition);
    }
  }
}
