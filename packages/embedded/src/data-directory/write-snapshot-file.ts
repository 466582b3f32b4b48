import { open, rename, rm } from 'node:fs/promises';
import type { NodeState } from '../snapshot/node-state.js';
import { encodeState } from '../snapshot/state-file.js';
import { dataDirectoryError } from './data-directory-error.js';
import { snapshotPath } from './directory-files.js';
import { syncDirectory } from './sync-directory.js';

/**
 * Writes a state as the snapshot of a generation, piece by piece, with turns for others in between. The
 * file gets its name when all of it is on the disk.
 *
 * @returns its size in bytes; undefined when the signal ended it early: there is no file then.
 * @throws {EmbeddedError} when it can't be written: there is no file then, either.
 */
export async function writeSnapshotFile(
  directory: string,
  generation: number,
  state: NodeState,
  signal: AbortSignal,
): Promise<number | undefined> {
  const path = snapshotPath(directory, generation);
  const unfinished = `${path}.tmp`;
  try {
    const size = await writePieces(unfinished, encodeState(state, generation), signal);
    if (size === undefined) {
      await rm(unfinished);
      return undefined;
    }
    await rename(unfinished, path);
    syncDirectory(directory);
    return size;
  } catch (error) {
    // What is left of it is removed by the next start.
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw dataDirectoryError(`can't write ${path}`, error);
  }
}

async function writePieces(
  path: string,
  pieces: Iterable<Buffer>,
  signal: AbortSignal,
): Promise<number | undefined> {
  const file = await open(path, 'w');
  let size = 0;
  try {
    for (const piece of pieces) {
      if (signal.aborted) return undefined;
      await file.writeFile(piece);
      size += piece.length;
    }
    await file.sync();
    return size;
  } finally {
    await file.close();
  }
}
