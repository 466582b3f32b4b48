import {
  decodeParticle,
  HeaderOffset,
  MESSAGE_HEADER_SIZE,
  OP_HEADER_SIZE,
  ParticleType,
  readInt64,
  ttlFromVoidTime,
  WireError,
} from '@aeroform/protocol';
import { PlainMetadata } from '../../../record/plain-object.js';
import { type OrderedBin, type RecordMetadata, TTL_NEVER } from '../../../record/record.js';
import type { Bins, BinValue } from '../../../value/bin-value.js';
import { valueFactory } from '../../../value/value-factory.js';
import type { BinVisitor } from '../../driver.js';
import { NameSequence } from './name-sequence.js';
import { setBin } from '../../../value/set-bin.js';

/** There is more to come of what was to be read. Thrown for each part of a frame, so always the same. */
const CUT_OFF = new Error('The message goes on in the next part of its frame.');

/** Whether reading failed because only a part of the frame is there, which ends in a message. */
export function isCutOff(error: unknown): boolean {
  return error === CUT_OFF;
}

/**
 * A cursor over answer messages. It reads in place, so that decoding a record allocates nothing but
 * the record itself; one reader serves all answers, since each is decoded in one go.
 */
export class AnswerReader {
  readonly #binNames = new NameSequence();
  #buffer: Buffer = Buffer.alloc(0);
  #end = 0;
  #isPart = false;
  #header = 0;
  /** When the first record of what is open was read, in milliseconds; 0 before that. */
  #now = 0;
  /** Where the next field, operation or message starts. */
  offset = 0;
  opCount = 0;
  fieldCount = 0;
  /** What {@link readField} found. */
  fieldType = 0;
  fieldStart = 0;

  /** @param isPart - more of the frame follows: what is missing is no mistake, see {@link isCutOff}. */
  open(buffer: Buffer, start: number, end: number, isPart = false): void {
    this.#buffer = buffer;
    this.offset = start;
    this.#end = end;
    this.#isPart = isPart;
    this.#now = 0;
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
      throw this.#missing(at, `a message header of ${MESSAGE_HEADER_SIZE} bytes`);
    }
    this.#header = at;
    this.fieldCount = buffer.readUInt16BE(at + HeaderOffset.fieldCount);
    this.opCount = buffer.readUInt16BE(at + HeaderOffset.opCount);
    this.offset = at + MESSAGE_HEADER_SIZE;
    return buffer[at + HeaderOffset.resultCode] as number;
  }

  /** @param now - what the time to live counts from, in milliseconds: that of the first record
   * of what is open, if it is not given. */
  metadata(now = this.#now): RecordMetadata {
    const voidTime = this.#buffer.readUInt32BE(this.#header + HeaderOffset.recordTtl);
    if (voidTime === 0) return new PlainMetadata(this.generation, TTL_NEVER);
    if (now > 0) return new PlainMetadata(this.generation, ttlFromVoidTime(voidTime, now));
    this.#now = Date.now();
    return new PlainMetadata(this.generation, ttlFromVoidTime(voidTime, this.#now));
  }

  /** Reads a field: its type and where its bytes start. They end at {@link offset}. */
  readField(): void {
    const start = this.offset;
    this.#sized(1, 'field');
    this.fieldType = this.#buffer[start + 4] as number;
    this.fieldStart = start + 5;
  }

  /** A copy of the first field of a type; what is read next stays the same. */
  field(type: number): Buffer | undefined {
    const at = this.offset;
    let data: Buffer | undefined;
    for (let i = 0; i < this.fieldCount && data === undefined; i++) {
      this.readField();
      if (this.fieldType !== type) continue;
      data = Buffer.from(this.#buffer.subarray(this.fieldStart, this.offset));
    }
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
      const name = this.#opName(i, start, end);
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
      const name = this.#opName(i, start, end);
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
      results.push({ name: this.#opName(i, start, end), value: this.#opValue(start, end) });
    }
    return results;
  }

  /** @throws {WireError} when anything is left behind the last message. */
  expectEnd(): void {
    if (this.offset !== this.#end) throw new WireError(this.offset, 'the end of the answer');
  }

  #opName(place: number, start: number, end: number): string {
    const nameSize = this.#buffer[start + 7] as number;
    const nameStart = start + OP_HEADER_SIZE;
    if (nameStart + nameSize > end)
      throw new WireError(start + 7, 'a bin name inside its operation');
    return this.#binNames.read(place, this.#buffer, nameStart, nameStart + nameSize);
  }

  #opValue(start: number, end: number): BinValue {
    const buffer = this.#buffer;
    const valueStart = start + OP_HEADER_SIZE + (buffer[start + 7] as number);
    const type = buffer[start + 5] as number;
    // The most frequent ones by the shortest way.
    if (type === ParticleType.integer && end - valueStart === 8)
      return readInt64(buffer, valueStart);
    if (type === ParticleType.string) return valueFactory.string(buffer, valueStart, end);
    return decodeParticle(valueFactory, type, buffer, valueStart, end);
  }

  /** Moves behind something that begins with its 32-bit size, and returns that offset. */
  #sized(least: number, what: string): number {
    const at = this.offset;
    if (this.#end - at < 4 + least) throw this.#missing(at, `an ${what}`);
    const size = this.#buffer.readUInt32BE(at);
    const end = at + 4 + size;
    if (size < least) throw new WireError(at, `the size of an ${what}`);
    if (end > this.#end) throw this.#missing(at, `the size of an ${what}`);
    this.offset = end;
    return end;
  }

  #missing(at: number, what: string): Error {
    return this.#isPart ? CUT_OFF : new WireError(at, what);
  }
}
