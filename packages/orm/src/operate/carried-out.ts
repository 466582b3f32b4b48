import { MappingError } from '../error/mapping-error.js';

/**
 * Runs what reads the answer to operations. Where they have written, a value that cannot become a result
 * is no reason to think that they have not.
 *
 * @param writes whether any of them writes
 */
export function carriedOut<R>(writes: boolean, read: () => R): R {
  try {
    return read();
  } catch (error) {
    if (!writes || !(error instanceof MappingError)) throw error;
    const problem = error.message.slice(`${error.path}: `.length);
    throw new MappingError(
      error.path,
      `the record was written, but what it holds now cannot become a result: ${problem}`,
      error,
      true,
    );
  }
}
