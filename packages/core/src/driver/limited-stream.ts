import type { AerospikeRecord } from '../record/record.js';
import type { PartitionPosition, RecordStream } from './driver.js';
import type { OperationLimiter } from './operation-limiter.js';

/** Records of a query that has to wait for its turn, and keeps it until it ends. */
export class LimitedStream implements RecordStream {
  readonly #limiter: OperationLimiter;
  readonly #stream: RecordStream;
  readonly #signal: AbortSignal | null;
  /** The turn of the query; undefined before it was asked for. */
  #entering: Promise<void> | undefined;
  #ended = false;

  constructor(limiter: OperationLimiter, stream: RecordStream, signal: AbortSignal | null) {
    this.#limiter = limiter;
    this.#stream = stream;
    this.#signal = signal;
  }

  get positions(): readonly PartitionPosition[] {
    return this.#stream.positions;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<AerospikeRecord, undefined>> {
    this.#entering ??= this.#limiter.enter('query', this.#signal);
    await this.#entering;
    try {
      const result = await this.#stream.next();
      if (result.done === true) this.#end();
      return result;
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  takeArrived(): readonly AerospikeRecord[] {
    return this.#stream.takeArrived?.() ?? [];
  }

  async return(): Promise<IteratorResult<AerospikeRecord, undefined>> {
    if (this.#entering === undefined) return { done: true, value: undefined };
    const hadTurn = await this.#entering.then(
      () => true,
      () => false,
    );
    if (hadTurn) {
      await this.#stream.return?.();
      this.#end();
    }
    return { done: true, value: undefined };
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#limiter.leave();
  }
}
