import {
  type ByteReader,
  decodeParticle,
  DIGEST_SIZE,
  type MsgpackWriter,
  wireValueFactory,
  writeWireParticle,
} from '@aeroform/protocol';
import type { StoredBin, StoredRecord } from './stored-record.js';

/** How one field of a record is kept in a file. */
interface FieldCodec<T> {
  readonly write: (writer: MsgpackWriter, value: T) => void;
  readonly read: (reader: ByteReader) => T;
}

/** Stands for a user key that the client did not send. */
const NO_USER_KEY = 0xffff_ffff;

/** In the order of the file: a new field changes the version of the files. */
const FIELDS: { readonly [K in keyof Required<StoredRecord>]: FieldCodec<StoredRecord[K]> } = {
  digest: {
    write: (writer, digest) => writer.bytes(digest),
    read: (reader) => Buffer.from(reader.view(DIGEST_SIZE, 'digest')),
  },
  set: { write: writeName, read: readName },
  userKey: { write: writeUserKey, read: readUserKey },
  bins: { write: writeBins, read: readBins },
  generation: {
    write: (writer, generation) => writer.u16(generation),
    read: (reader) => reader.u16('generation'),
  },
  voidTime: {
    write: (writer, voidTime) => writer.u32(voidTime),
    read: (reader) => reader.u32('void time'),
  },
  lastUpdateTime: {
    write: (writer, time) => writer.f64(time),
    read: (reader) => reader.f64('last-update time'),
  },
};

const CODECS = Object.entries(FIELDS) as readonly [keyof StoredRecord, FieldCodec<unknown>][];

/** Appends a record in the form of this package's files. */
export function writeRecordBytes(writer: MsgpackWriter, record: StoredRecord): void {
  for (const [name, codec] of CODECS) codec.write(writer, record[name]);
}

/**
 * Reads what {@link writeRecordBytes} wrote; nothing of it stays in the reader's buffer.
 *
 * @throws {WireError} when it is no record.
 */
export function readRecordBytes(reader: ByteReader): StoredRecord {
  const record: Partial<Record<keyof StoredRecord, unknown>> = {};
  for (const [name, codec] of CODECS) record[name] = codec.read(reader);
  return record as unknown as StoredRecord;
}

/** Appends a name of at most 255 bytes, given as a binary string. */
export function writeName(writer: MsgpackWriter, name: string): void {
  writer.u8(name.length).latin1(name);
}

/** Reads what {@link writeName} wrote. */
export function readName(reader: ByteReader): string {
  return reader.latin1(reader.u8('size of a name'), 'name');
}

function writeUserKey(writer: MsgpackWriter, userKey: Buffer | undefined): void {
  writer.u32(userKey?.length ?? NO_USER_KEY);
  if (userKey !== undefined) writer.bytes(userKey);
}

function readUserKey(reader: ByteReader): Buffer | undefined {
  const size = reader.u32('size of a user key');
  return size === NO_USER_KEY ? undefined : Buffer.from(reader.view(size, 'user key'));
}

function writeBins(writer: MsgpackWriter, bins: readonly StoredBin[]): void {
  writer.u16(bins.length);
  for (const { name, value } of bins) {
    writeName(writer, name);
    const start = writer.skip(1 + 4);
    const type = writeWireParticle(writer, value);
    writer.buffer[start] = type;
    writer.patchU32(start + 1, writer.offset - start - 1 - 4);
  }
}

function readBins(reader: ByteReader): readonly StoredBin[] {
  const bins: StoredBin[] = [];
  for (let left = reader.u16('number of bins'); left > 0; left--) {
    const name = readName(reader);
    const type = reader.u8('particle type');
    const size = reader.u32('size of a particle');
    const start = reader.take(size, 'particle');
    bins.push({
      name,
      value: decodeParticle(wireValueFactory, type, reader.buffer, start, start + size),
    });
  }
  return bins;
}
