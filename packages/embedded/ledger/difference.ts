import type { Subject } from './subject.js';

/** Why embedded differs from the real server. */
export type Reason =
  /** On purpose: a test is better off that way. */
  | 'choice'
  /** It can't be had, or not at a sensible price. */
  | 'limit'
  /** Nobody has done it yet. */
  | 'missing';

/** One known difference from Community Edition 8.1.2. */
export interface Difference {
  /** In a few words. */
  readonly title: string;
  readonly reason: Reason;
  readonly real: string;
  readonly embedded: string;
  /** Why it is so. */
  readonly why: string;
  /** How it is known: a recording, a test, a measurement. */
  readonly evidence: string;
  /** The rows that it concerns. */
  readonly about: readonly Subject[];
  /** Whether these rows are only partly as in the real server. */
  readonly partial: boolean;
}
