import { AEROSPIKE_EPOCH } from '@aeroform/protocol';

/** Does what is due at the time that a clock was advanced to. */
export type AdvanceListener = () => Promise<void>;

/** How a clock stands. */
export type ClockState = {
  /** Milliseconds ahead of the time of day, or of the time at which it was frozen. */
  readonly offset: number;
  /** In milliseconds since 1970-01-01 UTC; null while it runs. */
  readonly frozenAt: number | null;
};

/**
 * Time as the server sees it: the time of day plus an offset. All nodes of a cluster share one clock.
 *
 * It counts milliseconds, and so many things happen in one. What has to come after all writes so far, a
 * truncation, moves it to the next one: see {@link passStamps}.
 */
export class Clock {
  #offset = 0;
  /** It shows no less while it runs, until the time of day has caught up; 0 for nothing. */
  #floor = 0;
  /** The latest time that a write was given. */
  #lastStamp = 0;
  /** The time of day at which the clock was frozen, undefined while it runs. */
  #frozenAt: number | undefined;
  readonly #listeners = new Set<AdvanceListener>();
  /** Its time when it was last set, rather than advanced; at first, when it was made. */
  #setAt: number = Date.now();
  #timesSet = 0;

  /** Milliseconds since 1970-01-01 UTC. */
  now(): number {
    const timeOfDay = this.#frozenAt ?? Date.now();
    return timeOfDay + this.#offsetAt(timeOfDay);
  }

  /** The time of a write: {@link now}, and noted. */
  stamp(): number {
    const now = this.now();
    this.#lastStamp = Math.max(this.#lastStamp, now);
    return now;
  }

  /**
   * A time above that of all writes so far, and not above that of any to come: if there was a write in
   * this millisecond, the next one begins.
   */
  passStamps(): number {
    const now = this.now();
    if (now > this.#lastStamp) return now;
    const next = this.#lastStamp + 1;
    if (this.#frozenAt === undefined) this.#floor = next;
    else this.#offset += next - now;
    return next;
  }

  /** Seconds since 2010-01-01 UTC, as void times count them. */
  nowSeconds(): number {
    return Math.floor(this.now() / 1000) - AEROSPIKE_EPOCH;
  }

  /** How far it is ahead of the time of day, in milliseconds; behind it after it was frozen. */
  get offset(): number {
    return this.#offset + (this.#frozenAt === undefined ? 0 : this.#frozenAt - Date.now());
  }

  /** Puts it so far ahead of the time of day, in milliseconds, running. */
  set offset(milliseconds: number) {
    this.#frozenAt = undefined;
    this.#offset = milliseconds;
    this.#floor = 0;
    this.#noteSetting();
  }

  /** Its time when it was last set, in milliseconds since 1970: what is periodic begins anew then. */
  get setAt(): number {
    return this.#setAt;
  }

  /** How often it was set, rather than advanced: the same moment may be set again and again. */
  get timesSet(): number {
    return this.#timesSet;
  }

  /** How it stands, unmoved by later changes. */
  capture(): ClockState {
    const offset = this.#offsetAt(this.#frozenAt ?? Date.now());
    return { offset, frozenAt: this.#frozenAt ?? null };
  }

  /** Differs after it was frozen, resumed, advanced or set. */
  get revision(): number {
    return this.#offset + (this.#frozenAt ?? 0);
  }

  /** Puts it to how it stood; time may go backwards. */
  restore({ offset, frozenAt }: ClockState): void {
    this.#offset = offset;
    this.#frozenAt = frozenAt ?? undefined;
    this.#floor = 0;
    this.#noteSetting();
  }

  /** Stops the clock. Time then only moves when it is advanced, and past writes before a truncation. */
  freeze(): void {
    if (this.#frozenAt !== undefined) return;
    const timeOfDay = Date.now();
    this.#offset = this.#offsetAt(timeOfDay);
    this.#floor = 0;
    this.#frozenAt = timeOfDay;
  }

  /** Lets the clock run on from where it stands. */
  resume(): void {
    this.#offset = this.offset;
    this.#frozenAt = undefined;
  }

  /**
   * Moves the clock forward at once.
   *
   * @returns when everybody who has something to do by then has done it.
   */
  async advance(milliseconds: number): Promise<void> {
    this.#offset += milliseconds;
    if (this.#floor > 0) this.#floor += milliseconds;
    await Promise.all([...this.#listeners].map((listener) => listener()));
  }

  /**
   * Calls the listener whenever the clock was advanced.
   *
   * @returns what ends that.
   */
  onAdvance(listener: AdvanceListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How far it shows more than a time of day. */
  #offsetAt(timeOfDay: number): number {
    return Math.max(this.#offset, this.#floor - timeOfDay);
  }

  #noteSetting(): void {
    this.#setAt = this.now();
    // What a restore brought with it was written by now.
    this.#lastStamp = this.#setAt;
    this.#timesSet++;
  }
}
