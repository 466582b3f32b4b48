import { EmbeddedError } from '../error/embedded-error.js';

/** An error about a data directory, with the failure of the file system behind it. */
export function dataDirectoryError(message: string, cause?: unknown): EmbeddedError {
  const reason = cause instanceof Error ? `: ${cause.message}` : '';
  return new EmbeddedError(
    'EMBEDDED_DATA_DIRECTORY',
    message + reason,
    cause === undefined ? undefined : { cause },
  );
}
