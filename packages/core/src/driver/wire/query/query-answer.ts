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
import { AnswerReader } from '../answer/answer-reader.js';
import { DigestPool } from '../answer/digest-pool.js';
import { readName } from '../answer/name-table.js';
import type { AnswerReader as FrameConsumer } from '../socket/exchange.js';
import type { QueryCommand } from '../../driver.js';
import type { PartitionTracker } from './partition-tracker.js';
import { queryFailure } from '../../query-failure.js';

/** Fields of the record that is being read, and where they are. */
class RecordFields {
  namespace = '';
  set = '';
  userKey: UserKey | null = null;
  /** Undefined when there is none. */
  digest: Buffer | undefined = undefined;
  /** The bytes of the index value; an empty range for none. */
  buffer: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;

  reset(): void {
    this.namespace = '';
    this.set = '';
    this.userKey = null;
    this.digest = undefined;
    this.start = 0;
    this.end = 0;
  }

  readonly visit = (type: number, buffer: Buffer, start: number, end: number): void => {
    switch (type) {
      case FieldType.namespace:
        this.namespace = readName(buffer, start, end);
        break;
      case FieldType.set:
        this.set = readName(buffer, start, end);
        break;
      case FieldType.digest:
        if (end - start === DIGEST_SIZE) this.digest = digests.copy(buffer, start);
        break;
      case FieldType.key:
        this.userKey = readUserKey(buffer.subarray(start, end));
        break;
      case FieldType.indexValues:
        this.buffer = buffer;
        this.start = start;
        this.end = end;
        break;
      default:
        break;
    }
  };
}

const digests = new DigestPool();
const reader = new AnswerReader();
const fields = new RecordFields();

/** Records that are read in one turn of the event loop; the frames of a server may hold thousands. */
const SLICE = 256;

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
    const enough = this.received + SLICE;
    while (reader.hasMore) {
      if (this.received >= enough) return reader.offset;
      const resultCode = reader.beginMessage();
      if ((reader.info3 & Info3.partitionDone) !== 0) this.#onPartition(resultCode);
      else if (resultCode !== ResultCode.OK) return this.#onFailure(resultCode);
      else if ((reader.info3 & Info3.last) !== 0) return true;
      else this.#readRecord();
    }
    return false;
  }

  #onPartition(resultCode: number): void {
    if (resultCode !== ResultCode.OK) this.unavailable.add(reader.generation);
    reader.skipFields();
    reader.skipOps();
  }

  /** A node without the set answers "not found", which is an end like any other. */
  #onFailure(resultCode: number): boolean {
    if (resultCode === ResultCode.RECORD_NOT_FOUND) return true;
    throw queryFailure(this.#command, resultCode, this.#node);
  }

  #readRecord(): void {
    const at = reader.offset;
    fields.reset();
    reader.readFields(fields.visit);
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
