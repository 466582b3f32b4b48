import type { ChunkOptions } from '../batch/run-chunks.js';
import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';

/** The options of a call over those of the data source. */
export function chunkOptions(
  { options: { batch } }: EntityContext,
  {
    chunk = batch.chunk,
    signal,
    onProgress,
  }: Partial<Pick<ChunkOptions, 'chunk' | 'signal' | 'onProgress'>>,
): ChunkOptions {
  if (!Number.isSafeInteger(chunk) || chunk < 1) {
    throw new OptionError('chunk', `must be a whole number above 0; got ${chunk}`);
  }
  return {
    chunk,
    parallel: batch.parallel,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  };
}
