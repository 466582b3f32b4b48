import {
  FieldType,
  HeaderOffset,
  latin1Slice,
  MESSAGE_HEADER_SIZE,
  OP_HEADER_SIZE,
} from '@aeroform/protocol';
import { MalformedMessageError } from '../error/malformed-message-error.js';
import type { Expression } from '../expression/expression-node.js';

/** Op flag: eight bytes with a last-update time stand between the name and the value. */
const OP_HAS_LUT = 0x01;
const OP_LUT_SIZE = 8;

/** One operation of a request: ranges inside the received bytes. */
export class RequestOp {
  readonly op: number;
  readonly particleType: number;
  readonly buffer: Buffer;
  readonly nameStart: number;
  readonly nameEnd: number;
  /** Where the particle starts and ends. */
  readonly start: number;
  readonly end: number;

  constructor(buffer: Buffer, at: number, end: number) {
    this.buffer = buffer;
    this.op = buffer[at + 4] as number;
    this.particleType = buffer[at + 5] as number;
    this.nameStart = at + OP_HEADER_SIZE;
    this.nameEnd = this.nameStart + (buffer[at + 7] as number);
    const hasLut = ((buffer[at + 6] as number) & OP_HAS_LUT) !== 0;
    this.start = hasLut ? this.nameEnd + OP_LUT_SIZE : this.nameEnd;
    this.end = end;
  }

  /** Bin name as a binary string. */
  get name(): string {
    return latin1Slice(this.buffer, this.nameStart, this.nameEnd);
  }

  get nameSize(): number {
    return this.nameEnd - this.nameStart;
  }

  /** The particle: a view, not a copy. */
  get value(): Buffer {
    return this.buffer.subarray(this.start, this.end);
  }
}

/** Most operations of a command. */
export const MAX_OPS = 32 * 1024;

/** A field: its type and where its data is. */
export interface FieldRange {
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

/** Flags, numbers, fields and operations of a message, or of one row of a batch. */
export class Request {
  info1 = 0;
  info2 = 0;
  info3 = 0;
  info4 = 0;
  generation = 0;
  recordTtl = 0;
  /** Index of the row in a batch, echoed in its answer; 0 outside batches. */
  batchIndex = 0;
  /** True for a row of a batch. */
  isBatchRow = false;
  /** Digest of a row; messages have theirs as a field. */
  rowDigest: Buffer | undefined;
  readonly buffer: Buffer;
  /** Offset behind the last byte of the request. */
  end = 0;
  readonly fields: FieldRange[] = [];
  ops: readonly RequestOp[] = NO_OPS;
  #set: string | undefined;
  /** Filter of the batch, for rows without one of their own. */
  batchFilter: Expression | undefined;

  constructor(buffer: Buffer) {
    this.buffer = buffer;
  }

  /** Data of the first field of a type, as a view; undefined when the request has none. */
  field(type: number): Buffer | undefined {
    const range = this.range(type);
    return range === undefined ? undefined : this.buffer.subarray(range.start, range.end);
  }

  /** Data of the first field of a type as a binary string. */
  text(type: number): string | undefined {
    const range = this.range(type);
    return range === undefined ? undefined : latin1Slice(this.buffer, range.start, range.end);
  }

  /** Set name as a binary string, empty for none. It is kept: the rows of a batch share requests. */
  get set(): string {
    return (this.#set ??= this.text(FieldType.set) ?? '');
  }

  has(type: number): boolean {
    return this.range(type) !== undefined;
  }

  /** Where the data of the first field of a type is. */
  range(type: number): FieldRange | undefined {
    for (const range of this.fields) if (range.type === type) return range;
    return undefined;
  }
}

const NO_OPS: readonly RequestOp[] = [];

/**
 * Reads a message that fills its frame.
 *
 * @throws {MalformedMessageError} when sizes or counts do not add up to exactly the body.
 */
export function readRequest(body: Buffer): Request {
  const request = readHead(body);
  readOps(request, body.readUInt16BE(HeaderOffset.opCount));
  if (request.end !== body.length)
    throw new MalformedMessageError('bytes follow the last operation');
  return request;
}

/**
 * Reads the header and the fields of a message, but not its operations.
 *
 * @throws {MalformedMessageError} when the body ends too early.
 */
export function readHead(body: Buffer): Request {
  if (body.length < MESSAGE_HEADER_SIZE)
    throw new MalformedMessageError('the header is incomplete');
  const request = new Request(body);
  request.info1 = body[HeaderOffset.info1] as number;
  request.info2 = body[HeaderOffset.info2] as number;
  request.info3 = body[HeaderOffset.info3] as number;
  request.info4 = body[HeaderOffset.info4] as number;
  request.generation = body.readUInt32BE(HeaderOffset.generation);
  request.recordTtl = body.readUInt32BE(HeaderOffset.recordTtl);
  request.end = MESSAGE_HEADER_SIZE;
  readFields(request, body.readUInt16BE(HeaderOffset.fieldCount));
  return request;
}

/** Reads fields from the end of what was read so far. */
export function readFields(request: Request, count: number): void {
  for (let i = 0; i < count; i++) request.end = readField(request, request.end);
}

/** Reads operations from the end of what was read so far. */
export function readOps(request: Request, count: number): void {
  if (count === 0) return;
  const ops: RequestOp[] = [];
  for (let i = 0; i < count; i++) request.end = readOp(request.buffer, request.end, ops);
  request.ops = ops;
}

function readField(request: Request, at: number): number {
  const { buffer } = request;
  if (buffer.length - at < 5) throw new MalformedMessageError('a field is incomplete');
  const size = buffer.readUInt32BE(at);
  const end = at + 4 + size;
  if (size === 0 || end > buffer.length)
    throw new MalformedMessageError('a field has a wrong size');
  request.fields.push({ type: buffer[at + 4] as number, start: at + 5, end });
  return end;
}

function readOp(buffer: Buffer, at: number, ops: RequestOp[]): number {
  if (buffer.length - at < OP_HEADER_SIZE)
    throw new MalformedMessageError('an operation is incomplete');
  const end = at + 4 + buffer.readUInt32BE(at);
  const op = new RequestOp(buffer, at, end);
  if (op.start > end || end > buffer.length)
    throw new MalformedMessageError('an operation has a wrong size');
  ops.push(op);
  return end;
}
