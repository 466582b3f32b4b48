import type { Clock } from '../storage/clock.js';
import { type Duration, parseDuration } from '../storage/duration.js';

/** The clock of a server or cluster, in the hands of a test. */
export interface ClockControl {
  /** The time of the server in milliseconds since 1970-01-01 UTC. */
  now(): number;

  /**
   * Moves the clock forward: records expire without anybody waiting. Time moves at once; the promise
   * resolves when the sweeps that were due in between are done, in namespaces with an `nsupPeriod`:
   * records that had expired by the latest of them are gone from memory and secondary indexes, and the
   * statistics count them. Without a period expired records are not found, but stay in memory, as in
   * the real server. Clients reckon the remaining time to live by their own clock, which this does not
   * move.
   *
   * @param duration - milliseconds, or a text such as `500ms`, `30s`, `5m`, `2h`, `31d`, `1w`; 0 to
   *   100 years: time does not run backwards.
   * @throws {EmbeddedError} `EMBEDDED_OPTION` on anything else.
   */
  advance(duration: Duration): Promise<void>;

  /**
   * Stops the clock: time then only moves by {@link advance}, and by the millisecond that has to lie
   * between a write and a truncation behind it. Doing it again changes nothing.
   */
  freeze(): void;

  /** Lets the clock run on from where it stands, without making up for the time it stood. */
  resume(): void;
}

/** What tests may do with a clock. */
export function clockControl(clock: Clock): ClockControl {
  return {
    now: () => clock.now(),
    advance: async (duration) => clock.advance(parseDuration(duration)),
    freeze: () => clock.freeze(),
    resume: () => clock.resume(),
  };
}
