import { EmbeddedError } from '../error/embedded-error.js';
import { type ByteSource, corrupt } from './byte-source.js';
import { crc32 } from './crc32.js';

/** What a file holds: all that a node has at one moment, or the changes after that. */
export const FileKind = { snapshot: 1, log: 2 } as const;
export type FileKind = (typeof FileKind)[keyof typeof FileKind];

/** Version of the files that this package reads and writes. */
const FILE_VERSION = 1;

/** Magic, version, kind, generation, CRC of all that. */
export const FILE_HEADER_SIZE = 20;
const MAGIC = Buffer.from('AEROFORM', 'latin1');
const VERSION_AT = 8;
const KIND_AT = 10;
const GENERATION_AT = 12;
const CRC_AT = 16;

/**
 * @param generation - number of the file in a data directory; 0 elsewhere.
 */
export function encodeFileHeader(kind: FileKind, generation: number): Buffer {
  const header = Buffer.alloc(FILE_HEADER_SIZE);
  MAGIC.copy(header);
  header.writeUInt16BE(FILE_VERSION, VERSION_AT);
  header.writeUInt16BE(kind, KIND_AT);
  header.writeUInt32BE(generation, GENERATION_AT);
  header.writeUInt32BE(crc32(header.subarray(0, CRC_AT)), CRC_AT);
  return header;
}

/** @throws {EmbeddedError} when it is another kind of file, of another version, or damaged. */
export function checkFileHeader(source: ByteSource, kind: FileKind, generation: number): void {
  const header = source.read(0, FILE_HEADER_SIZE);
  if (!header.subarray(0, MAGIC.length).equals(MAGIC.subarray(0, header.length))) {
    throw refused(source, 'is none of the embedded server: it does not begin with AEROFORM');
  }
  if (header.length < FILE_HEADER_SIZE) throw corrupt(source, header.length, 'the header is cut');
  const version = header.readUInt16BE(VERSION_AT);
  if (version !== FILE_VERSION) {
    throw refused(
      source,
      `is of version ${version}, and this package reads version ${FILE_VERSION}: use the version of ` +
        '@aeroform/embedded that wrote it, or start anew without it',
    );
  }
  if (header.readUInt32BE(CRC_AT) !== crc32(header.subarray(0, CRC_AT))) {
    throw corrupt(source, 0, 'the checksum of the header is wrong');
  }
  if (header.readUInt16BE(KIND_AT) !== kind || header.readUInt32BE(GENERATION_AT) !== generation) {
    throw refused(source, 'is another file of the embedded server than its name says');
  }
}

function refused(source: ByteSource, problem: string): EmbeddedError {
  return new EmbeddedError(source.errorCode, `${source.name} ${problem}`);
}
