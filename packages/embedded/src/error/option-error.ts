import { EmbeddedError } from './embedded-error.js';

/** An error about an option: the message names it, and what is allowed. */
export function optionError(message: string, options?: ErrorOptions): EmbeddedError {
  return new EmbeddedError('EMBEDDED_OPTION', message, options);
}
