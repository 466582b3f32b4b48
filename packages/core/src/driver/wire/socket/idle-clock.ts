import { monotonicNow } from './timing-wheel.js';

/** A smaller difference between the clocks may come from rounding, in milliseconds. */
const LEAST_JUMP = 1000;

/** How far the time of day was ahead of the monotonic clock. */
let ahead = Date.now() - monotonicNow();
let slept = 0;

/**
 * Milliseconds on a clock that goes on while the machine sleeps, as the server's does: on Linux the
 * monotonic clock stands still then. A time of day that is set forward counts as sleep, and costs no more
 * than idle connections.
 */
export function idleNow(): number {
  const now = monotonicNow();
  const jump = Date.now() - now - ahead;
  if (jump >= LEAST_JUMP || jump <= -LEAST_JUMP) {
    ahead += jump;
    if (jump > 0) slept += jump;
  }
  return now + slept;
}
