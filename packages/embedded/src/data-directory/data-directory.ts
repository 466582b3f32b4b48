import type { Journal } from '../cluster/journal.js';
import type { Node } from '../cluster/node.js';
import { captureNode, type NodeState, restoreNode } from '../snapshot/node-state.js';
import { ChangeWriter } from './change-writer.js';
import type { DataDirectoryOptions } from './data-directory-options.js';
import { logPath, makeDirectory, removeBefore } from './directory-files.js';
import { DirectoryLock } from './directory-lock.js';
import { LogFile } from './log-file.js';
import { recover, type Recovered } from './recover.js';
import { writeSnapshotFile } from './write-snapshot-file.js';

/** A data directory as `server.inspect()` shows it. */
export interface DataDirectoryInspection {
  readonly path: string;
  /** Bytes of the log that changes are appended to now. */
  readonly logBytes: number;
  /** How often the log was replaced by a snapshot since the directory was made. */
  readonly compactions: number;
  /** What was mended at the start, such as the end of a log that was cut, and what failed since. */
  readonly notices: readonly string[];
}

/** Time between two looks whether anything is to be written that no answer tells of. */
const TICK_MS = 1000;

/**
 * Keeps what a node holds in a directory: a snapshot, and a log of what has changed since. The log is
 * written before answers leave, one block for all answers that leave together.
 */
export class DataDirectory implements Journal {
  readonly #options: Required<DataDirectoryOptions>;
  readonly #node: Node;
  readonly #lock: DirectoryLock;
  readonly #changes: ChangeWriter;
  readonly #notices: string[];
  readonly #timer: NodeJS.Timeout;
  #generation: number;
  #log: LogFile;
  /** Bytes of all logs since the last snapshot, but the current one. */
  #olderLogs = 0;
  #snapshotSize: number;
  /** Bytes of logs at which a snapshot is tried again that could not be written. */
  #notBefore = 0;
  #compaction: Promise<void> | undefined;
  readonly #closed = new AbortController();

  private constructor(
    options: Required<DataDirectoryOptions>,
    node: Node,
    lock: DirectoryLock,
    recovered: Recovered,
  ) {
    this.#options = options;
    this.#node = node;
    this.#lock = lock;
    this.#notices = [...recovered.notices];
    this.#snapshotSize = recovered.snapshotSize;
    this.#generation = recovered.log ?? 0;
    this.#log = openLog(options, recovered.log);
    this.#changes = new ChangeWriter(node);
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#timer.unref();
  }

  /**
   * Gives a node what a directory holds, and keeps it there from now on.
   *
   * @throws {EmbeddedError} `EMBEDDED_DATA_DIRECTORY` when the directory is in use, belongs to
   *   something else, or has files that are missing, damaged or of another version.
   */
  static async open(options: Required<DataDirectoryOptions>, node: Node): Promise<DataDirectory> {
    makeDirectory(options.path);
    const lock = new DirectoryLock(options.path);
    try {
      const recovered = await recover(options.path);
      restoreNode(node, withoutSettings(node, recovered.state), 'EMBEDDED_DATA_DIRECTORY');
      const directory = new DataDirectory(options, node, lock, recovered);
      node.journal = directory;
      return directory;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  flush(): void {
    this.#changes.write((block) => {
      this.#log.append(block);
      this.#compactIfDue();
    });
  }

  replaceAll(): void {
    this.#changes.replaceAll();
    this.flush();
  }

  inspect(): DataDirectoryInspection {
    return {
      path: this.#options.path,
      logBytes: this.#log.size,
      compactions: this.#generation,
      notices: [...this.#notices],
    };
  }

  /** Writes the rest, waits for the disk, and lets others use the directory. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#closed.abort();
    await this.#compaction;
    this.#node.journal = undefined;
    try {
      this.flush();
      this.#log.sync();
    } finally {
      this.#log.close();
      this.#lock.release();
    }
  }

  #tick(): void {
    try {
      this.flush();
    } catch (error) {
      this.#notice(error);
    }
  }

  #compactIfDue(): void {
    const logs = this.#olderLogs + this.#log.size;
    const limit = Math.max(this.#options.compactAfterBytes, this.#snapshotSize, this.#notBefore);
    if (logs < limit || this.#compaction !== undefined || this.#closed.signal.aborted) return;
    this.#compaction = this.#compact()
      .catch((error: unknown) => {
        this.#notBefore = logs * 2;
        this.#notice(error);
      })
      .finally(() => (this.#compaction = undefined));
  }

  /** Begins a new log, and writes what the node held at that moment as the snapshot in front of it. */
  async #compact(): Promise<void> {
    // Not while a block is being appended.
    await Promise.resolve();
    this.flush();
    const generation = this.#generation + 1;
    const { path, fsync } = this.#options;
    const next = LogFile.create(logPath(path, generation), generation, fsync);
    const state = captureNode(this.#node);
    this.#olderLogs += this.#log.size;
    this.#log.close();
    this.#log = next;
    this.#generation = generation;
    const size = await writeSnapshotFile(path, generation, state, this.#closed.signal);
    if (size === undefined) return;
    this.#snapshotSize = size;
    this.#olderLogs = 0;
    removeBefore(path, generation);
  }

  #notice(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    if (this.#notices.at(-1) !== text) this.#notices.push(text);
  }
}

function openLog(options: Required<DataDirectoryOptions>, generation: number | undefined): LogFile {
  const path = logPath(options.path, generation ?? 0);
  const log = generation === undefined ? undefined : LogFile.reopen(path, options.fsync);
  if (log !== undefined && log.size > 0) return log;
  log?.close();
  return LogFile.create(path, generation ?? 0, options.fsync);
}

/** Settings that were changed while a server ran are gone with it, as in the real server. */
function withoutSettings(node: Node, state: NodeState): NodeState {
  const namespaces = [...state.namespaces].map(
    ([name, { records, indexes }]) =>
      [name, { records: { ...records, changedOptions: {} }, indexes }] as const,
  );
  const forgotten = node.parts.filter(({ kept }) => kept?.endsWithProcess === true);
  const names = new Set(forgotten.map(({ name }) => name));
  return {
    namespaces: new Map(namespaces),
    parts: new Map([...state.parts].filter(([name]) => !names.has(name))),
  };
}
