import { FieldType } from '@aeroform/protocol';
import { readPartitionSelection } from '../../src/query/partition-selection.js';
import type { QueryFields } from '../../src/query/query-fields.js';
import { digestOf, partitions } from '../support/query-message';

function fields(data: Partial<Record<number, Buffer>>): QueryFields {
  return { field: (type) => data[type] };
}

const ids = (...numbers: number[]): Buffer => partitions(numbers).data as Buffer;
const refused = expect.objectContaining({ resultCode: 4 });

describe('readPartitionSelection', () => {
  it('is undefined without partitions', () => {
    expect(readPartitionSelection(fields({}), undefined)).toBeUndefined();
  });

  it('gives partitions in ascending order, resumed ones among them', () => {
    const digest = digestOf(1);
    const partition = digest.readUInt16LE(0) & 4095;
    const selection = readPartitionSelection(
      fields({ [FieldType.partitionIds]: ids(4095, 0), [FieldType.digests]: digest }),
      undefined,
    );
    expect(selection?.ids).toEqual([0, partition, 4095]);
    expect(selection?.resumePoints.get(partition)).toEqual({ digest, value: 0 });
  });

  it('reads index values as signed integers, those of shapes as unsigned', () => {
    const values = Buffer.alloc(8, 0xff);
    const resume = { [FieldType.digests]: digestOf(1), [FieldType.indexValues]: values };
    const valueFor = (type: 'numeric' | 'geo2dsphere'): unknown =>
      [...readPartitionSelection(fields(resume), type)!.resumePoints.values()][0]?.value;
    expect(valueFor('numeric')).toBe(-1);
    expect(valueFor('geo2dsphere')).toBe(2n ** 64n - 1n);
  });

  it.each([
    ['no partitions in the array', { [FieldType.partitionIds]: Buffer.alloc(1) }, undefined],
    ['partition 4096', { [FieldType.partitionIds]: ids(4096) }, undefined],
    ['a partition twice', { [FieldType.partitionIds]: ids(7, 7) }, undefined],
    [
      'a partition in full and resumed',
      { [FieldType.partitionIds]: ids(0), [FieldType.digests]: Buffer.alloc(20) },
      undefined,
    ],
    ['no whole digest', { [FieldType.digests]: Buffer.alloc(19) }, undefined],
    ['digests without index values', { [FieldType.digests]: digestOf(1) }, 'numeric' as const],
    [
      'index values without digests',
      { [FieldType.partitionIds]: ids(1), [FieldType.indexValues]: Buffer.alloc(8) },
      undefined,
    ],
  ])('refuses %s with result code 4', (_, data, type) => {
    expect(() => readPartitionSelection(fields(data), type)).toThrow(refused);
  });
});
