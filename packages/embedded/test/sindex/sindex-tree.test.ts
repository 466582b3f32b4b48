import { partitionId } from '@aeroform/protocol';
import { SindexTree } from '../../src/sindex/sindex-tree.js';
import { digestOf } from '../support/query-message';

/** Digests of one partition, ascending. */
function digestsOfPartition(count: number): readonly Buffer[] {
  return Array.from({ length: count }, (_, i) => {
    const digest = Buffer.alloc(20);
    digest.writeUInt32BE(i, 4);
    return digest;
  });
}

describe('SindexTree', () => {
  it('keeps the entries of a partition in the order of value and digest', () => {
    const tree = new SindexTree();
    const [first, second, third] = digestsOfPartition(3) as [Buffer, Buffer, Buffer];
    tree.add(7, second);
    tree.add(-1, third);
    tree.add(7, first);
    tree.add(2n ** 60n, first);
    const entries = tree.slice(0, { value: -5, digest: undefined }, 2n ** 62n, 10);
    expect(entries.map(({ value }) => value)).toEqual([-1, 7, 7, 2n ** 60n]);
    expect(entries.map(({ digest }) => digest)).toEqual([third, first, second, first]);
  });

  it('adds an entry once and removes only what is there', () => {
    const tree = new SindexTree();
    const [first, second] = digestsOfPartition(2) as [Buffer, Buffer];
    tree.add(1, first);
    tree.add(1, first);
    tree.remove(1, second);
    tree.remove(2, first);
    expect(tree.size).toBe(1);
    tree.remove(1, first);
    expect(tree.size).toBe(0);
    expect(tree.hasBetween(0, 0, 10)).toBe(false);
  });

  it('goes on behind a position, up to a limit and a last value', () => {
    const tree = new SindexTree();
    const digests = digestsOfPartition(10);
    for (const digest of digests) tree.add(5, digest);
    tree.add(6, digests[0] as Buffer);
    const after = { value: 5, digest: digests[3] };
    const slice = tree.slice(0, after, 5, 4);
    expect(slice.map(({ digest }) => digest)).toEqual(digests.slice(4, 8));
    expect(tree.slice(0, { value: 5, digest: digests[9] }, 5, 4)).toEqual([]);
    expect(tree.slice(0, { value: 5, digest: digests[9] }, 6, 4)).toHaveLength(1);
  });

  it('looks into the partition of a digest only', () => {
    const tree = new SindexTree();
    const digest = digestOf(1);
    tree.add(1, digest);
    expect(tree.hasBetween(partitionId(digest), 1, 1)).toBe(true);
    expect(tree.hasBetween((partitionId(digest) + 1) % 4096, 1, 1)).toBe(false);
  });

  it('takes 100,000 entries in ascending, descending and random order in well under a second', () => {
    const digests = Array.from({ length: 100_000 }, (_, i) => digestOf(i));
    for (const valueOf of [
      (i: number) => i,
      (i: number) => -i,
      (i: number) => (i * 7_919) % 100_003,
    ]) {
      const tree = new SindexTree();
      const startedAt = performance.now();
      digests.forEach((digest, i) => tree.add(valueOf(i), digest));
      expect(tree.size).toBe(100_000);
      expect(performance.now() - startedAt).toBeLessThan(3_000);
    }
  });
});
