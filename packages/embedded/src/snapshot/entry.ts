import { ByteReader, DIGEST_SIZE, type MsgpackWriter, WireError } from '@aeroform/protocol';
import { readName, readRecordBytes, writeName, writeRecordBytes } from '../storage/record-codec.js';
import type { StoredRecord } from '../storage/stored-record.js';
import type { JsonValue } from '../part/json-value.js';

/** Told of the entries of a file in their order. */
export interface EntryHandler {
  put(namespace: string, record: StoredRecord): void;
  delete(namespace: string, digest: Buffer): void;
  /** Removes a record durably, see `Tombstones`. */
  bury(namespace: string, tombstone: StoredRecord): void;
  /** A part of the node that is kept as a whole, see `NodePart`. */
  part(name: string, state: JsonValue): void;
  /** Everything is as at the start. */
  clear(): void;
  /** The last entry of a snapshot, with the number of its records. */
  end(records: number): void;
}

const EntryType = { put: 1, delete: 2, part: 3, clear: 4, end: 5, bury: 6 } as const;

export function writePut(writer: MsgpackWriter, namespace: string, record: StoredRecord): void {
  writer.u8(EntryType.put);
  writeName(writer, namespace);
  writeRecordBytes(writer, record);
}

export function writeDelete(writer: MsgpackWriter, namespace: string, digest: Buffer): void {
  writer.u8(EntryType.delete);
  writeName(writer, namespace);
  writer.bytes(digest);
}

export function writeBury(writer: MsgpackWriter, namespace: string, tombstone: StoredRecord): void {
  writer.u8(EntryType.bury);
  writeName(writer, namespace);
  writeRecordBytes(writer, tombstone);
}

export function writePart(writer: MsgpackWriter, name: string, state: JsonValue): void {
  writer.u8(EntryType.part);
  writeName(writer, name);
  const sizeAt = writer.skip(4);
  writer.patchU32(sizeAt, writer.utf8(JSON.stringify(state)));
}

export function writeClear(writer: MsgpackWriter): void {
  writer.u8(EntryType.clear);
}

export function writeEnd(writer: MsgpackWriter, records: number): void {
  writer.u8(EntryType.end).u64(records);
}

/**
 * Reads the entries of a block.
 *
 * @throws {WireError} on what is no entry.
 */
export function readEntries(content: Buffer, handler: EntryHandler): void {
  const reader = new ByteReader(content);
  while (reader.remaining > 0) {
    const start = reader.offset;
    const read = READERS[reader.u8()];
    if (read === undefined) throw new WireError(start, 'a known type of entry');
    read(reader, handler);
  }
}

const READERS: Readonly<Record<number, (reader: ByteReader, handler: EntryHandler) => void>> = {
  [EntryType.put]: (reader, handler) => handler.put(readName(reader), readRecordBytes(reader)),
  [EntryType.delete]: (reader, handler) =>
    handler.delete(readName(reader), reader.view(DIGEST_SIZE, 'digest')),
  [EntryType.bury]: (reader, handler) => handler.bury(readName(reader), readRecordBytes(reader)),
  [EntryType.part]: (reader, handler) => {
    const name = readName(reader);
    const json = reader.utf8(reader.u32('size of a part'), 'part');
    handler.part(name, JSON.parse(json) as JsonValue);
  },
  [EntryType.clear]: (_, handler) => handler.clear(),
  [EntryType.end]: (reader, handler) => handler.end(Number(reader.u64('number of records'))),
};
