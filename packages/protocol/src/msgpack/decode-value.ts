import { WireError } from '../error/wire-error.js';
import { BLOB_PARTICLE_TYPES, ParticleType } from '../particle/particle-type.js';
import type { ValueFactory } from '../value/value-factory.js';
import { MsgpackKind } from './msgpack-kind.js';
import { MsgpackReader } from './msgpack-reader.js';
import {
  COMPARISON_EXTENSION,
  COMPARISON_INFINITY,
  COMPARISON_WILDCARD,
} from './msgpack-writer.js';

/** Deepest nesting of lists and maps that is decoded. */
export const MAX_NESTING = 256;

/**
 * Decodes one msgpack value, as Aerospike types it: the first byte of text and bytes is a particle
 * type, the first element of a list or map may be an extension that holds its flags.
 *
 * @throws {WireError} on bytes that are no such value, and on nesting deeper than 256.
 */
export function decodeValue<V>(reader: MsgpackReader, factory: ValueFactory<V>, depth = 0): V {
  switch (reader.peekKind()) {
    case MsgpackKind.integer:
      return factory.integer(reader.readInteger());
    case MsgpackKind.bytes:
      return decodeBytes(reader, factory);
    case MsgpackKind.array:
      return decodeList(reader, factory, depth);
    case MsgpackKind.map:
      return decodeMap(reader, factory, depth);
    case MsgpackKind.float:
      return factory.double(reader.readFloat());
    case MsgpackKind.nil:
      reader.readNil();
      return factory.nil();
    case MsgpackKind.boolean:
      return factory.boolean(reader.readBoolean());
    case MsgpackKind.extension:
      return decodeExtension(reader, factory);
    case MsgpackKind.invalid:
      throw new WireError(reader.offset, 'a msgpack element');
  }
}

/** Decodes exactly one value that fills the range. */
export function decodeWholeValue<V>(
  factory: ValueFactory<V>,
  buffer: Buffer,
  start = 0,
  end: number = buffer.length,
): V {
  const reader = new MsgpackReader(buffer, start, end);
  const value = decodeValue(reader, factory);
  if (reader.remaining > 0) throw new WireError(reader.offset, 'the end of the value');
  return value;
}

function decodeBytes<V>(reader: MsgpackReader, factory: ValueFactory<V>): V {
  const at = reader.offset;
  const size = reader.readBytesHeader();
  const start = reader.take(size, 'text or bytes');
  const buffer = reader.buffer;
  if (size === 0) return factory.blob(ParticleType.null, buffer, start, start);
  const end = start + size;
  const type = buffer[start] as number;
  if (type === ParticleType.string) return factory.string(buffer, start + 1, end);
  if (type === ParticleType.geojson) return factory.geojson(buffer, start + 1, end);
  if (BLOB_PARTICLE_TYPES.has(type)) return factory.blob(type, buffer, start + 1, end);
  throw new WireError(at, `text or bytes of a known particle type, found ${type}`);
}

function decodeList<V>(reader: MsgpackReader, factory: ValueFactory<V>, depth: number): V {
  checkDepth(reader, depth);
  let count = reader.readArrayHeader();
  const flags = count > 0 ? readFlags(reader) : undefined;
  if (flags !== undefined) count--;
  const items = new Array<V>(count);
  for (let i = 0; i < count; i++) items[i] = decodeValue(reader, factory, depth + 1);
  return factory.list(items, flags ?? 0);
}

function decodeMap<V>(reader: MsgpackReader, factory: ValueFactory<V>, depth: number): V {
  checkDepth(reader, depth);
  let count = reader.readMapHeader();
  const flags = count > 0 ? readFlags(reader) : undefined;
  if (flags !== undefined) {
    count--;
    // The flags stand in the place of a key; their value means nothing.
    reader.skipElement();
  }
  const keys = new Array<V>(count);
  const values = new Array<V>(count);
  for (let i = 0; i < count; i++) {
    keys[i] = decodeValue(reader, factory, depth + 1);
    values[i] = decodeValue(reader, factory, depth + 1);
  }
  return factory.map(keys, values, flags ?? 0);
}

function checkDepth(reader: MsgpackReader, depth: number): void {
  if (depth >= MAX_NESTING) {
    throw new WireError(reader.offset, `at most ${MAX_NESTING} nested lists and maps`);
  }
}

/**
 * Flags of a list or map, when the next element is the extension that holds them. The server takes
 * any extension for one but the comparison-only values; its payload is an index of the server's own.
 */
function readFlags(reader: MsgpackReader): number | undefined {
  if (reader.peekKind() !== MsgpackKind.extension) return undefined;
  const at = reader.offset;
  const extension = reader.readExtension();
  if (extension.type !== COMPARISON_EXTENSION) return extension.type;
  reader.offset = at;
  return undefined;
}

function decodeExtension<V>(reader: MsgpackReader, factory: ValueFactory<V>): V {
  const at = reader.offset;
  const { type, start, size } = reader.readExtension();
  if (type === COMPARISON_EXTENSION && size === 1) {
    if (reader.buffer[start] === COMPARISON_INFINITY) return factory.infinity();
    if (reader.buffer[start] === COMPARISON_WILDCARD) return factory.wildcard();
  }
  throw new WireError(at, `infinity or a wildcard, found an extension of type ${type}`);
}
