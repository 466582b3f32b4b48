import type { WireValue } from '@aeroform/protocol';

/** A bin as it is stored. The value is never changed in place. */
export interface StoredBin {
  /** Binary string: one character for each byte of the name. */
  readonly name: string;
  readonly value: WireValue;
}

/** A record as it is stored. */
export interface StoredRecord {
  readonly digest: Buffer;
  /** Binary string; empty for the null set. */
  readonly set: string;
  /** Raw data of the key field (particle type and value), when the client sent the key. */
  readonly userKey: Buffer | undefined;
  /** In the order of their creation; a removed bin is replaced by the last one. */
  readonly bins: readonly StoredBin[];
  readonly generation: number;
  /** Seconds since 2010-01-01 UTC, 0 for never. */
  readonly voidTime: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly lastUpdateTime: number;
}

/** True for what a durable delete leaves: records have bins. */
export function isTombstone(record: StoredRecord): boolean {
  return record.bins.length === 0;
}
