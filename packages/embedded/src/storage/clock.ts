import { AEROSPIKE_EPOCH } from '@aeroform/protocol';

/** Time as the server sees it: the time of day plus an offset that can only grow. */
export class Clock {
  #offset = 0;

  /** Milliseconds since 1970-01-01 UTC. */
  now(): number {
    return Date.now() + this.#offset;
  }

  /** Seconds since 2010-01-01 UTC, as void times count them. */
  nowSeconds(): number {
    return Math.floor(this.now() / 1000) - AEROSPIKE_EPOCH;
  }

  /** Moves the clock forward, so that records expire without anybody waiting. */
  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }
}
