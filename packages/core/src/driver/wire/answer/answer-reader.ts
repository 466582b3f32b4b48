import {
  decodeParticle,
  HeaderOffset,
  MESSAGE_HEADER_SIZE,
  OP_HEADER_SIZE,
  ttlFromVoidTime,
  WireError,
} from '@aeroform/protocol';
import { PlainMetadata } from '../../../record/plain-object.js';
import { type OrderedBin, type RecordMetadata, TTL_NEVER } from '../../../record/record.js';
import type { Bins, BinValue } from '../../../value/bin-value.js';
import { valueFactory } from '../../../value/value-factory.js';
import type { BinVisitor } from '../../driver.js';
import { readName } from './name-table.js';
import { setBin } from '../../../value/set-bin.js';

/**
 * A cursor over answer messages. It reads in place, so that decoding a record allocates nothing but
 * the record itself; one reader serves all answers, since each is decoded in one go.
 */
export class AnswerReader {
  #buffer: Buffer = Buffer.alloc(0);
  #end = 0;
  #header = 0;
  /** Where the next field, operation or message starts. */
  offset = 0;
  opCount = 0;
  fieldCount = 0;

  open(buffer: Buffer, start: number, end: number): void {
    this.#buffer = buffer;
    this.offset = start;
    this.#end = end;
  }

  /** True when another message follows in this frame. */
  get hasMore(): boolean {
    return this.offset < this.#end;
  }

  get info3(): number {
    return this.#buffer[this.#header + HeaderOffset.info3] as number;
  }

  get generation(): number {
    return this.#buffer.readUInt32BE(this.#header + HeaderOffset.generation);
  }

  /** In answers to batches: the row of the request. */
  get rowIndex(): number {
    return this.#buffer.readUInt32BE(this.#header + HeaderOffset.transactionTtl);
  }

  /**
   * Reads the header of the next message.
   *
   * @returns its result code.
   * @throws {WireError} when the header is cut off.
   */
  beginMessage(): number {
    const buffer = this.#buffer;
    const at = this.offset;
    if (this.#end - at < MESSAGE_HEADER_SIZE) {
      throw new WireError(at, `a message header of ${MESSAGE_HEADER_SIZE} bytes`);
    }
    this.#header = at;
    this.fieldCount = buffer.readUInt16BE(at + HeaderOffset.fieldCount);
    this.opCount = buffer.readUInt16BE(at + HeaderOffset.opCount);
    this.offset = at + MESSAGE_HEADER_SIZE;
    return buffer[at + HeaderOffset.resultCode] as number;
  }

  metadata(): RecordMetadata {
    const voidTime = this.#buffer.readUInt32BE(this.#header + HeaderOffset.recordTtl);
    const ttl = voidTime === 0 ? TTL_NEVER : ttlFromVoidTime(voidTime, Date.now());
    return new PlainMetadata(this.generation, ttl);
  }

  /** Hands each field to `visit` as a range of bytes that is valid during the call. */
  readFields(visit: (type: number, buffer: Buffer, start: number, end: number) => void): void {
    for (let i = 0; i < this.fieldCount; i++) {
      const start = this.offset;
      const end = this.#sized(1, 'field');
      visit(this.#buffer[start + 4] as number, this.#buffer, start + 5, end);
    }
  }

  /** A copy of the first field of a type; what is read next stays the same. */
  field(type: number): Buffer | undefined {
    const at = this.offset;
    let data: Buffer | undefined;
    this.readFields((found, buffer, start, end) => {
      if (found === type) data ??= Buffer.from(buffer.subarray(start, end));
    });
    this.offset = at;
    return data;
  }

  skipFields(): void {
    for (let i = 0; i < this.fieldCount; i++) this.#sized(1, 'field');
  }

  skipOps(): void {
    for (let i = 0; i < this.opCount; i++) this.#sized(4, 'operation');
  }

  /** Bins by name; of several results for one bin the last one stays. */
  readBins(): Bins {
    const bins: Record<string, BinValue> = {};
    for (let i = 0; i < this.opCount; i++) {
      const start = this.offset;
      const end = this.#sized(4, 'operation');
      const name = this.#opName(start, end);
      const value = this.#opValue(start, end);
      setBin(bins, name, value);
    }
    return bins;
  }

  /** Hands each bin to `visit`, not decoded; the bytes are valid during the call. */
  visitBins(visit: BinVisitor): void {
    for (let i = 0; i < this.opCount; i++) {
      const start = this.offset;
      const end = this.#sized(4, 'operation');
      const name = this.#opName(start, end);
      const valueStart = start + OP_HEADER_SIZE + (this.#buffer[start + 7] as number);
      visit(name, this.#buffer[start + 5] as number, this.#buffer, valueStart, end);
    }
  }

  /** Results in the order of the answer. */
  readResults(): OrderedBin[] {
    const results: OrderedBin[] = [];
    for (let i = 0; i < this.opCount; i++) {
      const start = this.offset;
      const end = this.#sized(4, 'operation');
      results.push({ name: this.#opName(start, end), value: this.#opValue(start, end) });
    }
    return results;
  }

  /** @throws {WireError} when anything is left behind the last message. */
  expectEnd(): void {
    if (this.offset !== this.#end) throw new WireError(this.offset, 'the end of the answer');
  }

  #opName(start: number, end: number): string {
    const nameSize = this.#buffer[start + 7] as number;
    const nameStart = start + OP_HEADER_SIZE;
    if (nameStart + nameSize > end)
      throw new WireError(start + 7, 'a bin name inside its operation');
    return readName(this.#buffer, nameStart, nameStart + nameSize);
  }

  #opValue(start: number, end: number): BinValue {
    const buffer = this.#buffer;
    const valueStart = start + OP_HEADER_SIZE + (buffer[start + 7] as number);
    return decodeParticle(valueFactory, buffer[start + 5] as number, buffer, valueStart, end);
  }

  /** Moves behind something that begins with its 32-bit size, and returns that offset. */
  #sized(least: number, what: string): number {
    const at = this.offset;
    if (this.#end - at < 4 + least) throw new WireError(at, `an ${what}`);
    const size = this.#buffer.readUInt32BE(at);
    const end = at + 4 + size;
    if (size < least || end > this.#end) throw new WireError(at, `the size of an ${what}`);
    this.offset = end;
    return end;
  }
}
