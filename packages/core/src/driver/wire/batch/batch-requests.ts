import { keepShape } from '../../../engine/keep-shape.js';
import { MsgpackWriter } from '@aeroform/protocol';
import { InvalidArgError } from '../../../error/argument-error.js';
import type { BatchCommand } from '../../driver.js';
import { TimeSlice } from '../../time-slice.js';
import { deflateRequest } from '../compression/deflate-request.js';
import { encodeBatch } from './encode-batch.js';

/**
 * Encoded requests that wait to be sent to a node take up to so many bytes. What is beyond was found to
 * be right, and is encoded again when its turn comes: a large batch would be in memory twice otherwise.
 */
const MAX_KEPT = 8 * 1024 * 1024;

/** Bytes of a row that has everything but its digest in common with the one in front of it. */
const LEAST_ROW_SIZE = 25;
const MOST_SIZED_ROWS = 5000;

/** Some rows of a batch that go to a node together. */
export class BatchRequest {
  /** Places of the rows in the batch. */
  readonly indexes: readonly number[];
  readonly #command: BatchCommand;
  #frame: Buffer | undefined;

  constructor(command: BatchCommand, indexes: readonly number[], frame: Buffer | undefined) {
    this.#command = command;
    this.indexes = indexes;
    this.#frame = frame;
  }

  /** What to send; it is not kept. @throws {InvalidArgError} for values that were changed meanwhile. */
  async take(): Promise<Buffer> {
    const frame = this.#frame ?? (await this.#encode());
    this.#frame = undefined;
    return this.#command.policy.compress ? deflateRequest(frame) : frame;
  }

  async #encode(): Promise<Buffer> {
    const writer = new MsgpackWriter();
    const part = { ...this.#command, indexes: this.indexes };
    const end = await encodeBatch(writer, part, 0, new TimeSlice());
    if (end === this.indexes.length) return writer.view();
    throw new InvalidArgError('The batch was changed while it was being sent.');
  }
}

/**
 * The requests to one node, in the order in which they are sent. All of them are encoded, so that a value
 * that cannot be written is found before a byte is sent.
 *
 * @throws {InvalidArgError} for such a value.
 */
export async function encodeRequests(
  command: BatchCommand,
  indexes: readonly number[],
  slice: TimeSlice,
): Promise<BatchRequest[]> {
  const requests: BatchRequest[] = [];
  let kept = 0;
  let from = 0;
  while (from < indexes.length) {
    const writer = new MsgpackWriter(sizeOf(indexes.length - from));
    const next = await encodeBatch(writer, { ...command, indexes }, from, slice);
    kept += writer.offset;
    const frame = kept <= MAX_KEPT ? writer.view() : undefined;
    requests.push(new BatchRequest(command, indexes.slice(from, next), frame));
    from = next;
  }
  return requests;
}

/** Room for a request of rows that are alike; others make it grow. */
function sizeOf(rows: number): number {
  return 256 + LEAST_ROW_SIZE * Math.min(rows, MOST_SIZED_ROWS);
}

keepShape(new BatchRequest({} as BatchCommand, [], Buffer.alloc(0)));
