import { PartitionProgress } from '../../../src/driver/native/query/partition-progress.js';

const RANGE = { begin: 10, count: 6 };

/** A digest of a partition. */
function digest(partition: number, fill = 0x77): Buffer {
  const bytes = Buffer.alloc(20, fill);
  bytes.writeUInt16LE(partition);
  return bytes;
}

describe('how far a query has read its partitions', () => {
  it('is divided into slices from the first that is left', () => {
    const progress = new PartitionProgress(RANGE, null, false);
    expect(progress.nextSlice(100)).toEqual({ begin: 10, count: 6, positions: null });
    progress.finish({ begin: 10, count: 2 });
    expect(progress.nextSlice(3)).toEqual({ begin: 12, count: 3, positions: null });
    progress.finish({ begin: 12, count: 4 });
    expect(progress.nextSlice(1)).toBeUndefined();
    expect(progress.positions).toEqual([]);
  });

  it('goes on behind the last record of a scan', () => {
    const progress = new PartitionProgress(RANGE, null, false);
    progress.noteRecord(digest(11, 0x90));
    progress.noteRecord(digest(11, 0x20));
    const open = (id: number) => ({ id, digest: undefined, indexValue: undefined });
    const begun = { id: 11, digest: digest(11, 0x20), indexValue: undefined };
    expect(progress.nextSlice(3)?.positions).toEqual([open(10), begun, open(12)]);
    expect(progress.begunOf(RANGE)).toBe(1);
    expect(progress.positions).toHaveLength(6);
  });

  it('takes what the official client tells of an index, and no word of what is done', () => {
    const progress = new PartitionProgress(RANGE, null, true);
    progress.finish({ begin: 10, count: 1 });
    const indexValue = Buffer.alloc(8, 3);
    progress.notePositions([
      { id: 10, digest: digest(10), indexValue },
      { id: 11, digest: digest(11), indexValue },
      { id: 12, digest: undefined, indexValue: undefined },
    ]);
    expect(progress.positions.map(({ id }) => id)).toEqual([11, 12, 13, 14, 15]);
    expect(progress.positions[0]).toEqual({ id: 11, digest: digest(11), indexValue });
  });

  it('puts what is done between others at its end: scans at the least digest, indexes at the last', () => {
    const left = [10, 12].map((id) => ({ id, digest: undefined, indexValue: undefined }));
    const scan = new PartitionProgress(RANGE, left, false).nextSlice(100);
    expect(scan).toMatchObject({ begin: 10, count: 3 });
    expect(scan?.positions?.[1]?.digest?.toString('hex')).toBe(`0b00${'00'.repeat(18)}`);
    const index = new PartitionProgress(RANGE, left, true).nextSlice(100);
    expect(index?.positions?.[1]?.digest?.toString('hex')).toBe(`0bf0${'ff'.repeat(18)}`);
    expect(index?.positions?.[1]?.indexValue?.readBigInt64LE()).toBe(2n ** 63n - 1n);
  });

  it('keeps what is begun apart from many that are not', () => {
    const progress = new PartitionProgress({ begin: 0, count: 200 }, null, false);
    for (const id of [0, 5, 20]) progress.noteRecord(digest(id));
    expect(progress.nextSlice(50)).toMatchObject({ begin: 0, count: 21 });
    progress.finish({ begin: 0, count: 21 });
    expect(progress.nextSlice(50)).toEqual({ begin: 21, count: 50, positions: null });
  });
});
