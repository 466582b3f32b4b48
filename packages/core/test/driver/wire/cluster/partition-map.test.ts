import { encodePartitionBitmap } from '@aeroform/protocol';
import type { Node } from '../../../../src/driver/wire/cluster/node.js';
import { PartitionMap } from '../../../../src/driver/wire/cluster/partition-map.js';

const ALL = encodePartitionBitmap(() => true);
const NONE = encodePartitionBitmap(() => false);
const [a, b] = [{ name: 'A' }, { name: 'B' }] as [Node, Node];

function tell(map: PartitionMap, node: Node, bitmaps: readonly string[], regime = 0): boolean {
  return map.update(node, [{ namespace: 'test', regime, bitmaps }]);
}

const owners = (map: PartitionMap): (string | undefined)[] =>
  [0, 1].map((replica) => map.owner('test', 7, replica)?.name);

describe('the partition map', () => {
  it('keeps the owner it knows until the new one speaks up', () => {
    const map = new PartitionMap();
    tell(map, a, [ALL, NONE]);
    tell(map, b, [NONE, ALL]);
    expect(owners(map)).toEqual(['A', 'B']);
    expect(tell(map, a, [NONE, NONE])).toBe(false);
    expect(owners(map)).toEqual(['A', 'B']);
    expect(tell(map, b, [ALL, NONE])).toBe(true);
    expect(owners(map)).toEqual(['B', 'B']);
  });

  it('takes no answer of an older regime, and any of the same or a newer one', () => {
    const map = new PartitionMap();
    tell(map, a, [ALL, NONE], 5);
    tell(map, b, [ALL, NONE], 4);
    expect(owners(map)[0]).toBe('A');
    tell(map, b, [ALL, NONE], 5);
    expect(owners(map)[0]).toBe('B');
    tell(map, a, [ALL, NONE], 6);
    expect(owners(map)[0]).toBe('A');
    expect(map.isStrong('test')).toBe(true);
  });

  it('has the most replicas that a node tells of', () => {
    const map = new PartitionMap();
    tell(map, a, [ALL, NONE]);
    tell(map, b, [NONE, ALL]);
    expect(map.replicaCount('test')).toBe(2);
    tell(map, a, [ALL]);
    expect(owners(map)).toEqual(['A', 'B']);
    tell(map, b, [NONE]);
    expect(map.replicaCount('test')).toBe(1);
    expect(owners(map)).toEqual(['A', undefined]);
    tell(map, a, [ALL, NONE]);
    tell(map, b, [NONE]);
    expect(map.replicaCount('test')).toBe(2);
  });

  it('forgets a node that is gone, and how many replicas it told of', () => {
    const map = new PartitionMap();
    tell(map, a, [ALL]);
    tell(map, b, [NONE, ALL]);
    map.remove(b);
    expect(map.replicaCount('test')).toBe(1);
    expect(owners(map)).toEqual(['A', undefined]);
    map.remove(a);
    expect(owners(map)).toEqual([undefined, undefined]);
    expect(map.namespaces).toEqual(['test']);
  });
});
