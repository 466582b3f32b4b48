import path from 'node:path';
import { checkBoolean, checkInteger, checkObject, checkText } from '../option/check-option.js';

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
export function parseDataDirectory(
  value: unknown,
  name: string,
): Required<DataDirectoryOptions> | undefined {
  if (value === undefined) return undefined;
  const given: unknown = typeof value === 'string' ? { path: value } : value;
  const checked = checkObject(given, name, ['path', ...Object.keys(DEFAULTS)]);
  const options = { ...DEFAULTS, ...(checked as DataDirectoryOptions) };
  const { fsync, compactAfterBytes } = options;
  checkBoolean(fsync, `${name}.fsync`);
  checkInteger(compactAfterBytes, `${name}.compactAfterBytes`, 1, Number.MAX_SAFE_INTEGER);
  return { ...options, path: path.resolve(checkText(options.path, `${name}.path`)) };
}
