import type { Random } from './random.js';
import type { Scope } from './scope.js';

/**
 * How to read and compare an answer:
 * - `record`: one message;
 * - `batch`: rows, compared in the order of their index, then the end;
 * - `query`: records in any order, then the end;
 * - `counted query`: the server is free to choose records: only their number and the end count;
 * - `info`: text;
 * - `refusal`: one message; when it refuses, only the code counts. Of a truncated message the real
 *   server looks at flags that are not there: it says "last", or closes the connection, at random;
 * - `anything`: whatever comes, in its order.
 */
export type AnswerKind =
  | 'record'
  | 'batch'
  | 'query'
  | 'counted query'
  | 'info'
  | 'refusal'
  | 'anything';

/** What to wait for before the next step, so that both servers have come as far. */
export type Settling =
  | { readonly kind: 'sindex'; readonly name: string }
  | { readonly kind: 'job'; readonly taskId: bigint }
  /** Records of one millisecond are either truncated or not. */
  | { readonly kind: 'clock' };

/** What is sent, to both servers alike. */
export interface GeneratedRequest {
  readonly frame: Buffer;
  readonly answer: AnswerKind;
  readonly settle?: Settling;
}

/** A family of operations: makes requests, by nothing but random numbers and the scope. */
export interface Family {
  readonly name: string;
  /** Whether its episodes have indexes: then none of their steps replaces records. */
  readonly indexed?: true;
  readonly generate: (random: Random, scope: Scope) => GeneratedRequest;
}
