import { readSync } from 'node:fs';
import { EmbeddedError, type EmbeddedErrorCode } from '../error/embedded-error.js';

/** Bytes that are read from a file or from memory, and what to call them in errors. */
export interface ByteSource {
  /** Path of the file, or `the snapshot`. */
  readonly name: string;
  readonly errorCode: EmbeddedErrorCode;
  readonly size: number;
  /** The bytes from an offset on: fewer than wanted at the end. */
  read(offset: number, size: number): Buffer;
}

export function bufferSource(bytes: Buffer): ByteSource {
  return {
    name: 'the snapshot',
    errorCode: 'EMBEDDED_SNAPSHOT',
    size: bytes.length,
    read: (offset, size) => bytes.subarray(offset, offset + size),
  };
}

/** @param file - descriptor of the open file, which the caller closes. */
export function fileSource(name: string, file: number, size: number): ByteSource {
  return {
    name,
    errorCode: 'EMBEDDED_DATA_DIRECTORY',
    size,
    read: (offset, wanted) => {
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(wanted, size - offset)));
      const got = readSync(file, bytes, 0, bytes.length, offset);
      return bytes.subarray(0, got);
    },
  };
}

/** An error that names the file and the place in it. */
export function corrupt(source: ByteSource, offset: number, problem: string): EmbeddedError {
  return new EmbeddedError(
    source.errorCode,
    `${source.name} is damaged at offset ${offset}: ${problem}`,
  );
}
