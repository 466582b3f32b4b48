import type { WireValue } from '@aeroform/protocol';

/** What an expression can see of a record. Names and text are binary strings. */
export interface ExpressionRecord {
  /** The value of a bin, undefined when the record has no such bin. */
  bin(name: string): WireValue | undefined;
  readonly setName: string;
  readonly digest: Buffer;
  /** Particle type and value of the stored user key; undefined when it was not stored. */
  readonly userKey: Buffer | undefined;
  /** Seconds since 2010-01-01 UTC, 0 for never. */
  readonly voidTime: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly lastUpdateTime: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
  /** Bytes that the record takes in storage. */
  recordSize(): number;
}
