import { partitionId } from '@aeroform/protocol';
import { SindexTree } from '../../src/sindex/sindex-tree.js';
import { digestOf } from '../support/query-message';

/** Digests of partition 0, ascending. */
function digestsOfPartition(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    const digest = Buffer.alloc(20);
    digest.writeUInt32BE(i, 4);
    return digest.toString('latin1');
  });
}

describe('SindexTree', () => {
  it('keeps the entries of a partition in the order of value and digest', () => {
    const tree = new SindexTree();
    const [first, second, third] = digestsOfPartition(3) as [string, string, string];
    tree.add(0, { value: 7, digest: second });
    tree.add(0, { value: -1, digest: third });
    tree.add(0, { value: 7, digest: first });
    tree.add(0, { value: 2n ** 60n, digest: first });
    const entries = tree.slice(0, { value: -5, digest: undefined }, 2n ** 62n, 10);
    expect(entries.map(({ value }) => value)).toEqual([-1, 7, 7, 2n ** 60n]);
    expect(entries.map(({ digest }) => digest)).toEqual([third, first, second, first]);
  });

  it('adds an entry once and removes only what is there', () => {
    const tree = new SindexTree();
    const [first, second] = digestsOfPartition(2) as [string, string];
    tree.add(0, { value: 1, digest: first });
    tree.add(0, { value: 1, digest: first });
    tree.remove(0, { value: 1, digest: second });
    tree.remove(0, { value: 2, digest: first });
    expect(tree.size).toBe(1);
    tree.remove(0, { value: 1, digest: first });
    expect(tree.size).toBe(0);
    expect(tree.entriesOf(0)).toEqual([]);
  });

  it('goes on behind a position, up to a limit and a last value', () => {
    const tree = new SindexTree();
    const digests = digestsOfPartition(10);
    for (const digest of digests) tree.add(0, { value: 5, digest });
    tree.add(0, { value: 6, digest: digests[0] as string });
    const after = { value: 5, digest: digests[3] };
    const slice = tree.slice(0, after, 5, 4);
    expect(slice.map(({ digest }) => digest)).toEqual(digests.slice(4, 8));
    expect(tree.slice(0, { value: 5, digest: digests[9] }, 5, 4)).toEqual([]);
    expect(tree.slice(0, { value: 5, digest: digests[9] }, 6, 4)).toHaveLength(1);
  });

  it('looks into one partition only', () => {
    const tree = new SindexTree();
    const [digest] = digestsOfPartition(1) as [string];
    tree.add(0, { value: 1, digest });
    const start = { value: 1, digest: undefined };
    expect(tree.slice(0, start, 1, 10)).toEqual([{ value: 1, digest }]);
    expect(tree.slice(1, start, 1, 10)).toEqual([]);
  });

  it('takes 100,000 entries in ascending, descending and random order in well under a second', () => {
    const digests = Array.from({ length: 100_000 }, (_, i) => digestOf(i)).map((digest) => ({
      partition: partitionId(digest),
      digest: digest.toString('latin1'),
    }));
    for (const valueOf of [
      (i: number) => i,
      (i: number) => -i,
      (i: number) => (i * 7_919) % 100_003,
    ]) {
      const tree = new SindexTree();
      const startedAt = performance.now();
      for (const [i, { partition, digest }] of digests.entries()) {
        tree.add(partition, { value: valueOf(i), digest });
      }
      expect(tree.size).toBe(100_000);
      expect(performance.now() - startedAt).toBeLessThan(3_000);
    }
  });
});
