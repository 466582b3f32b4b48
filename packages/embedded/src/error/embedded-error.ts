/**
 * The embedded server can't start, was configured wrongly, or can't read what it is to restore. The
 * message names the option, the address or the file, and what to do about it.
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

/**
 * What went wrong: an option is wrong, the address can't be listened on, a node of a cluster is
 * not in the state that is needed, the description of a fault is wrong, a snapshot is damaged or does
 * not fit, the data directory can't be used, or the thread of a server in a worker has ended.
 */
export type EmbeddedErrorCode =
  | 'EMBEDDED_OPTION'
  | 'EMBEDDED_LISTEN'
  | 'EMBEDDED_CLUSTER'
  | 'EMBEDDED_FAULT'
  | 'EMBEDDED_SNAPSHOT'
  | 'EMBEDDED_DATA_DIRECTORY'
  | 'EMBEDDED_WORKER';
