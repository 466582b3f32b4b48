import {
  decodeWholeValue,
  latin1Slice,
  MsgpackKind,
  type MsgpackReader,
  ParticleType,
  WireBlob,
  WireDouble,
  WireError,
  WireGeoJson,
  wireValueFactory,
  type WireValue,
} from '@aeroform/protocol';
import type { ExpressionNode } from './expression-node.js';
import { shapeOf } from './geo.js';
import { toInt64 } from './int64.js';
import { PLAIN_INSTRUCTION_SIZE } from './opcode-row.js';
import { refuse } from './refuse.js';
import { StaticType } from './static-type.js';

/** A literal, and the bytes of the server's instruction for it. */
export interface Literal {
  readonly node: ExpressionNode;
  readonly size: number;
}

const NUMBER_SIZE = PLAIN_INSTRUCTION_SIZE + 8;
const BYTES_SIZE = 24;
const GEOJSON_SIZE = 40;
const FIXED_EXTENSION_OF_ONE_BYTE = 0xd4;

/** Reads an element that is no array: those are operations. */
export function readLiteral(bytes: MsgpackReader): Literal {
  return READERS[bytes.peekKind()](bytes);
}

const READERS: Record<MsgpackKind, (bytes: MsgpackReader) => Literal> = {
  [MsgpackKind.nil]: (bytes) => literal(StaticType.nil, bytes.readNil(), PLAIN_INSTRUCTION_SIZE),
  [MsgpackKind.boolean]: (bytes) => literal(StaticType.boolean, bytes.readBoolean(), BYTES_SIZE),
  [MsgpackKind.integer]: (bytes) =>
    literal(StaticType.integer, toInt64(bytes.readInteger()), NUMBER_SIZE),
  [MsgpackKind.float]: (bytes) =>
    literal(StaticType.float, new WireDouble(bytes.readFloat()), NUMBER_SIZE),
  [MsgpackKind.bytes]: readBytes,
  [MsgpackKind.map]: (bytes) => ({ node: readContainer(bytes, StaticType.map), size: BYTES_SIZE }),
  [MsgpackKind.extension]: (bytes) => ({ node: readExtension(bytes), size: BYTES_SIZE }),
  [MsgpackKind.array]: () => refuse('an operation in the place of a literal'),
  [MsgpackKind.invalid]: () => refuse('no msgpack element'),
};

function literal(type: StaticType, constant: WireValue, size: number): Literal {
  return { node: { type, constant, evaluate: () => constant }, size };
}

/** Text, GeoJSON, blobs and sketches; the first byte tells which. */
function readBytes(bytes: MsgpackReader): Literal {
  const size = bytes.readBytesHeader();
  const start = bytes.take(size, 'text or bytes');
  const end = start + size;
  if (size === 0) refuse('bytes without a type');
  const type = bytes.buffer[start] as number;
  const read = BYTES_READERS[type];
  if (read === undefined) refuse(`bytes of type ${type}`);
  return read(bytes.buffer, start + 1, end);
}

type BytesReader = (buffer: Buffer, start: number, end: number) => Literal;

const BYTES_READERS: Partial<Record<number, BytesReader>> = {
  [ParticleType.string]: (buffer, start, end) =>
    literal(StaticType.string, latin1Slice(buffer, start, end), BYTES_SIZE),
  [ParticleType.blob]: blobReader(StaticType.blob, ParticleType.blob),
  [ParticleType.hll]: blobReader(StaticType.hll, ParticleType.hll),
  [ParticleType.geojson]: (buffer, start, end) => {
    const value = new WireGeoJson(latin1Slice(buffer, start, end));
    if (shapeOf(value) === undefined) refuse('GeoJSON that is not valid');
    return literal(StaticType.geojson, value, GEOJSON_SIZE);
  },
};

function blobReader(type: StaticType, particleType: ParticleType): BytesReader {
  return (buffer, start, end) =>
    literal(type, new WireBlob(particleType, Buffer.from(buffer.subarray(start, end))), BYTES_SIZE);
}

/**
 * Only wildcard and infinity mean something. Other extensions pass, but nothing can be done with
 * them; those of one byte are refused.
 */
export function readExtension(bytes: MsgpackReader): ExpressionNode {
  const isOneByte = bytes.peek() === FIXED_EXTENSION_OF_ONE_BYTE;
  const node = readContainer(bytes, StaticType.none);
  if (isOneByte && node.constant === undefined) refuse('an extension of one byte');
  return node;
}

/**
 * Reads a list, map or extension element. What is well-formed msgpack but no value of Aerospike
 * passes, as on the server, and is unknown.
 */
export function readContainer(bytes: MsgpackReader, type: StaticType): ExpressionNode {
  const start = bytes.offset;
  bytes.skipElement();
  const constant = decodeRange(bytes.buffer, start, bytes.offset);
  return constant === undefined
    ? { type, evaluate: () => undefined }
    : { type, constant, evaluate: () => constant };
}

function decodeRange(buffer: Buffer, start: number, end: number): WireValue | undefined {
  try {
    return decodeWholeValue(wireValueFactory, buffer, start, end);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
