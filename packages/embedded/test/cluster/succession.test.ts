import { type RankedNode, successionLists } from '../../src/cluster/succession';

function nodes(...rackIds: number[]): RankedNode[] {
  return rackIds.map((rackId, index) => ({ id: `BB${index}`, rackId }));
}

function count(lists: readonly (readonly number[])[], column: number, index: number): number {
  return lists.filter((list) => list[column] === index).length;
}

describe('succession lists', () => {
  it('are the same whenever they are made of the same nodes', () => {
    expect(successionLists(nodes(0, 0, 0), 2)).toEqual(successionLists(nodes(0, 0, 0), 2));
  });

  it('name every node once', () => {
    for (const list of successionLists(nodes(0, 0, 0, 0), 2)) {
      expect([...list].sort((a, b) => a - b)).toEqual([0, 1, 2, 3]);
    }
  });

  it.each([1, 2, 3, 5, 16])('deal the partitions of %i nodes evenly', (size) => {
    const lists = successionLists(nodes(...new Array<number>(size).fill(0)), Math.min(2, size));
    const masters = Array.from({ length: size }, (_, index) => count(lists, 0, index));
    expect(Math.max(...masters) - Math.min(...masters)).toBeLessThanOrEqual(1);
    if (size === 1) return;
    const proles = Array.from({ length: size }, (_, index) => count(lists, 1, index));
    expect(Math.max(...proles)).toBeLessThan((4096 / size) * 1.02 + 1);
  });

  it('put the replicas of a partition into different racks', () => {
    const racks = [1, 1, 2];
    for (const [master, replica] of successionLists(nodes(...racks), 2)) {
      expect(racks[master as number]).not.toBe(racks[replica as number]);
    }
  });

  it('use a rack twice only where there are more replicas than racks', () => {
    const racks = [1, 1, 2, 2];
    for (const list of successionLists(nodes(...racks), 3)) {
      expect(new Set(list.slice(0, 3).map((index) => racks[index])).size).toBe(2);
    }
  });

  it('keep most partitions where they are when a node leaves', () => {
    const [a, b, c, d] = nodes(0, 0, 0, 0) as [RankedNode, RankedNode, RankedNode, RankedNode];
    const before = successionLists([a, b, c, d], 1);
    const after = successionLists([a, b, c], 1);
    const stayed = before.filter(([master], id) => master === after[id]?.[0]).length;
    expect(stayed).toBeGreaterThan(4096 * 0.65);
  });
});
