import { MsgpackWriter } from '@aeroform/protocol';
import { BLOCK_HEADER_SIZE, readBlock, sealBlock } from './block.js';
import { type ByteSource, corrupt } from './byte-source.js';
import { readEntries, writeBury, writeEnd, writePart, writePut } from './entry.js';
import { checkFileHeader, encodeFileHeader, FILE_HEADER_SIZE, FileKind } from './file-header.js';
import { encodeNamespacePart, namespacePartName } from './namespace-part.js';
import type { NodeState } from './node-state.js';
import type { NamespaceState } from '../storage/namespace.js';
import type { StateBuilder } from './state-builder.js';

/** A block ends at the first entry behind so many bytes. */
const BLOCK_SIZE = 64 * 1024;

/**
 * The bytes of a state as a file of its own: a header, blocks of entries, and an end that counts the
 * records, so that a cut file is found. Each piece may be kept.
 *
 * @param generation - number of the file in a data directory; 0 elsewhere.
 */
export function* encodeState(state: NodeState, generation: number): Generator<Buffer> {
  yield encodeFileHeader(FileKind.snapshot, generation);
  const writer = new MsgpackWriter(BLOCK_SIZE * 2);
  beginBlock(writer);
  writeParts(writer, state);
  let records = 0;
  for (const [name, namespace] of state.namespaces) {
    for (const _ of writeRecords(writer, name, namespace.records)) {
      if (writer.offset >= BLOCK_SIZE) yield takeBlock(writer);
    }
    records += namespace.records.objects;
  }
  writeEnd(writer, records);
  yield takeBlock(writer);
}

/** Appends everything of a state but its records. */
export function writeParts(writer: MsgpackWriter, state: NodeState): void {
  for (const [name, part] of state.parts) writePart(writer, name, part);
  for (const [name, { records, indexes }] of state.namespaces) {
    writePart(writer, namespacePartName(name), encodeNamespacePart(records, indexes));
  }
}

/** Appends the records and tombstones of a namespace, and yields after each. */
export function* writeRecords(
  writer: MsgpackWriter,
  namespace: string,
  { partitions, tombstones = [] }: NamespaceState,
): Generator<void> {
  for (const tombstone of tombstones) yield writeBury(writer, namespace, tombstone);
  for (const partition of partitions) {
    for (const record of partition.values()) yield writePut(writer, namespace, record);
  }
}

/** Empties the writer and makes room for the header of the next block. */
export function beginBlock(writer: MsgpackWriter): void {
  writer.reset().skip(BLOCK_HEADER_SIZE);
}

/** The finished block; the writer is ready for the next one. */
function takeBlock(writer: MsgpackWriter): Buffer {
  sealBlock(writer.view());
  const block = writer.toBuffer();
  beginBlock(writer);
  return block;
}

/**
 * Reads what {@link encodeState} made, block by block.
 *
 * @returns a generator that yields after each block, and in the end has told the builder everything.
 * @throws {EmbeddedError} naming the place where it is damaged.
 */
export function* readState(
  source: ByteSource,
  generation: number,
  builder: StateBuilder,
): Generator<void> {
  checkFileHeader(source, FileKind.snapshot, generation);
  let offset = FILE_HEADER_SIZE;
  while (offset < source.size) {
    offset = readBlockEntries(source, offset, builder);
    yield;
  }
  if (builder.expectedRecords === undefined) throw corrupt(source, offset, 'its end is missing');
  if (builder.expectedRecords !== builder.records) {
    const found = `${builder.records} of ${builder.expectedRecords} records`;
    throw corrupt(source, offset, `it has ${found}`);
  }
}

/** Reads the block at an offset, which must be whole, and returns where the next one begins. */
export function readBlockEntries(
  source: ByteSource,
  offset: number,
  builder: StateBuilder,
): number {
  const block = readBlock(source, offset);
  if ('problem' in block) throw corrupt(source, offset, block.problem);
  try {
    readEntries(block.content, builder);
  } catch (error) {
    throw corrupt(source, offset, error instanceof Error ? error.message : String(error));
  }
  return block.end;
}
