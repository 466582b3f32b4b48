import { closeSync, fstatSync, ftruncateSync, openSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { hasBlockBehind, readBlock } from '../snapshot/block.js';
import { type ByteSource, corrupt, fileSource } from '../snapshot/byte-source.js';
import { checkFileHeader, FILE_HEADER_SIZE, FileKind } from '../snapshot/file-header.js';
import type { NodeState } from '../snapshot/node-state.js';
import { StateBuilder } from '../snapshot/state-builder.js';
import { readBlockEntries, readState } from '../snapshot/state-file.js';
import { dataDirectoryError } from './data-directory-error.js';
import { findFiles, logPath, snapshotPath } from './directory-files.js';

/** Milliseconds that one stretch of reading may take before others get a turn. */
const SLICE_MS = 10;

/** What a data directory holds. */
export interface Recovered {
  readonly state: NodeState;
  /** Generation of the log that changes are to be appended to; undefined when there is none. */
  readonly log: number | undefined;
  /** Bytes of the snapshot that was read. */
  readonly snapshotSize: number;
  /** What was found and mended. */
  readonly notices: readonly string[];
}

/**
 * Reads a data directory.
 *
 * @throws {EmbeddedError} when a file is missing, of another version or damaged. Only the end of the
 *   last log may be incomplete: a write that nobody got an answer for. It is cut.
 */
export async function recover(directory: string): Promise<Recovered> {
  const { base, logs } = findFiles(directory);
  const builder = new StateBuilder();
  const notices: string[] = [];
  const snapshotSize = base === 0 ? 0 : await readSnapshot(directory, base, builder);
  const last = logs.at(-1);
  for (const generation of logs) {
    const path = logPath(directory, generation);
    const read = (source: ByteSource, file: number): Generator<void> =>
      readLog({ source, file, generation, isLast: generation === last, builder, notices });
    await readFile(path, read);
  }
  return { state: builder.toState(), log: last, snapshotSize, notices };
}

async function readSnapshot(
  directory: string,
  generation: number,
  builder: StateBuilder,
): Promise<number> {
  return readFile(snapshotPath(directory, generation), (source) =>
    readState(source, generation, builder),
  );
}

/** Reads a file in stretches and returns its size. */
async function readFile(
  path: string,
  read: (source: ByteSource, file: number) => Generator<void>,
): Promise<number> {
  const file = openToRead(path);
  try {
    const { size } = fstatSync(file);
    let sliceEnd = performance.now() + SLICE_MS;
    for (const _ of read(fileSource(path, file, size), file)) {
      if (performance.now() < sliceEnd) continue;
      await setImmediate();
      sliceEnd = performance.now() + SLICE_MS;
    }
    return size;
  } finally {
    closeSync(file);
  }
}

function openToRead(path: string): number {
  try {
    return openSync(path, 'r+');
  } catch (error) {
    throw dataDirectoryError(`can't open ${path}`, error);
  }
}

interface LogToRead {
  readonly source: ByteSource;
  readonly file: number;
  readonly generation: number;
  readonly isLast: boolean;
  readonly builder: StateBuilder;
  readonly notices: string[];
}

function* readLog(log: LogToRead): Generator<void> {
  const { source, builder } = log;
  if (log.isLast && source.size < FILE_HEADER_SIZE) {
    // The process ended while it began this log.
    cut(log, 0, 'its header is cut');
    return;
  }
  checkFileHeader(source, FileKind.log, log.generation);
  let offset = FILE_HEADER_SIZE;
  while (offset < source.size) {
    const block = readBlock(source, offset);
    if ('problem' in block) {
      if (!log.isLast || hasBlockBehind(source, offset)) {
        throw corrupt(source, offset, block.problem);
      }
      cut(log, offset, block.problem);
      return;
    }
    offset = readBlockEntries(source, offset, builder);
    yield;
  }
}

function cut({ source, file, notices }: LogToRead, offset: number, problem: string): void {
  ftruncateSync(file, offset);
  if (source.size === 0) return;
  notices.push(
    `${source.name}: cut ${source.size - offset} bytes at offset ${offset}, a write that was not ` +
      `finished when the process ended (${problem})`,
  );
}
