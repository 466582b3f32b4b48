import { type ActualSindex, buildingOf } from '../../src/sindex/actual-sindex.js';
import type { DeclaredSindex } from '../../src/sindex/declared-sindex.js';
import { describeSetIndex, describeSindex } from '../../src/sindex/describe-sindex.js';
import { diffSindexes, matchSindexes } from '../../src/sindex/sindex-diff.js';

const place = { namespace: 'test', set: 'orders' };

const definition = (bin: string): string =>
  describeSindex({
    ...place,
    bin,
    type: 'string',
    collection: 'default',
    context: null,
    expression: null,
  });

const declared = (name: string, bin: string): DeclaredSindex => ({
  kind: 'bin',
  ...place,
  name,
  label: `Order.${bin}`,
  definition: definition(bin),
  binName: bin,
  steps: [],
  type: 'string',
  collection: 'default',
});

const actual = (name: string, bin: string, set = 'orders'): ActualSindex => ({
  namespace: 'test',
  set,
  name,
  definition: definition(bin),
  isSetIndex: false,
});

describe('comparing declared indexes with those of the server', () => {
  test('each is missing, present, of another thing, or under another name', () => {
    const onServer = [
      actual('a', 'x'),
      actual('b', 'other'),
      actual('old', 'z'),
      actual('extra', 'q'),
      actual('foreign', 'f', 'elsewhere'),
    ];
    const matches = matchSindexes(
      [declared('a', 'x'), declared('b', 'y'), declared('c', 'z'), declared('d', 'w')],
      onServer,
    );
    expect(matches.map(({ state }) => state)).toEqual(['present', 'taken', 'renamed', 'missing']);
    expect(diffSindexes(matches, onServer, [])).toEqual({
      create: ['d'],
      drop: ['extra'],
      mismatched: [{ name: 'b', declared: definition('y'), actual: definition('other') }],
      renamed: [{ name: 'c', actual: 'old' }],
      building: [],
    });
  });

  test('an index of a set is the same whatever its name is', () => {
    const set: DeclaredSindex = {
      kind: 'set',
      ...place,
      name: 'orders_set',
      label: 'Order',
      definition: describeSetIndex(place),
    };
    const onServer = {
      ...actual('any', ''),
      definition: describeSetIndex(place),
      isSetIndex: true,
    };
    const matches = matchSindexes([set], [onServer]);
    expect(matches[0]).toMatchObject({ state: 'present', actual: { name: 'any' } });
    expect(diffSindexes(matches, [onServer], []).drop).toEqual([]);
  });
});

describe('the state of an index on the nodes', () => {
  const node = (nodeName: string, state: 'RW' | 'WO' | 'ERROR', loadPercent: number) => ({
    nodeName,
    state,
    loadPercent,
    entries: 0,
    usedBytes: 0,
    entriesPerValue: null,
    entriesPerRecord: null,
  });

  test('one that all nodes can answer from is ready', () => {
    const status = { name: 'a', state: 'RW', loadPercent: 100, nodes: [node('A', 'RW', 100)] };
    expect(buildingOf(status as never, ['A'])).toBeNull();
  });

  test('nodes that build, have failed, or do not know it are named', () => {
    const nodes = [node('A', 'RW', 100), node('B', 'WO', 40), node('C', 'ERROR', 7)];
    const status = { name: 'a', state: 'ERROR' as const, loadPercent: 0, nodes };
    expect(buildingOf(status, ['A', 'B', 'C', 'D'])).toEqual({
      name: 'a',
      loadPercent: 0,
      nodes: [
        { node: 'B', state: 'WO', loadPercent: 40 },
        { node: 'C', state: 'ERROR', loadPercent: 7 },
        { node: 'D', state: 'missing', loadPercent: 0 },
      ],
    });
  });
});
