import type { AerospikeRecord } from '../record/record.js';

type Step = IteratorResult<AerospikeRecord, undefined>;

interface Consumer {
  resolve(step: Step): void;
  reject(error: Error): void;
}

/** Told when the queue has enough for now, and when it has room again. */
export interface QueueListener {
  onFull(): void;
  onRoom(): void;
}

/** Records between the sockets that bring them and the consumer who takes them. */
export class RecordQueue {
  readonly #limit: number;
  readonly #listener: QueueListener;
  readonly #consumers: Consumer[] = [];
  #records: AerospikeRecord[] = [];
  /** Place of the next record to take. */
  #next = 0;
  #ended = false;
  #error: Error | undefined;
  #full = false;

  /** @param limit - records after which the sockets pause; frames under way still come in. */
  constructor(limit: number, listener: QueueListener) {
    this.#limit = limit;
    this.#listener = listener;
  }

  get isFull(): boolean {
    return this.#full;
  }

  push(record: AerospikeRecord): void {
    const consumer = this.#consumers.length > 0 ? this.#consumers.shift() : undefined;
    if (consumer !== undefined) {
      consumer.resolve({ done: false, value: record });
      return;
    }
    this.#records.push(record);
    if (!this.#full && this.#records.length - this.#next >= this.#limit) {
      this.#full = true;
      this.#listener.onFull();
    }
  }

  /** No record follows. */
  end(): void {
    this.#ended = true;
    for (const consumer of this.#consumers.splice(0)) {
      consumer.resolve({ done: true, value: undefined });
    }
  }

  /** No record follows but those in the queue; then the consumer gets the error, once. */
  fail(error: Error): void {
    this.#ended = true;
    const consumer = this.#consumers.shift();
    if (consumer === undefined) this.#error = error;
    else consumer.reject(error);
    this.end();
  }

  /** Drops what is left. */
  discard(): void {
    this.#records = [];
    this.#next = 0;
    this.#error = undefined;
    this.end();
  }

  take(): Promise<Step> {
    const record = this.#records[this.#next];
    if (record !== undefined) {
      this.#advance();
      return Promise.resolve({ done: false, value: record });
    }
    const error = this.#error;
    if (error !== undefined) {
      this.#error = undefined;
      return Promise.reject(error);
    }
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.#consumers.push({ resolve, reject });
    });
  }

  /** All records that are here, without waiting. */
  takeAll(): AerospikeRecord[] {
    const records = this.#next === 0 ? this.#records : this.#records.slice(this.#next);
    this.#records = [];
    this.#next = 0;
    this.#makeRoom();
    return records;
  }

  #advance(): void {
    this.#next++;
    const left = this.#records.length - this.#next;
    if (left === 0 || this.#next >= this.#limit) {
      this.#records = this.#records.slice(this.#next);
      this.#next = 0;
    }
    if (left <= this.#limit / 2) this.#makeRoom();
  }

  #makeRoom(): void {
    if (!this.#full) return;
    this.#full = false;
    this.#listener.onRoom();
  }
}
