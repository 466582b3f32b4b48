import { encodePartitionBitmap } from '@aeroform/protocol';
import {
  newTendState,
  type Node,
  UNKNOWN_GENERATION,
} from '../../../../src/driver/wire/cluster/node.js';
import { PartitionMap } from '../../../../src/driver/wire/cluster/partition-map.js';

const ALL = encodePartitionBitmap(() => true);
const NONE = encodePartitionBitmap(() => false);
const GENERATION = 7;
const [a, b] = ['A', 'B'].map((name) => ({ name, tending: newTendState(undefined) })) as [
  Node,
  Node,
];

beforeEach(() => {
  for (const { tending } of [a, b]) tending.partitionGeneration = GENERATION;
});

function tell(map: PartitionMap, node: Node, bitmaps: readonly string[], regime = 0): boolean {
  return map.update(node, [{ namespace: 'test', regime, bitmaps }]);
}

const owners = (map: PartitionMap): (string | undefined)[] =>
  [0, 1].map((replica) => map.owner('test', 7, replica)?.name);

const generations = (): number[] => [a, b].map(({ tending }) => tending.partitionGeneration);

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

  it('has a node asked again that it takes a partition from', () => {
    const map = new PartitionMap();
    tell(map, a, [ALL, NONE]);
    tell(map, b, [NONE, ALL]);
    tell(map, a, [ALL, NONE]);
    expect(generations()).toEqual([GENERATION, GENERATION]);
    tell(map, b, [ALL, NONE]);
    expect(generations()).toEqual([UNKNOWN_GENERATION, GENERATION]);
  });

  it('has nobody asked again by an answer that it does not take', () => {
    const map = new PartitionMap();
    tell(map, a, [ALL, NONE], 5);
    tell(map, b, [ALL, NONE], 4);
    expect(generations()).toEqual([GENERATION, GENERATION]);
  });

  it('begins anew when nobody is left of those who told of a namespace', () => {
    const map = new PartitionMap();
    tell(map, a, [ALL], 9);
    map.remove(a);
    expect(map.has('test')).toBe(true);
    tell(map, b, [ALL], 2);
    expect(owners(map)).toEqual(['B', undefined]);
    expect(map.isStrong('test')).toBe(true);
    map.remove(b);
    tell(map, a, [ALL]);
    expect(owners(map)).toEqual(['A', undefined]);
    expect(map.isStrong('test')).toBe(false);
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
