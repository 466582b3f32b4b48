import { OpType, PARTITION_COUNT } from '@aeroform/protocol';
import { Pacer } from '../query/pacer.js';
import { queriedRecords } from '../query/queried-records.js';
import { JobEnd, type QueryJob } from '../query/query-job.js';
import type { QueryScope } from '../query/query-scope.js';
import type { RecordCursor } from '../query/record-cursor.js';
import type { StoredRecord } from '../storage/stored-record.js';
import { UdfStream } from '../udf/library/stream-library.js';
import { StreamedRecord } from '../udf/record/streamed-record.js';
import { UdfFailure } from '../udf/udf-failure.js';
import type { UdfCall, UdfRuntime } from '../udf/udf-runtime.js';
import { toAnswer } from '../udf/value/to-wire.js';
import type { UdfValue } from '../udf/value/udf-value.js';
import type { QueryStream } from './query-stream.js';

/** A query that runs a stream function, checked and ready to run. */
export interface AggregationQuery {
  readonly udfs: UdfRuntime;
  readonly scope: QueryScope;
  readonly job: QueryJob;
  readonly call: UdfCall;
  readonly stream: QueryStream;
  /** Whether this node accepts the writes of a partition: each partition is aggregated on one node. */
  readonly isMaster: (partition: number) => boolean;
}

/** What the server answers when a function hands out what can't be encoded. */
const UNANSWERABLE = 'UDF: Execution Error 1';

/** Runs the stream function over the records of one partition after the other. */
export class Aggregation {
  readonly #query: AggregationQuery;
  readonly #pacer: Pacer;
  readonly #found: RecordCursor;

  constructor(query: AggregationQuery) {
    this.#query = query;
    this.#pacer = new Pacer(query.job, query.job.description.recordsPerSecond);
    this.#found = queriedRecords(query.scope);
  }

  /** @returns when all values are in the stream, or the first failure is. */
  async run(): Promise<void> {
    const { scope, job, stream, isMaster } = this.#query;
    for (const partition of scope.partitions.ids) {
      if (stream.isClosed && !job.isAbandoned) job.end = JobEnd.responseError;
      if (job.isAbandoned) return;
      if (isMaster(partition) && this.#found.open(partition)) {
        const records = await this.#records();
        if (records.length > 0) this.#aggregate(records);
        const sent = stream.flush();
        if (sent !== undefined) await sent;
      }
      job.partitionsDone = partition + 1;
      const turn = this.#pacer.turn();
      if (turn !== undefined) await turn;
    }
    job.partitionsDone = PARTITION_COUNT;
  }

  /** Of the partition that is open. */
  async #records(): Promise<readonly StoredRecord[]> {
    const { job } = this.#query;
    const records: StoredRecord[] = [];
    for (let found = this.#found.next(); found !== undefined; found = this.#found.next()) {
      records.push(found.record);
      job.succeeded++;
      const pause = this.#pacer.record();
      if (pause !== undefined) await pause;
    }
    return records;
  }

  #aggregate(records: readonly StoredRecord[]): void {
    const { udfs, scope, call } = this.#query;
    const input = new RecordStream(new StreamedRecord(scope.namespace.clock), records);
    const output = new AnswerStream((value) => this.#answer(value));
    try {
      // Stream functions have no clock, as in the server.
      udfs.applyStream(call, input, output, { now: () => 0 });
    } catch (error) {
      if (!(error instanceof UdfFailure)) throw error;
      this.#fail(error.reason);
    } finally {
      input.close();
    }
  }

  /** What comes after a failure is not answered any more. */
  #answer(value: UdfValue): void {
    if (this.#query.job.isAbandoned) return;
    const wire = toAnswer(value);
    if (wire === undefined) this.#fail(UNANSWERABLE);
    else this.#query.stream.addMessage((answer) => answer.udfResult(wire));
  }

  #fail(reason: string): void {
    this.#query.stream.addMessage((answer) => answer.bin(OpType.read, 'FAILURE', reason));
    this.#query.job.end = JobEnd.unknown;
  }
}

/** Hands out records, all as the same object. */
class RecordStream extends UdfStream {
  readonly #record: StreamedRecord;
  readonly #records: readonly StoredRecord[];
  #next = 0;

  constructor(record: StreamedRecord, records: readonly StoredRecord[]) {
    super();
    this.#record = record;
    this.#records = records;
  }

  override get isReadable(): boolean {
    return true;
  }

  override read(): UdfValue {
    this.#record.open(this.#records[this.#next++]);
    return this.#record.isOpen ? this.#record : null;
  }

  close(): void {
    this.#record.open(undefined);
  }
}

/** Takes values; nil ends a stream, and is none. */
class AnswerStream extends UdfStream {
  readonly #take: (value: UdfValue) => void;

  constructor(take: (value: UdfValue) => void) {
    super();
    this.#take = take;
  }

  override write(value: UdfValue | undefined): boolean {
    if (value !== null && value !== undefined) this.#take(value);
    return true;
  }
}
