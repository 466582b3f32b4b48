import { brandError, hasErrorBrand } from './brand-error.js';

/** Result code of errors that no server answered. */
export const CLIENT_SIDE_RESULT_CODE = -1;

/** The record an error is about: `[namespace, set, userKey, digest]` as far as known. */
export type ErrorKey = readonly [
  namespace: string,
  set: string,
  userKey: string | number | bigint | Uint8Array | null,
  digest?: Uint8Array,
];

/** What is known about a failure besides its message. */
export interface AerospikeErrorOptions {
  /** Stable machine-readable name; each class has its own default. */
  readonly code?: string;
  /** What the server answered; {@link CLIENT_SIDE_RESULT_CODE} when it was not the server. */
  readonly resultCode?: number;
  /** True when a write may have happened although the call failed. */
  readonly inDoubt?: boolean;
  /** True when the same call may succeed later without any change. */
  readonly isRetryable?: boolean;
  /** The record that the failed command was about. */
  readonly key?: ErrorKey;
  /** Name or address of the node. */
  readonly node?: string;
  /** How often the command was sent. */
  readonly attempts?: number;
  /** What can be done about it; part of the message, too. */
  readonly remedy?: string;
  /** The failure behind this one; `cause` of the error. */
  readonly cause?: unknown;
}

/**
 * Base of everything this package throws. Tell failures apart by class, or by the stable `code`;
 * never by message.
 */
export class AerospikeError extends Error {
  static {
    brandError(this, 'AerospikeError');
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasErrorBrand(this, value);
  }

  /** Stable machine-readable name, e.g. `RECORD_NOT_FOUND`. */
  readonly code: string;
  /** The server's result code; negative when the failure arose in the client. */
  readonly resultCode: number;
  /** True when a write may have happened although the call failed: do not blindly repeat it. */
  readonly inDoubt: boolean;
  /** True when the same call may succeed later without any change. */
  readonly isRetryable: boolean;
  /** The record it is about; absent when it is about none, or about several. */
  declare readonly key?: ErrorKey;
  /** Name or address of the node that failed; absent when no node was asked. */
  declare readonly node?: string;
  /** How often the command was sent, the first time included; absent when that was not counted. */
  declare readonly attempts?: number;
  /** What can be done about it; the message ends with it. Absent where that depends. */
  declare readonly remedy?: string;

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code ?? 'AEROSPIKE_ERROR';
    this.resultCode = options.resultCode ?? CLIENT_SIDE_RESULT_CODE;
    this.inDoubt = options.inDoubt ?? false;
    this.isRetryable = options.isRetryable ?? false;
    if (options.key !== undefined) this.key = options.key;
    if (options.node !== undefined) this.node = options.node;
    if (options.attempts !== undefined) this.attempts = options.attempts;
    if (options.remedy !== undefined) this.remedy = options.remedy;
  }
}
