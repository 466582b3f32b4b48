import type { AerospikeRecord } from '../record/record.js';
import type { PartitionPosition, RecordStream } from './driver.js';
import { type QueueListener, RecordQueue } from './record-queue.js';

/** A query whose records wait in a queue for its consumer. It starts when the first is asked for. */
export abstract class QueuedStream implements RecordStream, QueueListener {
  protected readonly queue: RecordQueue;
  #started = false;

  /** @param limit - records that may wait. */
  constructor(limit: number) {
    this.queue = new RecordQueue(limit, this);
  }

  abstract readonly positions: readonly PartitionPosition[];

  /** The consumer is behind. */
  abstract onFull(): void;

  /** The consumer has caught up. */
  abstract onRoom(): void;

  /** Puts all records into the queue. */
  protected abstract run(): Promise<void>;

  /** The consumer wants no more. */
  protected abstract stop(): void;

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<AerospikeRecord, undefined>> {
    if (!this.#started) {
      this.#started = true;
      this.run().then(
        () => this.queue.end(),
        (error: Error) => this.queue.fail(error),
      );
    }
    return this.queue.take();
  }

  takeArrived(): AerospikeRecord[] {
    return this.queue.takeAll();
  }

  return(): Promise<IteratorResult<AerospikeRecord, undefined>> {
    this.#started = true;
    this.stop();
    this.queue.discard();
    return Promise.resolve({ done: true, value: undefined });
  }
}
