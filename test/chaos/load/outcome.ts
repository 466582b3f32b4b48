import { AerospikeError } from '@aeroform/core';
import type { IncrementModeName } from './increment.js';

/** What the client said about an increment. */
export type Verdict = 'acknowledged' | 'in doubt' | 'refused';

/** What became of sending an increment. */
export interface Attempt {
  readonly verdict: Verdict;
  /** Class and code of the error; undefined without one. */
  readonly error?: string;
  /** Why the error is not one that applications can handle; undefined when it is. */
  readonly fault?: string;
}

export type Failure = Required<Pick<Attempt, 'error'>> & Attempt;

/** All that is known of an increment. */
export interface Outcome extends Attempt {
  readonly id: number;
  /** Number of its record. */
  readonly record: number;
  readonly mode: IncrementModeName;
  /** Milliseconds since the epoch: processes share this clock. */
  readonly startedAt: number;
  readonly endedAt: number;
}

const ACKNOWLEDGED: Attempt = { verdict: 'acknowledged' };

export function ok(): Attempt {
  return ACKNOWLEDGED;
}

/** What a rejection says: typed, with all that a caller needs to decide what to do. */
export function describeFailure(error: unknown): Failure {
  if (!(error instanceof AerospikeError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { verdict: 'refused', error: 'untyped', fault: text };
  }
  const { name, code, resultCode, inDoubt, isRetryable } = error;
  const verdict = inDoubt ? 'in doubt' : 'refused';
  const isComplete =
    /^[A-Z][A-Z0-9_]+$/.test(code) &&
    Number.isInteger(resultCode) &&
    resultCode !== 0 &&
    typeof inDoubt === 'boolean' &&
    typeof isRetryable === 'boolean';
  const text = `${name} ${code} ${resultCode}`;
  return isComplete ? { verdict, error: text } : { verdict, error: text, fault: error.message };
}
