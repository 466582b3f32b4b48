import { channel, type Channel } from 'node:diagnostics_channel';
import type { Verb } from './verb.js';

/** What subscribers of the channels are told of a call. */
export interface CallMessage {
  readonly verb: Verb;
  readonly namespace: string;
  /** Empty for none. */
  readonly set: string;
  /** Rows of a batch; 0 for what is no batch. */
  readonly rows: number;
  /** Attempts after the first, so far. */
  readonly retries: number;
  /** Milliseconds since the start of the call; absent at its start. */
  readonly duration?: number;
  /** Why the call failed, or is tried again. */
  readonly error?: unknown;
}

/**
 * Channels of `node:diagnostics_channel` on which the calls of all clients are announced, each with a
 * {@link CallMessage}: at their start, before another attempt, and at their end.
 */
export const CALL_CHANNELS: Readonly<Record<'start' | 'retry' | 'success' | 'failure', Channel>> =
  Object.freeze({
    start: channel('aerospike:call:start'),
    retry: channel('aerospike:call:retry'),
    success: channel('aerospike:call:success'),
    failure: channel('aerospike:call:failure'),
  });
