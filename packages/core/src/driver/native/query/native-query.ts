import { abortFailure } from '../../../error/abort-failure.js';
import type { AerospikeRecord } from '../../../record/record.js';
import type { PartitionPosition, QueryCommand } from '../../driver.js';
import { pause } from '../../pause.js';
import { QueuedStream } from '../../queued-stream.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { CONNECTION_PAUSE } from '../connection/no-connection.js';
import { unknownNamespace } from '../connection/unknown-namespace.js';
import { askSlice } from './ask-slice.js';
import { readAgain } from './read-again.js';
import { PartitionProgress, type PartitionSlice } from './partition-progress.js';
import { refuseQuery } from './refuse-query.js';

/**
 * The official client sends records whether anybody wants them or not: it is asked for so many times the
 * records that may wait for the consumer, and again when there is room.
 */
export const REQUEST_FACTOR = 4;

/** One query on its way, and the stream of its records. It starts when the first is asked for. */
export class NativeQuery extends QueuedStream {
  readonly #connection: NativeConnection;
  readonly #command: QueryCommand;
  readonly #progress: PartitionProgress;
  #deadline = Infinity;
  #sliceLength: number;
  #received = 0;
  #stopped = false;
  #wake: (() => void) | undefined;
  /** Whether lists and maps come as bytes. */
  #isRaw = false;
  /** Records that must be read once more to be known exactly. */
  #inexact: AerospikeRecord[] = [];
  /** Records that the consumer has, or that wait for it; negative while it waits. */
  #ahead = 0;
  /** Those of them that it took at once. */
  #inHand = 0;
  /** Records that have come since the consumer was last told of some. */
  #arrived: AerospikeRecord[] = [];
  /** Digests of what has come of a slice of an index, which may have to be asked for once more. */
  #digests: Buffer[] = [];
  /** The same, as text, once that is so. */
  #seen: Set<string> | undefined = undefined;

  /** @throws {UnsupportedByDriverError} for what the official client cannot ask for. */
  constructor(connection: NativeConnection, command: QueryCommand) {
    refuseQuery(command);
    const { partitions, positions, predicate, policy } = command;
    super(policy.recordQueueSize);
    this.#connection = connection;
    this.#command = command;
    this.#progress = new PartitionProgress(partitions, positions, predicate !== null);
    this.#sliceLength = partitions.count;
  }

  get positions(): readonly PartitionPosition[] {
    return this.#progress.positions;
  }

  override next(): Promise<IteratorResult<AerospikeRecord, undefined>> {
    this.#ahead -= this.#inHand + 1;
    this.#inHand = 0;
    if (this.#ahead <= this.#command.policy.recordQueueSize / 2) this.#wake?.();
    return super.next();
  }

  /** The consumer is at work on them until it asks for the next record. */
  override takeArrived(): AerospikeRecord[] {
    const taken = super.takeArrived();
    this.#inHand += taken.length;
    return taken;
  }

  /** What was asked for still comes, at most so much. */
  onFull(): void {}

  /** Not before the consumer is done with what it took: see {@link next}. */
  onRoom(): void {}

  protected async run(): Promise<void> {
    const { signal, totalTimeout } = this.#command.policy;
    if (totalTimeout > 0) this.#deadline = performance.now() + totalTimeout;
    if (signal === null) return this.#read();
    if (signal.aborted) throw abortFailure(signal);
    const abort = (): void => {
      this.stop();
      this.queue.fail(abortFailure(signal));
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      await this.#read();
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** Slice by slice, until all partitions are read or the consumer has what it wants. */
  async #read(): Promise<void> {
    const failure = unknownNamespace(this.#connection, this.#command.namespace);
    if (failure !== undefined) throw failure;
    while (!this.#stopped && !this.#isSatisfied) {
      const slice = this.#progress.nextSlice(this.#sliceLength);
      if (slice === undefined) return;
      await this.#ask(slice);
      if (this.#ahead >= this.#command.policy.recordQueueSize && !this.#stopped) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }

  async #ask(slice: PartitionSlice): Promise<void> {
    const { recordQueueSize, maxRecords } = this.#command.policy;
    const most = recordQueueSize * REQUEST_FACTOR;
    const limit = maxRecords > 0 ? Math.min(most, maxRecords - this.#received) : most;
    const request = { command: this.#command, slice, limit, deadline: this.#deadline };
    const answer = await askSlice(
      this.#connection,
      { ...request, isRaw: this.#isRaw },
      (record, isExact) => this.#onRecord(record, isExact),
    ).finally(() => this.#deliver());
    await this.#readInexact();
    const { received, isDone, positions, obstacle } = answer;
    if (obstacle !== null) {
      this.#seen ??= new Set();
      for (const digest of this.#digests) this.#seen.add(digest.toString('latin1'));
      if (obstacle === 'undecodable') this.#isRaw = true;
      else await pause(CONNECTION_PAUSE);
      return;
    }
    this.#seen = undefined;
    this.#digests = [];
    this.#progress.notePositions(positions);
    if (isDone) this.#progress.finish(slice);
    this.#adapt(slice, { received, isDone, most });
  }

  /** Makes the next slice one of which half of what may come at once is to be expected. */
  #adapt(
    slice: PartitionSlice,
    { received, isDone, most }: { received: number; isDone: boolean; most: number },
  ): void {
    if (slice.positions !== null) {
      if (!isDone) this.#sliceLength = Math.max(1, this.#sliceLength >> 1);
      return;
    }
    const read = isDone ? slice.count : Math.max(1, this.#progress.begunOf(slice));
    const enough = received === 0 ? slice.count * 2 : (most / 2 / received) * read;
    this.#sliceLength = Math.max(1, Math.floor(enough));
  }

  #onRecord(record: AerospikeRecord, isExact: boolean): void {
    if (this.#stopped || this.#isRepeated(record)) return;
    this.#received++;
    // The results of operations cannot be read from the record.
    if (isExact || this.#command.operations.length > 0) this.#arrive(record);
    else this.#inexact.push(record);
  }

  /** All that comes in a turn of the event loop is handed over together: the consumer wakes up once. */
  #arrive(record: AerospikeRecord): void {
    if (this.#arrived.push(record) === 1) setImmediate(() => this.#deliver());
  }

  #deliver(): void {
    const arrived = this.#arrived;
    if (arrived.length === 0) return;
    this.#arrived = [];
    if (this.#stopped) return;
    this.#ahead += arrived.length;
    for (const record of arrived) this.queue.push(record);
  }

  /** Whether the record has come before the addon gave up on another. */
  #isRepeated({ key: [, , , digest] }: AerospikeRecord): boolean {
    if (this.#command.predicate === null) {
      this.#progress.noteRecord(digest);
      return false;
    }
    if (this.#seen?.has(digest.toString('latin1')) === true) return true;
    this.#digests.push(digest);
    return false;
  }

  async #readInexact(): Promise<void> {
    const inexact = this.#inexact;
    this.#inexact = [];
    if (this.#stopped || inexact.length === 0) return;
    const gone = await readAgain(this.#connection, this.#command, inexact, (record) => {
      if (!this.#stopped) this.#arrive(record);
    }).finally(() => this.#deliver());
    this.#received -= gone;
  }

  /** Whether all records are there that were asked for. */
  get #isSatisfied(): boolean {
    const { maxRecords } = this.#command.policy;
    return maxRecords > 0 && this.#received >= maxRecords;
  }

  /** What was asked for still comes, and is dropped. */
  protected stop(): void {
    this.#stopped = true;
    this.#wake?.();
  }
}
