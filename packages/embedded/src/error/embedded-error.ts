/**
 * The embedded server can't start, or was configured wrongly. The message names the option or the
 * address and what to do about it.
 */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
  /** Stable machine-readable code. */
  readonly code: EmbeddedErrorCode;

  constructor(code: EmbeddedErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What went wrong: an option is wrong, or the address can't be listened on. */
export type EmbeddedErrorCode = 'EMBEDDED_OPTION' | 'EMBEDDED_LISTEN';
