import type { EmbeddedErrorCode } from '../error/embedded-error.js';

/** A call of the handle to the server in the worker. */
export interface WorkerCall {
  readonly id: number;
  readonly method: string;
  readonly argument: unknown;
}

/** What came of a call; the first one, with id 0, tells of the start. */
export type WorkerAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: WorkerFailure };

/** An error on its way to the other thread: class and code would be lost otherwise. */
export interface WorkerFailure {
  readonly message: string;
  readonly name: string;
  readonly stack: string | undefined;
  /** Of an `EmbeddedError`. */
  readonly code: EmbeddedErrorCode | undefined;
}

/** Id of the answer that tells of the start. */
export const START_ID = 0;
