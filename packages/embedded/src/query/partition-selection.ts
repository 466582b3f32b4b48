import { DIGEST_SIZE, FieldType, PARTITION_COUNT, partitionId } from '@aeroform/protocol';
import { type IndexValue, readIndexValue } from '../sindex/index-value.js';
import type { SindexType } from '../sindex/sindex-definition.js';
import { invalidQuery, type QueryFields } from './query-fields.js';

const PARTITION_ID_SIZE = 2;
const INDEX_VALUE_SIZE = 8;

/** Where a query goes on in a partition: behind this record. */
export interface ResumePoint {
  readonly digest: Buffer;
  /** Index value of the record; 0 in queries without an index. */
  readonly value: IndexValue;
}

/** The partitions that a query asks for, in ascending order. */
export interface PartitionSelection {
  readonly ids: readonly number[];
  readonly resumePoints: ReadonlyMap<number, ResumePoint>;
}

/**
 * Reads the partitions to query in full, and those to go on with, from the fields of a query.
 *
 * @param type - of the queried index, undefined without one.
 * @returns undefined when the query names no partitions.
 * @throws {CommandError} 4 when an array is empty, too large or at odds with another, or names a
 *   partition that does not exist, or one twice.
 */
export function readPartitionSelection(
  fields: QueryFields,
  type: SindexType | undefined,
): PartitionSelection | undefined {
  const ids = fields.field(FieldType.partitionIds);
  const digests = fields.field(FieldType.digests);
  if (ids === undefined && digests === undefined) return undefined;
  const requested = new Uint8Array(PARTITION_COUNT);
  if (ids !== undefined) readIds(ids, requested);
  const resumePoints = new Map<number, ResumePoint>();
  const values = fields.field(FieldType.indexValues);
  if (digests !== undefined) {
    for (const point of readResumePoints(digests, values, type)) {
      const id = partitionId(point.digest);
      request(id, requested);
      resumePoints.set(id, point);
    }
  } else if (values !== undefined) {
    throw invalidQuery('index values without digests');
  }
  return { ids: ALL_PARTITIONS.ids.filter((id) => requested[id] === 1), resumePoints };
}

/** All partitions in full, as background queries take them. */
export const ALL_PARTITIONS: PartitionSelection = {
  ids: Array.from({ length: PARTITION_COUNT }, (_, id) => id),
  resumePoints: new Map(),
};

function readIds(data: Buffer, requested: Uint8Array): void {
  const count = countOf(data, PARTITION_ID_SIZE, 'partition ids');
  for (let i = 0; i < count; i++) request(data.readUInt16LE(i * PARTITION_ID_SIZE), requested);
}

function readResumePoints(
  digests: Buffer,
  values: Buffer | undefined,
  type: SindexType | undefined,
): readonly ResumePoint[] {
  const count = countOf(digests, DIGEST_SIZE, 'digests');
  if (type !== undefined && Math.floor((values?.length ?? 0) / INDEX_VALUE_SIZE) !== count) {
    throw invalidQuery('not as many index values as digests');
  }
  return Array.from({ length: count }, (_, i) => ({
    digest: Buffer.from(digests.subarray(i * DIGEST_SIZE, (i + 1) * DIGEST_SIZE)),
    value:
      type === undefined || values === undefined
        ? 0
        : readIndexValue(values, i * INDEX_VALUE_SIZE, type),
  }));
}

/** Whole elements of an array; a rest is ignored. */
function countOf(data: Buffer, size: number, what: string): number {
  const count = Math.floor(data.length / size);
  if (count === 0 || count > PARTITION_COUNT) throw invalidQuery(`${count} ${what}`);
  return count;
}

function request(id: number, requested: Uint8Array): void {
  if (id >= PARTITION_COUNT || requested[id] === 1) {
    throw invalidQuery(`partition ${id} does not exist or is asked for twice`);
  }
  requested[id] = 1;
}
