/** Policy of info, index, truncate and administration commands. */
export interface AdminPolicy {
  /** Longest time for the command in milliseconds. Default 1000. */
  readonly timeout?: number;
  /** Cancels the command. */
  readonly signal?: AbortSignal;
}

/** Policy of info commands. */
export type InfoPolicy = AdminPolicy;
