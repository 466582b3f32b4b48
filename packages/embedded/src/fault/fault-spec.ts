import type { ResultCode } from '@aeroform/protocol';

/** What a command on one record does, whether it comes alone or as a row of a batch. */
export const RECORD_COMMANDS = [
  'put',
  'get',
  'exists',
  'operate',
  'touch',
  'delete',
  'udf',
  'transaction-verify',
  'transaction-roll',
] as const;
export type RecordCommand = (typeof RECORD_COMMANDS)[number];

/**
 * What a client asks for, as its bytes tell:
 *
 * - `put`: writes and removes whole bins; `get`: reads whole bins, or all; `exists`: reads no bins;
 *   `touch` and `delete`; `udf`: applies a function to a record; `operate`: any other operations. An
 *   `operate` of a client that only writes whole bins can't be told from a `put`.
 * - `transaction-verify`, `transaction-roll`: the steps of a commit or an abort.
 * - `batch`: a batch as a whole. Its rows are matched as what they do.
 * - `query`: everything without a single record, background operations and aggregations, too.
 * - `info`: every info command, `info:<name>`: one of them. `admin`: users, roles, logins.
 */
export type FaultCommand = RecordCommand | 'batch' | 'query' | 'admin' | 'info' | `info:${string}`;

/** Which commands a fault is for: those that fit all that is given. */
export interface FaultCondition {
  /** One or several. Default: every command on records, rows of batches and queries included. */
  readonly command?: FaultCommand | readonly FaultCommand[];
  /** Default: every namespace. */
  readonly namespace?: string;
  /** `''` for records without a set. Default: every set. */
  readonly set?: string;
  /** The key of a record in {@link set}, which is `''` by default then. Integers must be safe. */
  readonly userKey?: string | number;
  /** Digest of a record, 40 hexadecimal digits: for keys of bytes, or without a set. */
  readonly digest?: string;
}

/** Name of a result code, as `KEY_BUSY`. */
export type FaultResultName = Exclude<keyof typeof ResultCode, 'OK'>;

/** What goes wrong. `applied` says whether the command is run nevertheless; default false. */
export type Fault =
  /** The command waits so many milliseconds; nothing is applied if the client closes meanwhile. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The command is never answered, nor is anything that follows on the connection. */
  | { readonly kind: 'timeout'; readonly applied?: boolean }
  /** The connection is reset (RST), without an answer. */
  | { readonly kind: 'reset'; readonly applied?: boolean }
  /** The command fails with a result code: 1 to 255, or its name. */
  | {
      readonly kind: 'result';
      readonly code: FaultResultName | number;
      readonly applied?: boolean;
    }
  /** Result code 11. */
  | { readonly kind: 'partition-unavailable' }
  /** Result code 14. */
  | { readonly kind: 'key-busy' }
  /** Result code 18. */
  | { readonly kind: 'device-overload' }
  /** Like `timeout`, but the connection is not even read any more: what the client sends piles up. */
  | { readonly kind: 'hang' }
  /** The command is run, half of the first frame of its answer is sent, and the connection closed. */
  | { readonly kind: 'half-answer' }
  /** The command is run and answered by as many random bytes, which can't pass for a frame. */
  | { readonly kind: 'garbage-answer' };

export type FaultKind = Fault['kind'];

/** The faults that need nothing more than their name. */
export type FaultName = Exclude<FaultKind, 'delay' | 'result'>;

/**
 * A fault to set: plain data, which JSON or a message to another thread can carry.
 *
 * @example
 * server.faults.add({ when: { command: 'put', set: 'users' }, do: 'key-busy', times: 2 });
 */
export interface FaultSpec {
  /** Default: every command on records. */
  readonly when?: FaultCondition;
  readonly do: Fault | FaultName;
  /** How often it happens, 1 or more. Default: until it is removed. */
  readonly times?: number;
  /** How many matching commands are spared before. Default 0. */
  readonly after?: number;
  /** How likely a matching command is hit, above 0 up to 1. Default 1. */
  readonly probability?: number;
  /** Seed of the generator that `probability` and `garbage-answer` draw from. Default 1. */
  readonly seed?: number;
}

/** A fault that is set and what became of it: plain data. */
export interface FaultReport {
  readonly id: number;
  readonly spec: FaultSpec;
  /** How often it has happened. */
  readonly hits: number;
}
