import { invalidArg } from '../error/argument-error.js';
import type { Call } from './call.js';

/** Milliseconds; Infinity while nobody wants to know. */
let threshold = Infinity;

/**
 * Sets how long a call may take, for the whole process: one that took longer is logged as a warning.
 * Default `Infinity`: none is.
 *
 * @param milliseconds - from the start of the call to its end, retries included.
 * @throws {InvalidArgError} on anything but a positive number.
 */
export function setSlowCallThreshold(milliseconds: number): void {
  if (typeof milliseconds !== 'number' || !(milliseconds > 0)) {
    throw invalidArg('milliseconds', milliseconds, 'a positive number, or Infinity');
  }
  threshold = milliseconds;
}

/** Logs a call that took too long. */
export function noteSlowCall(call: Call): void {
  if (threshold === Infinity) return;
  const duration = performance.now() - call.startedAt;
  if (duration < threshold) return;
  const { retries } = call;
  call.note('warn', 'slow', { duration: Math.round(duration * 1000) / 1000, retries });
}
