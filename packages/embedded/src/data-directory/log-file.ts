import { closeSync, fsyncSync, ftruncateSync, fstatSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { encodeFileHeader, FileKind } from '../snapshot/file-header.js';
import { dataDirectoryError } from './data-directory-error.js';
import { syncDirectory } from './sync-directory.js';

/** The log that changes are appended to. */
export class LogFile {
  readonly path: string;
  readonly #descriptor: number;
  readonly #fsync: boolean;
  #size: number;

  private constructor(file: string, flags: string, fsync: boolean) {
    this.path = file;
    this.#fsync = fsync;
    try {
      this.#descriptor = openSync(file, flags);
      this.#size = fstatSync(this.#descriptor).size;
    } catch (error) {
      throw dataDirectoryError(`can't open ${file}`, error);
    }
  }

  /** Makes the log of a generation. */
  static create(file: string, generation: number, fsync: boolean): LogFile {
    const log = new LogFile(file, 'w', fsync);
    log.append(encodeFileHeader(FileKind.log, generation));
    if (fsync) syncDirectory(path.dirname(file));
    return log;
  }

  /** Goes on with a log that is whole. */
  static reopen(file: string, fsync: boolean): LogFile {
    return new LogFile(file, 'r+', fsync);
  }

  /** Bytes of the file. */
  get size(): number {
    return this.#size;
  }

  /**
   * Appends a block as a whole.
   *
   * @throws {EmbeddedError} when that is not possible: the file is then as before.
   */
  append(block: Buffer): void {
    try {
      for (let at = 0; at < block.length;) {
        at += writeSync(this.#descriptor, block, at, block.length - at, this.#size + at);
      }
      if (this.#fsync) fsyncSync(this.#descriptor);
    } catch (error) {
      this.#cut();
      throw dataDirectoryError(`can't write ${this.path}`, error);
    }
    this.#size += block.length;
  }

  /** Hands what was written to the disk. */
  sync(): void {
    fsyncSync(this.#descriptor);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #cut(): void {
    try {
      ftruncateSync(this.#descriptor, this.#size);
    } catch {
      // The next block overwrites the rest of this one, and recovery would cut it.
    }
  }
}
