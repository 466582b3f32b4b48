import type { UserRates } from '@aeroform/protocol';

const SECOND = 1000;

/** How fast a user reads, or writes, on one node, and whether a quota allows more. */
export class RateMeter {
  /** Commands that were allowed and are not yet forgotten; the quota is how many per second are. */
  #level = 0;
  #levelAt = 0;
  /** The second that `#count` is of, and the count of the one before it. */
  #second = 0;
  #count = 0;
  #countBefore = 0;
  #limitedQueryRate = 0;
  #limitlessQueries = 0;

  /**
   * Counts a command on one record.
   *
   * @param now - milliseconds.
   * @param quota - records per second, 0 for no limit. Running queries leave less of it.
   * @returns false when the quota does not allow the command.
   */
  take(now: number, quota: number): boolean {
    if (quota > 0 && !this.#fits(now, quota - this.#limitedQueryRate)) return false;
    this.#turn(now);
    this.#count++;
    return true;
  }

  /**
   * Sets the rate of a query apart until it is released.
   *
   * @param rate - its limit of records per second, 0 for none: a quota does not allow that.
   * @param quota - records per second, 0 for no limit.
   * @returns false when the quota does not allow the query.
   */
  reserve(rate: number, quota: number): boolean {
    if (quota > 0 && (rate === 0 || this.#limitedQueryRate + rate > quota)) return false;
    this.#change(rate, 1);
    return true;
  }

  /** A query with this limit has ended. */
  release(rate: number): void {
    this.#change(rate, -1);
  }

  /** What the node tells of it. */
  rates(now: number, quota: number): UserRates {
    this.#turn(now);
    return {
      quota,
      singleRecordRate: this.#countBefore,
      limitedQueryRate: this.#limitedQueryRate,
      limitlessQueries: this.#limitlessQueries,
    };
  }

  #fits(now: number, rate: number): boolean {
    const forgotten = (Math.max(0, now - this.#levelAt) / SECOND) * rate;
    this.#level = Math.max(0, this.#level - forgotten);
    this.#levelAt = now;
    if (this.#level + 1 > rate) return false;
    this.#level++;
    return true;
  }

  #turn(now: number): void {
    const second = Math.floor(now / SECOND);
    if (second === this.#second) return;
    this.#countBefore = second === this.#second + 1 ? this.#count : 0;
    this.#count = 0;
    this.#second = second;
  }

  #change(rate: number, by: 1 | -1): void {
    if (rate === 0) this.#limitlessQueries += by;
    else this.#limitedQueryRate += by * rate;
  }
}
