const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 200;

/**
 * Milliseconds before a lost race is run again: random, so that competing writers drift apart, and
 * longer the more often it was lost.
 */
export function retryPause(attempt: number): number {
  return Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt, 10));
}
