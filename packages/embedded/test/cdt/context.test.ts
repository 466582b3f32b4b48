import {
  CdtContextFlag,
  CdtContextType,
  CdtReturnType,
  ListOp,
  MapOp,
  WIRE_WILDCARD,
} from '@aeroform/protocol';
import { answerOf, type Call, outcomeOf, within } from './run';
import { keyOrdered, ordered, type Plain } from './wire-notation';

const { listIndex, listRank, listValue, mapIndex, mapRank, mapKey, mapValue } = CdtContextType;
const {
  createListUnordered,
  createListUnorderedPad,
  createListOrdered,
  createMapUnordered,
  createMapKeyOrdered,
  createMapKeyValueOrdered,
  persistIndex,
} = CdtContextFlag;
const SIZE: Call = [ListOp.size];
const APPEND: Call = [ListOp.append, 9];

type Case = [title: string, before: Plain | undefined, call: Call, outcome: string];

const LISTS: Plain = [[3], [1, 2], []];
const MAPS: Plain = { a: [3], b: [1, 2], c: [] };

describe('operations in a context', () => {
  it.each<[string, Plain, Call, string]>([
    ['list index', LISTS, within([listIndex, 1], SIZE), '2'],
    ['negative list index', LISTS, within([listIndex, -3], SIZE), '1'],
    ['list rank', LISTS, within([listRank, 0], SIZE), '0'],
    ['list value', LISTS, within([listValue, [1, 2]], SIZE), '2'],
    ['list value with a wildcard', LISTS, within([listValue, [1, WIRE_WILDCARD]], SIZE), '2'],
    ['map index', MAPS, within([mapIndex, 1], SIZE), '2'],
    ['map rank', MAPS, within([mapRank, -1], SIZE), '1'],
    ['map key', MAPS, within([mapKey, 'b'], SIZE), '2'],
    ['map value', MAPS, within([mapValue, [3]], SIZE), '1'],
    [
      'several steps',
      [{ a: [1, [2, 3, 4]] }],
      within([listIndex, 0, mapKey, 'a', listIndex, 1], SIZE),
      '3',
    ],
    ['an index for either', MAPS, within([0, 1], SIZE), '2'],
  ])('reads by %s', (_title, value, call, answer) => {
    expect(answerOf(value, call)).toBe(answer);
  });

  it.each<[string, Plain, Call, string]>([
    ['an index out of range', LISTS, within([listIndex, 3], SIZE), '!26'],
    ['a missing key', MAPS, within([mapKey, 'x'], SIZE), '!26'],
    ['a key with a wildcard', MAPS, within([mapKey, WIRE_WILDCARD], SIZE), '!26'],
    ['a step for lists into a map', MAPS, within([listIndex, 0], SIZE), '!26'],
    ['a step into an integer', [1], within([listIndex, 0, listIndex, 0], SIZE), '!26'],
    ['an operation of another type', MAPS, within([mapKey, 'a'], [MapOp.size]), '!12'],
    ['an unknown step', LISTS, within([0x14, 0], SIZE), '!26'],
    ['half a step', LISTS, within([listIndex], SIZE), '!4'],
    ['no step', LISTS, within([], SIZE), '!4'],
    ['a bin that is no list or map', 1, within([listIndex, 0], SIZE), '!4'],
    ['a read that would create', MAPS, within([mapKey | createMapUnordered, 'x'], SIZE), '!26'],
  ])('refuses %s', (_title, value, call, answer) => {
    expect(answerOf(value, call)).toBe(answer);
  });

  it.each<Case>([
    ['a nested list', LISTS, within([listIndex, 1], APPEND), '3 → [[3] [1 2 9] []]'],
    ['a list in a map', MAPS, within([mapKey, 'c'], APPEND), '1 → {a:[3] b:[1 2] c:[9]}'],
    [
      'an element of an ordered list, which moves',
      ordered([1], [3], [5]),
      within([listIndex, 0], [ListOp.set, 0, 4]),
      'nil → <[3] [4] [5]>',
    ],
    ['nothing', { a: [1] }, within([mapKey, 'a'], [ListOp.removeByValue, 5, 9]), '0 → {a:[1]}'],
    [
      'the last element, and keeps the empty list',
      { a: [1] },
      within([mapKey, 'a'], [ListOp.pop, 0]),
      '1 → {a:[]}',
    ],
    [
      'the order, but persists no nested index',
      { a: [2, 1] },
      within([mapKey, 'a'], [ListOp.setType, 0x11]),
      'nil → {a:<1 2>}',
    ],
  ])('modifies %s', (_title, value, call, outcome) => {
    expect(outcomeOf(value, call)).toBe(outcome);
  });

  it.each<Case>([
    [
      'an unordered map',
      undefined,
      within([mapKey | createMapUnordered, 'k'], APPEND),
      '1 → {k:[9]}',
    ],
    [
      'a key-ordered map',
      undefined,
      within([mapKey | createMapKeyOrdered, 'k'], APPEND),
      '1 → {/1 k:[9]}',
    ],
    [
      'a key-value-ordered map',
      undefined,
      within([mapKey | createMapKeyValueOrdered, 'k'], APPEND),
      '1 → {/3 k:[9]}',
    ],
    [
      'an unordered list',
      undefined,
      within([listIndex | createListUnordered, 0], APPEND),
      '1 → [[9]]',
    ],
    [
      'a padded list',
      undefined,
      within([listIndex | createListUnorderedPad, 2], APPEND),
      '1 → [nil nil [9]]',
    ],
    ['an ordered list', undefined, within([listIndex | createListOrdered, 0], APPEND), '1 → <[9]>'],
    [
      'several levels',
      undefined,
      within(
        [mapKey | createMapKeyOrdered, 'k', listIndex, 0, mapKey, 'm'],
        [MapOp.put, 'n', 1, 1],
      ),
      '1 → {/1 k:[{m:{/1 n:1}}]}',
    ],
    [
      'an entry of a map',
      keyOrdered({ b: 1 }),
      within([mapKey | createMapKeyOrdered, 'a'], APPEND),
      '1 → {/1 a:[9] b:1}',
    ],
    [
      'an element at the end',
      [1],
      within([listIndex | createListUnordered, 1], APPEND),
      '1 → [1 [9]]',
    ],
    [
      'nils up to an element',
      [1],
      within([listIndex | createListUnorderedPad, 3], APPEND),
      '1 → [1 nil nil [9]]',
    ],
    [
      'an element of an ordered list, where it belongs',
      ordered(1, [0], [9, 9]),
      within([listIndex | createListOrdered, 3], APPEND),
      '1 → <1 [0] [9] [9 9]>',
    ],
    [
      'an empty list',
      {},
      within([mapKey | createMapUnordered, 'a'], [ListOp.appendItems, []]),
      '0 → {a:[]}',
    ],
    [
      'nothing for an operation that puts nothing there',
      { a: 1 },
      within([mapKey | createMapUnordered, 'b'], [ListOp.clear]),
      'nil → {a:1}',
    ],
    [
      'nothing for a missing bin that stays empty',
      undefined,
      within([mapKey | createMapUnordered, 'b'], [MapOp.put, 'x', 1, 0, 6]),
      '0 → nil',
    ],
  ])('creates %s', (_title, value, call, outcome) => {
    expect(outcomeOf(value, call)).toBe(outcome);
  });

  it.each<Case>([
    ['without a flag', undefined, within([mapKey, 'k'], APPEND), '!26'],
    [
      'behind the end without padding',
      [1],
      within([listIndex | createListUnordered, 2], APPEND),
      '!26',
    ],
    ['a value', [1], within([listValue | createListUnordered, 2], APPEND), '!26'],
    [
      'a rank below',
      undefined,
      within([mapKey | createMapUnordered, 'k', listRank, 0], APPEND),
      '!26',
    ],
    [
      'an index below that needs padding',
      undefined,
      within([mapKey | createMapUnordered, 'k', listIndex, 1], APPEND),
      '!26',
    ],
    [
      'a persisted index below',
      undefined,
      within([mapKey | createMapUnordered, 'k', mapKey | persistIndex, 'k'], APPEND),
      '!26',
    ],
    [
      'elements of something to replace',
      { a: {} },
      within([mapKey | createMapUnordered, 'b'], [MapOp.replaceItems, { x: 1 }]),
      '!23',
    ],
    [
      'a list to be sorted',
      undefined,
      within([mapKey | createMapUnordered, 'b'], [ListOp.sort]),
      '!12',
    ],
  ])('creates nothing: %s', (_title, value, call, outcome) => {
    expect(outcomeOf(value, call)).toBe(outcome);
  });

  it('answers what the nested operation answers', () => {
    expect(
      outcomeOf(
        { a: [1, 2] },
        within([mapKey, 'a'], [ListOp.removeByIndex, CdtReturnType.value, 0]),
      ),
    ).toBe('1 → {a:[2]}');
  });
});
