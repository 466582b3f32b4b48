import { types } from 'node:util';
import { DIGEST_SIZE, PARTITION_COUNT, partitionId as partitionOf } from '@aeroform/protocol';
import type { PartitionPosition } from '../driver/driver.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { checkFields } from '../parameter/call-parameter.js';

/** The partitions that a query reads: `begin` to `begin + count - 1`. */
export interface PartitionFilter {
  /** First partition, 0 to 4095. */
  readonly begin: number;
  /** How many partitions, at least 1. */
  readonly count: number;
  /** Digest in the first partition: only what the server keeps behind it is read of that one. */
  readonly after?: Uint8Array;
}

/** All partitions: the default. */
export function partitionFilterAll(): PartitionFilter {
  return Object.freeze({ begin: 0, count: PARTITION_COUNT });
}

/**
 * One partition.
 *
 * @param partitionId - 0 to 4095.
 */
export function partitionFilterById(partitionId: number): PartitionFilter {
  return partitionFilterByRange(partitionId, 1);
}

/**
 * What its partition keeps behind a record, which may have been removed since; not for queries with a
 * predicate, which go on with a cursor.
 *
 * @param digest - of the record: the fourth part of its key.
 */
export function partitionFilterAfter(digest: Uint8Array): PartitionFilter {
  const bytes = Buffer.from(checkDigest(digest, 'digest'));
  const begin = partitionOf(bytes);
  return checkPartitionFilter(Object.freeze({ begin, count: 1, after: bytes }));
}

/**
 * Partitions `begin` to `begin + count - 1`.
 *
 * @throws {InvalidArgError} when one of them is not of 0 to 4095, or there are none.
 */
export function partitionFilterByRange(begin: number, count: number): PartitionFilter {
  return checkPartitionFilter(Object.freeze({ begin, count }));
}

/** @throws {InvalidArgError} unless it is a filter as the functions above make it. */
export function checkPartitionFilter(filter: PartitionFilter): PartitionFilter {
  if (typeof filter !== 'object' || filter === null) {
    throw invalidArg('partitions', filter, 'a partition filter');
  }
  checkFields(filter, 'partitions', ['begin', 'count', 'after']);
  const { begin, count, after } = filter;
  if (!Number.isInteger(begin) || begin < 0 || begin >= PARTITION_COUNT) {
    throw invalidArg('begin', begin, `a partition of 0 to ${PARTITION_COUNT - 1}`);
  }
  if (!Number.isInteger(count) || count < 1) throw invalidArg('count', count, 'at least 1');
  if (begin + count > PARTITION_COUNT) {
    throw new InvalidArgError(
      `count must be at most ${PARTITION_COUNT - begin} from partition ${begin} on; got ${count}`,
      { argument: 'count' },
    );
  }
  if (after !== undefined && partitionOf(checkDigest(after, 'after')) !== begin) {
    throw invalidArg('after', after, `a digest of partition ${begin}`);
  }
  return filter;
}

/** Where a query of these partitions starts; null for the start of all of them. */
export function startingPositions({
  begin,
  count,
  after,
}: PartitionFilter): PartitionPosition[] | null {
  if (after === undefined) return null;
  return Array.from({ length: count }, (_, i) => ({
    id: begin + i,
    digest: i === 0 ? Buffer.from(after) : undefined,
    indexValue: undefined,
  }));
}

function checkDigest(digest: Uint8Array, path: string): Uint8Array {
  if (types.isUint8Array(digest) && digest.length === DIGEST_SIZE) return digest;
  throw invalidArg(path, digest, `a digest of ${DIGEST_SIZE} bytes`);
}
