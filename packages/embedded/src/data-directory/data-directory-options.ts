import path from 'node:path';
import { EmbeddedError } from '../error/embedded-error.js';

/** Where and how a server keeps what it holds. */
export interface DataDirectoryOptions {
  /** Folder of the files; it is made when it does not exist. One server at a time can use it. */
  readonly path: string;
  /**
   * Waits for the disk (`fsync`) before each answer that tells of a change. Without it, the default,
   * answered changes are with the operating system: they survive the end of the process, `kill -9`
   * included, but not that of the machine.
   */
  readonly fsync?: boolean;
  /**
   * The log of changes is replaced by a snapshot, in the background, when it is longer than that and
   * longer than the last snapshot. In bytes, default 16 MiB.
   */
  readonly compactAfterBytes?: number;
}

const DEFAULTS = { fsync: false, compactAfterBytes: 16 * 1024 * 1024 };

/** @throws {EmbeddedError} naming the option and what is allowed. */
export function parseDataDirectory(value: unknown): Required<DataDirectoryOptions> | undefined {
  if (value === undefined) return undefined;
  const given: unknown = typeof value === 'string' ? { path: value } : value;
  if (typeof given !== 'object' || given === null) {
    throw invalid('must be a path, or an object with a path');
  }
  const names = ['path', ...Object.keys(DEFAULTS)];
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(`has no "${unknown}"; known are ${names.join(', ')}`);
  const options = { ...DEFAULTS, ...given } as Required<DataDirectoryOptions>;
  if (typeof options.path !== 'string' || options.path === '') {
    throw invalid('must have a path that is not empty');
  }
  if (typeof options.fsync !== 'boolean') throw invalid('must have true or false as fsync');
  const { compactAfterBytes } = options;
  if (!Number.isSafeInteger(compactAfterBytes) || compactAfterBytes < 1) {
    throw invalid('must have a number of bytes above 0 as compactAfterBytes');
  }
  return { ...options, path: path.resolve(options.path) };
}

function invalid(problem: string): EmbeddedError {
  return new EmbeddedError('EMBEDDED_OPTION', `dataDirectory ${problem}`);
}
