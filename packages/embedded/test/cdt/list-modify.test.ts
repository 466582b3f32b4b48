import { CDT_INVERTED, CdtReturnType, ListOp, WIRE_WILDCARD } from '@aeroform/protocol';
import { type Call, outcomeOf } from './run';
import { blob, double, keyOrdered, ordered, type Plain } from './wire-notation';

const { count, index, value } = CdtReturnType;
const UNIQUE = 1;
const BOUNDED = 2;
const NO_FAIL = 4;
const PARTIAL = 8;
const DESCENDING = 1;
const DROP_DUPLICATES = 2;

type Case = [title: string, before: Plain | undefined, call: Call, outcome: string];

function check(title: string, cases: Case[]): void {
  it.each(cases)(title, (_title, before, call, outcome) => {
    expect(outcomeOf(before, call)).toBe(outcome);
  });
}

describe('operations that modify a list', () => {
  check('adds: %s', [
    ['a value to a missing bin', undefined, [ListOp.append, 5], '1 → [5]'],
    ['a value to a new ordered list', undefined, [ListOp.append, 5, 1, 0], '1 → <5>'],
    ['a value at the end', [3, 1], [ListOp.append, 2], '3 → [3 1 2]'],
    ['a value where it belongs', ordered(1, 3), [ListOp.append, 2], '3 → <1 2 3>'],
    ['several values', [3], [ListOp.appendItems, [2, 1]], '3 → [3 2 1]'],
    ['several values, sorted', ordered(2), [ListOp.appendItems, [3, 1]], '3 → <1 2 3>'],
    ['no values, which creates the list', undefined, [ListOp.appendItems, [], 1, 0], '0 → <>'],
    ['a value in front of an index', [1, 3], [ListOp.insert, 1, 2], '3 → [1 2 3]'],
    ['a value in front of a negative index', [1, 3], [ListOp.insert, -1, 2], '3 → [1 2 3]'],
    ['nils up to an index behind the end', [1], [ListOp.insert, 3, 2], '4 → [1 nil nil 2]'],
    [
      'several values in front of an index',
      [1, 4],
      [ListOp.insertItems, 1, [2, 3]],
      '4 → [1 2 3 4]',
    ],
    ['a map, sorted by key', [], [ListOp.append, { b: 1, a: 2 }], '1 → [{a:2 b:1}]'],
    ['a unique value', [1], [ListOp.append, 2, 0, UNIQUE], '2 → [1 2]'],
    [
      'no value that exists, if it must not fail',
      [1],
      [ListOp.append, 1, 0, UNIQUE | NO_FAIL],
      '1 → [1]',
    ],
    [
      'the new ones of several values',
      [1],
      [ListOp.appendItems, [1, 2], 0, UNIQUE | NO_FAIL | PARTIAL],
      '2 → [1 2]',
    ],
    [
      'a value once that is given twice',
      ordered(1),
      [ListOp.appendItems, [2, 2], 1, UNIQUE | NO_FAIL | PARTIAL],
      '2 → <1 2>',
    ],
    [
      'nothing behind the end, if it must not fail',
      [1],
      [ListOp.insert, 3, 2, BOUNDED | NO_FAIL],
      '1 → [1]',
    ],
  ]);

  check('refuses to add: %s', [
    ['a value that exists', [1], [ListOp.append, 1, 0, UNIQUE], '!24'],
    ['a value that is given twice', [1], [ListOp.appendItems, [2, 2], 0, UNIQUE], '!26'],
    ['partially without no-fail', [1], [ListOp.appendItems, [1, 2], 0, UNIQUE | PARTIAL], '!24'],
    ['behind the end', [1], [ListOp.insert, 3, 2, BOUNDED], '!26'],
    ['in front of the first element', [1], [ListOp.insert, -2, 2], '!26'],
    ['at an index of an ordered list', ordered(1), [ListOp.insert, 0, 2], '!26'],
    ['items that are no list', [1], [ListOp.appendItems, 2], '!4'],
    ['a wildcard', [1], [ListOp.append, WIRE_WILDCARD], '!4'],
    ['to a map', { a: 1 }, [ListOp.append, 2], '!12'],
    ['to an integer', 1, [ListOp.append, 2], '!12'],
  ]);

  check('sets: %s', [
    ['an element', [1, 2, 3], [ListOp.set, 1, 'b'], 'nil → [1 b 3]'],
    ['an element behind the end', [1], [ListOp.set, 2, 'b'], 'nil → [1 nil b]'],
    ['a value again in its place', [1, 2], [ListOp.set, 1, 2, UNIQUE], 'nil → [1 2]'],
    ['nothing in an ordered list', ordered(1), [ListOp.set, 0, 2], '!26'],
    ['no value that exists elsewhere', [1, 2], [ListOp.set, 1, 1, UNIQUE], '!24'],
    ['a sum of integers', [1, 2], [ListOp.increment, 1, 5], '7 → [1 7]'],
    ['one more without a number', [1], [ListOp.increment, 0], '2 → [2]'],
    ['a sum of doubles', [double(1.5)], [ListOp.increment, 0, double(0.25)], '1.75 → [1.75]'],
    ['an integer, whose sum stays one', [1], [ListOp.increment, 0, double(2.9)], '3 → [3]'],
    [
      'a sum modulo 2^64',
      [9223372036854775807n],
      [ListOp.increment, 0, 1],
      '-9223372036854775808 → [-9223372036854775808]',
    ],
    ['a sum where it belongs', ordered(1, 2, 5), [ListOp.increment, 0, 3], '4 → <2 4 5>'],
    ['the number itself behind the end', [1], [ListOp.increment, 2, 5], '5 → [1 nil 5]'],
    ['no sum of a string', ['a'], [ListOp.increment, 0, 1], '!4'],
    ['no sum with a string', [1], [ListOp.increment, 0, 'a'], '!4'],
    ['no sum behind the end of an ordered list', ordered(1), [ListOp.increment, 2, 5], '!26'],
  ]);

  check('removes: %s', [
    ['and answers an element', [1, 2, 3], [ListOp.pop, -1], '3 → [1 2]'],
    ['and answers a range', [1, 2, 3], [ListOp.popRange, 1], '[2 3] → [1]'],
    ['and counts an element', [1, 2, 3], [ListOp.remove, 0], '1 → [2 3]'],
    ['and counts a range', [1, 2, 3], [ListOp.removeRange, 1, 5], '2 → [1]'],
    ['all but a range', [1, 2, 3, 4], [ListOp.trim, 1, 2], '2 → [2 3]'],
    ['everything', ordered(1, 2), [ListOp.clear], 'nil → <>'],
    ['by index', [1, 2, 3], [ListOp.removeByIndex, value, 1], '2 → [1 3]'],
    ['by value', [1, 2, 1], [ListOp.removeByValue, index, 1], '[0 2] → [2]'],
    ['only the first by value', [1, 2, 1], [ListOp.removeFirstByValue, index, 1], '0 → [2 1]'],
    ['by rank', [3, 1, 2], [ListOp.removeByRank, value, 0], '1 → [3 2]'],
    [
      'all but some values',
      [1, 2, 3],
      [ListOp.removeByValueList, count | CDT_INVERTED, [2]],
      '2 → [2]',
    ],
    [
      'the last elements, and keeps the empty list',
      [1],
      [ListOp.removeByIndexRange, count, 0],
      '1 → []',
    ],
    ['by an interval', ordered(1, 2, 3), [ListOp.removeByValueRange, value, 2], '[2 3] → <1>'],
    ['by ranks', [3, 1, 2], [ListOp.removeByRankRange, value, 1], '[2 3] → [1]'],
    [
      'by ranks relative to a value',
      [3, 1, 2],
      [ListOp.removeByValueRelativeRankRange, value, 2, 0, 1],
      '[2] → [3 1]',
    ],
    [
      'nothing from a missing bin, whatever the arguments',
      undefined,
      [ListOp.removeByIndex, 'a'],
      'nil → nil',
    ],
    ['no element out of range', [1], [ListOp.pop, 1], '!26'],
  ]);

  check('orders: %s', [
    [
      'a list by value',
      [3, 'a', 1, null, blob(1), double(0), [2], true],
      [ListOp.setType, 1],
      'nil → <nil true 1 3 a [2] x01 0.0>',
    ],
    ['no list any more', ordered(1, 2), [ListOp.setType, 0], 'nil → [1 2]'],
    ['a missing bin', undefined, [ListOp.setType, 1], 'nil → <>'],
    ['by unknown flags nothing', [1], [ListOp.setType, 2], '!26'],
    ['ascending', [3, 1, 2], [ListOp.sort], 'nil → [1 2 3]'],
    ['descending', [3, 1, 2], [ListOp.sort, DESCENDING], 'nil → [3 2 1]'],
    ['without doubles', [3, 1, 3, 1], [ListOp.sort, DROP_DUPLICATES], 'nil → [1 3]'],
    [
      'not descending without doubles',
      [3, 1, 3],
      [ListOp.sort, DESCENDING | DROP_DUPLICATES],
      '!4',
    ],
    ['an ordered list not at all', ordered(1, 2), [ListOp.sort, DESCENDING], 'nil → <1 2>'],
    ['no missing bin by sorting', undefined, [ListOp.sort], '!12'],
  ]);

  it('refuses more nils than a record can hold', () => {
    expect(outcomeOf([1], [ListOp.insert, 100_000_000, 2])).toBe('!13');
  });

  it('leaves the order of nested maps and the list itself to their own flags', () => {
    const nested = keyOrdered({ a: [2, 1] });
    expect(outcomeOf([nested], [ListOp.append, ordered(1, 2)])).toBe('2 → [{/1 a:[2 1]} <1 2>]');
  });
});
