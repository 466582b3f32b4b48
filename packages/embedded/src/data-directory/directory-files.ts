import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { dataDirectoryError } from './data-directory-error.js';
import { LOCK_FILE } from './directory-lock.js';

/** Digits of a generation in the name of a file. */
const DIGITS = 8;
const FILE_NAME = /^(\d{8})\.(snapshot|log)$/;
/** A snapshot that is being written. */
const UNFINISHED = /^\d{8}\.snapshot\.tmp$/;
/** A lock that is being removed. */
const MOVED_LOCK = /^lock\.\d+$/;

/** The files of a data directory. */
export interface DirectoryFiles {
  /** Generation of the latest snapshot; 0 for none. */
  readonly base: number;
  /** Generations of the logs from the base on, which are to be replayed in this order. */
  readonly logs: readonly number[];
}

export function logPath(directory: string, generation: number): string {
  return path.join(directory, `${String(generation).padStart(DIGITS, '0')}.log`);
}

export function snapshotPath(directory: string, generation: number): string {
  return path.join(directory, `${String(generation).padStart(DIGITS, '0')}.snapshot`);
}

/** @throws {EmbeddedError} when it can't be made. */
export function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw dataDirectoryError(`can't make the data directory ${directory}`, error);
  }
}

/**
 * Looks which files there are, and removes what the end of a process has left unfinished.
 *
 * @throws {EmbeddedError} when the directory is that of something else, or a file is missing.
 */
export function findFiles(directory: string): DirectoryFiles {
  const names = readdirSync(directory).filter((name) => name !== LOCK_FILE);
  const found = names.flatMap((name) => {
    const match = FILE_NAME.exec(name);
    return match === null ? [] : [{ generation: Number(match[1]), kind: match[2] }];
  });
  const isLeftover = (name: string): boolean => UNFINISHED.test(name) || MOVED_LOCK.test(name);
  const foreign = names.find((name) => !FILE_NAME.test(name) && !isLeftover(name));
  if (found.length === 0 && foreign !== undefined) {
    throw dataDirectoryError(
      `the data directory ${directory} has files of something else, such as ${foreign}: ` +
        'use an empty directory',
    );
  }
  for (const name of names.filter(isLeftover)) rmSync(path.join(directory, name));
  const generations = (kind: string): number[] =>
    found.filter((file) => file.kind === kind).map(({ generation }) => generation);
  const base = Math.max(0, ...generations('snapshot'));
  const logs = generations('log').filter((generation) => generation >= base);
  removeBefore(directory, base);
  logs.sort((a, b) => a - b);
  checkComplete(directory, base, logs, found.length === 0);
  return { base, logs };
}

/** Removes the files of generations that a snapshot has replaced. */
export function removeBefore(directory: string, base: number): void {
  for (const name of readdirSync(directory)) {
    const match = FILE_NAME.exec(name);
    if (match !== null && Number(match[1]) < base) rmSync(path.join(directory, name));
  }
}

function checkComplete(
  directory: string,
  base: number,
  logs: readonly number[],
  isNew: boolean,
): void {
  if (isNew) return;
  for (let i = 0; i < Math.max(1, logs.length); i++) {
    if (logs[i] === base + i) continue;
    throw dataDirectoryError(
      `${logPath(directory, base + i)} is missing: put it back, or start with another data directory`,
    );
  }
}
