/** The longest time to live that servers take: ten years of 365 days, in seconds. */
const MOST_SECONDS = 315_360_000;

/**
 * A time to live in milliseconds, as caches give it, in whole seconds, as servers take it: rounded up,
 * so that nothing is over before its time. What is longer than servers take stays.
 *
 * @param milliseconds - undefined and 0 for an entry that stays.
 * @throws RangeError for what is no number
 */
export function cacheTtl(milliseconds: number | undefined): number | 'never' | 'over' {
  if (milliseconds === undefined || milliseconds === 0) return 'never';
  if (typeof milliseconds !== 'number' || Number.isNaN(milliseconds)) {
    throw new RangeError(`ttl must be milliseconds; got ${String(milliseconds)}`);
  }
  if (milliseconds < 0) return 'over';
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds > MOST_SECONDS ? 'never' : seconds;
}
