import { PARTITION_COUNT } from '@aeroform/protocol';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';

/** The partitions that a query reads: `begin` to `begin + count - 1`. */
export interface PartitionFilter {
  /** First partition, 0 to 4095. */
  readonly begin: number;
  /** How many partitions, at least 1. */
  readonly count: number;
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
  const { begin, count } = filter;
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
  return filter;
}
