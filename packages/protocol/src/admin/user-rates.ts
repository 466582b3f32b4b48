import { ByteReader } from '../bytes/byte-reader.js';
import { ByteWriter } from '../bytes/byte-writer.js';

/**
 * What a node tells of the reads, or the writes, of a user. Later servers may tell more: unknown
 * numbers at the end are dropped, missing ones are 0.
 */
export interface UserRates {
  /** Records per second that the roles of the user allow; 0 for no limit. */
  readonly quota: number;
  /** Commands on single records in the last second. */
  readonly singleRecordRate: number;
  /** Records per second that running queries with a limit may use up. */
  readonly limitedQueryRate: number;
  /** Running queries without such a limit. */
  readonly limitlessQueries: number;
}

/** Data of a field of type `readInfo` or `writeInfo`. */
export function encodeUserRates(rates: UserRates): Buffer {
  return new ByteWriter()
    .u8(4)
    .u32(rates.quota)
    .u32(rates.singleRecordRate)
    .u32(rates.limitedQueryRate)
    .u32(rates.limitlessQueries)
    .toBuffer();
}

/**
 * Reads the data of a field of type `readInfo` or `writeInfo`.
 *
 * @throws {WireError} when the data ends too early.
 */
export function readUserRates(data: Buffer): UserRates {
  const reader = new ByteReader(data);
  const count = reader.u8('a count of statistics');
  const numbers = Array.from({ length: count }, () => reader.u32('a statistic'));
  const [quota = 0, singleRecordRate = 0, limitedQueryRate = 0, limitlessQueries = 0] = numbers;
  return { quota, singleRecordRate, limitedQueryRate, limitlessQueries };
}
