import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { dataDirectoryError } from './data-directory-error.js';

/** Name of the file that shows who uses a data directory. */
export const LOCK_FILE = 'lock';

/** Who uses a directory. */
interface Owner {
  readonly pid: number;
  readonly host: string;
  /** Tells a process from a later one with the same pid; missing where the system does not say. */
  readonly started?: string;
}

/** Keeps others out of a directory. The lock of a process that has ended counts for nothing. */
export class DirectoryLock {
  readonly #file: string;
  readonly #text: string;

  /** @throws {EmbeddedError} naming the process that uses the directory. */
  constructor(directory: string) {
    this.#file = path.join(directory, LOCK_FILE);
    const started = processStart(process.pid);
    const owner: Owner = {
      pid: process.pid,
      host: hostname(),
      ...(started === undefined ? {} : { started }),
    };
    this.#text = JSON.stringify(owner);
    if (this.#create()) return;
    this.#removeStale(directory);
    if (!this.#create()) throw inUse(directory, 'another process that was just started');
  }

  release(): void {
    if (readLock(this.#file) === this.#text) rmSync(this.#file, { force: true });
  }

  #create(): boolean {
    try {
      writeFileSync(this.#file, this.#text, { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw dataDirectoryError(`can't write ${this.#file}`, error);
    }
  }

  #removeStale(directory: string): void {
    const text = readLock(this.#file);
    if (text === undefined) return;
    const owner = parseOwner(text);
    if (owner !== undefined && isAlive(owner)) {
      const who = owner.pid === process.pid ? 'a server of this process' : `process ${owner.pid}`;
      throw inUse(directory, owner.host === hostname() ? who : `${who} on ${owner.host}`);
    }
    // Moved before it is removed: another process may have found the same and been faster.
    const moved = `${this.#file}.${process.pid}`;
    renameSync(this.#file, moved);
    const isSame = readLock(moved) === text;
    if (isSame) rmSync(moved);
    else renameSync(moved, this.#file);
  }
}

function inUse(directory: string, who: string): Error {
  return dataDirectoryError(
    `the data directory ${directory} is in use by ${who}: stop that server, or use another directory`,
  );
}

function readLock(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Undefined for what no server wrote as a whole. */
function parseOwner(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Partial<Owner> | null;
    return Number.isInteger(owner?.pid) ? (owner as Owner) : undefined;
  } catch {
    return undefined;
  }
}

/** Of another machine nothing is known: it counts as alive. */
function isAlive(owner: Owner): boolean {
  if (owner.host !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const started = processStart(owner.pid);
  return started === undefined || owner.started === undefined || started === owner.started;
}

/** Behind the name of the program, which may contain anything, the 20th value of the line. */
const START_POSITION = 19;

/** The boot of the machine, and the tick of it at which a process began; on Linux only. */
function processStart(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const values = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${boot}/${values[START_POSITION] ?? ''}`;
  } catch {
    return undefined;
  }
}
