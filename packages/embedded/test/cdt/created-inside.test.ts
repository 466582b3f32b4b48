import { CdtContextFlag, CdtContextType, ListOp, MapOp, WireMap } from '@aeroform/protocol';
import { type Call, modify, outcomeOf, within } from './run';
import { double, type Plain } from './wire-notation';

const PERSISTED = 0x10;
const FIRST = [CdtContextType.listIndex | CdtContextFlag.createListUnordered, 0];

/** The flags of the list or map that is the first item of a bin after a call in its context. */
function flagsInside(before: Plain | undefined, call: Call): number {
  const list = modify(before, within(FIRST, call)).value as { items: { flags: number }[] };
  return list.items[0]!.flags;
}

describe('the flag of a persisted index inside of a bin', () => {
  it.each<[string, Call, number]>([
    ['a list by its type', [ListOp.setType, PERSISTED | 1], PERSISTED | 1],
    ['a list by an item', [ListOp.append, 5, PERSISTED], PERSISTED],
    ['a list by no items', [ListOp.appendItems, [], PERSISTED | 1], PERSISTED | 1],
    ['a map by its type', [MapOp.setType, PERSISTED], PERSISTED],
    ['a map by no entries', [MapOp.putItems, new WireMap([], [], 0), PERSISTED | 1], PERSISTED | 1],
  ])('stays on %s when the bin is new', (_title, call, flags) => {
    expect(flagsInside(undefined, call)).toBe(flags);
  });

  it.each<[string, Plain | undefined, Call, number]>([
    ['a map with entries in a new bin', undefined, [MapOp.put, 1, 2, PERSISTED | 1], 1],
    ['a list in a bin that was there', [], [ListOp.append, 5, PERSISTED], 0],
    ['a map in a bin that was there', [], [MapOp.setType, PERSISTED | 1], 1],
    ['a list that was there', [[1]], [ListOp.setType, PERSISTED | 1], 1],
  ])('is dropped from %s', (_title, before, call, flags) => {
    expect(flagsInside(before, call)).toBe(flags);
  });
});

it.each<[string, Call]>([
  ['an element that is not there', [ListOp.increment, 0, double(-0)]],
  ['an entry that is not there, downwards', [MapOp.decrement, 'a', double(0)]],
])('Negative zero added to %s is zero', (_title, call) => {
  const { result } = modify(undefined, call);
  expect(Object.is((result as { value: number }).value, 0)).toBe(true);
  expect(outcomeOf(undefined, call)).toMatch(/^0\.0 →/);
});
