import { Partition } from '../../src/storage/partition';
import type { StoredRecord } from '../../src/storage/stored-record';

function record(...bytes: number[]): StoredRecord {
  const digest = Buffer.alloc(20);
  digest.set(bytes);
  return {
    digest,
    set: '',
    userKey: undefined,
    bins: [],
    generation: 1,
    voidTime: 0,
    lastUpdateTime: 0,
  };
}

function filled(...records: StoredRecord[]): Partition {
  const partition = new Partition();
  for (const each of records) partition.set(each.digest.toString('latin1'), each);
  return partition;
}

const firstBytes = (records: Iterable<StoredRecord>): number[] =>
  [...records].map(({ digest }) => digest[0] as number);

describe('Partition', () => {
  it('iterates in descending order of the digest bytes', () => {
    const partition = filled(record(0x80), record(0x7f), record(0xff), record(0x00));
    expect(firstBytes(partition.records())).toEqual([0xff, 0x80, 0x7f, 0x00]);
  });

  it('goes on behind a digest that it holds', () => {
    const partition = filled(record(1), record(2), record(3));
    expect(firstBytes(partition.records(record(2).digest))).toEqual([1]);
  });

  it('goes on behind a digest that it does not hold', () => {
    const partition = filled(record(1), record(3));
    expect(firstBytes(partition.records(record(2).digest))).toEqual([1]);
  });

  it('leaves out records that go while it iterates', () => {
    const partition = filled(record(1), record(2), record(3));
    const seen: number[] = [];
    for (const each of partition.records()) {
      seen.push(each.digest[0] as number);
      partition.delete(record(2).digest.toString('latin1'));
    }
    expect(seen).toEqual([3, 1]);
  });

  it('sees records that come after an iteration', () => {
    const partition = filled(record(2));
    expect(firstBytes(partition.records())).toEqual([2]);
    partition.set(record(1).digest.toString('latin1'), record(1));
    expect(firstBytes(partition.records())).toEqual([2, 1]);
  });
});
