import { CDT_INVERTED, CdtReturnType, MapOp, WIRE_INFINITY } from '@aeroform/protocol';
import { type Call, outcomeOf } from './run';
import { blob, double, entries, keyOrdered, ordered, type Plain } from './wire-notation';

const { count, key, keyValue, value } = CdtReturnType;
const CREATE_ONLY = 1;
const UPDATE_ONLY = 2;
const NO_FAIL = 4;
const PARTIAL = 8;

type Case = [title: string, before: Plain | undefined, call: Call, outcome: string];

function check(title: string, cases: Case[]): void {
  it.each(cases)(title, (_title, before, call, outcome) => {
    expect(outcomeOf(before, call)).toBe(outcome);
  });
}

describe('operations that modify a map', () => {
  check('puts: %s', [
    ['an entry into a missing bin', undefined, [MapOp.put, 'a', 1], '1 → {a:1}'],
    ['an entry into a new key-ordered map', undefined, [MapOp.put, 'a', 1, 1], '1 → {/1 a:1}'],
    [
      'an entry into a new key-value-ordered map',
      undefined,
      [MapOp.put, 'a', 1, 3],
      '1 → {/3 a:1}',
    ],
    ['an entry by key', { b: 1 }, [MapOp.put, 'a', 2], '2 → {a:2 b:1}'],
    ['a new value', { a: 1 }, [MapOp.put, 'a', 2], '1 → {a:2}'],
    [
      'keys of all types in their order',
      entries(0, ['b', 1]),
      [MapOp.putItems, entries(0, [blob(1), 3], [5, 2], ['a', 4])],
      '4 → {5:2 a:4 b:1 x01:3}',
    ],
    [
      'several entries',
      keyOrdered({ a: 1, c: 3 }),
      [MapOp.putItems, { b: 2, c: 4 }, 1],
      '3 → {/1 a:1 b:2 c:4}',
    ],
    ['no entries, which creates the map', undefined, [MapOp.putItems, {}, 1], '0 → {/1}'],
    ['only new entries', { a: 1 }, [MapOp.put, 'b', 2, 0, CREATE_ONLY], '2 → {a:1 b:2}'],
    ['only present entries', { a: 1 }, [MapOp.put, 'a', 2, 0, UPDATE_ONLY], '1 → {a:2}'],
    [
      'nothing, if it must not fail',
      { a: 1 },
      [MapOp.put, 'a', 2, 0, CREATE_ONLY | NO_FAIL],
      '1 → {a:1}',
    ],
    [
      'all entries or none',
      { a: 1 },
      [MapOp.putItems, { a: 2, b: 3 }, 0, CREATE_ONLY | NO_FAIL],
      '1 → {a:1}',
    ],
    [
      'the entries that are allowed',
      { a: 1 },
      [MapOp.putItems, { a: 2, b: 3 }, 0, CREATE_ONLY | NO_FAIL | PARTIAL],
      '2 → {a:1 b:3}',
    ],
    [
      'all entries partially into an empty map',
      {},
      [MapOp.putItems, { a: 2 }, 0, UPDATE_ONLY | NO_FAIL | PARTIAL],
      '1 → {a:2}',
    ],
    ['by the older add', { a: 1 }, [MapOp.add, 'b', 2], '2 → {a:1 b:2}'],
    ['by the older add of several', { a: 1 }, [MapOp.addItems, { b: 2 }], '2 → {a:1 b:2}'],
    ['by the older replace', { a: 1 }, [MapOp.replace, 'a', 2], '1 → {a:2}'],
    [
      'by the older replace of several',
      { a: 1, b: 2 },
      [MapOp.replaceItems, { b: 3 }],
      '2 → {a:1 b:3}',
    ],
  ]);

  check('refuses to put: %s', [
    ['a key that exists', { a: 1 }, [MapOp.put, 'a', 2, 0, CREATE_ONLY], '!24'],
    ['a key that does not exist', { a: 1 }, [MapOp.put, 'b', 2, 0, UPDATE_ONLY], '!23'],
    ['by the older add over a key', { a: 1 }, [MapOp.add, 'a', 2], '!24'],
    ['by the older replace without the key', { a: 1 }, [MapOp.replace, 'b', 2], '!23'],
    ['by the older replace without a map', undefined, [MapOp.replaceItems, { a: 1 }], '!23'],
    ['a double as key', {}, [MapOp.put, double(1), 2], '!4'],
    ['nil as key', {}, [MapOp.put, null, 2], '!4'],
    ['a key twice', {}, [MapOp.putItems, entries(0, ['a', 1], ['a', 2])], '!4'],
    [
      'entries that are not in the announced order',
      {},
      [MapOp.putItems, entries(1, ['b', 1], ['a', 2])],
      '!4',
    ],
    ['infinity', {}, [MapOp.put, 'a', WIRE_INFINITY], '!4'],
    ['entries that are no map', {}, [MapOp.putItems, [1]], '!4'],
    ['into a list', [1], [MapOp.put, 'a', 1], '!12'],
  ]);

  check('adds numbers: %s', [
    ['to a value', { a: 1 }, [MapOp.increment, 'a', 5], '6 → {a:6}'],
    ['to a missing key', { a: 1 }, [MapOp.increment, 'b', 5], '5 → {a:1 b:5}'],
    ['1 without a number', { a: 1 }, [MapOp.increment, 'a'], '2 → {a:2}'],
    ['1 for nil', undefined, [MapOp.increment, 'a', null, 1], '1 → {/1 a:1}'],
    [
      'a double to a double',
      { a: double(1) },
      [MapOp.increment, 'a', double(0.5)],
      '1.5 → {a:1.5}',
    ],
    [
      'the whole part of a double to an integer',
      { a: 1 },
      [MapOp.increment, 'a', double(2.9)],
      '3 → {a:3}',
    ],
    ['a negative number', { a: 1 }, [MapOp.decrement, 'a', 5], '-4 → {a:-4}'],
    [
      'modulo 2^64',
      { a: -9223372036854775808n },
      [MapOp.decrement, 'a', 1],
      '9223372036854775807 → {a:9223372036854775807}',
    ],
    ['to no string', { a: 'x' }, [MapOp.increment, 'a', 1], '!4'],
  ]);

  check('removes: %s', [
    ['by key', { a: 1, b: 2 }, [MapOp.removeByKey, value, 'a'], '1 → {b:2}'],
    ['by keys', { a: 1, b: 2, c: 3 }, [MapOp.removeByKeyList, count, ['c', 'x', 'a']], '2 → {b:2}'],
    [
      'by an interval of keys',
      { a: 1, b: 2, c: 3 },
      [MapOp.removeByKeyRange, key, 'b'],
      '[b c] → {a:1}',
    ],
    ['by index', { a: 1, b: 2 }, [MapOp.removeByIndex, keyValue, -1], '{/8 b:2} → {a:1}'],
    ['by rank', { a: 3, b: 2 }, [MapOp.removeByRank, key, 0], 'b → {a:3}'],
    ['by value', { a: 1, b: 1, c: 2 }, [MapOp.removeByValue, key, 1], '[a b] → {c:2}'],
    ['only the first by value', { a: 1, b: 1 }, [MapOp.removeFirstByValue, key, 1], 'a → {b:1}'],
    [
      'all but some values',
      { a: 1, b: 2 },
      [MapOp.removeByValueList, key | CDT_INVERTED, [2]],
      '[a] → {b:2}',
    ],
    [
      'by a range of ranks',
      { a: 3, b: 1, c: 2 },
      [MapOp.removeByRankRange, key, 1],
      '[c a] → {b:1}',
    ],
    [
      'by a range of indexes',
      { a: 3, b: 1, c: 2 },
      [MapOp.removeByIndexRange, value, 0, 2],
      '[3 1] → {c:2}',
    ],
    [
      'by an interval of values',
      { a: 3, b: 1 },
      [MapOp.removeByValueRange, key, 2, 4],
      '[a] → {b:1}',
    ],
    [
      'by indexes relative to a key',
      { a: 3, b: 1 },
      [MapOp.removeByKeyRelativeIndexRange, key, 'b', 0],
      '[b] → {a:3}',
    ],
    [
      'by ranks relative to a value',
      { a: 3, b: 1 },
      [MapOp.removeByValueRelativeRankRange, key, 2, 0],
      '[a] → {b:1}',
    ],
    ['everything', keyOrdered({ a: 1 }), [MapOp.clear], 'nil → {/1}'],
    ['nothing for a missing key', { a: 1 }, [MapOp.removeByKey, value, 'x'], 'nil → {a:1}'],
    ['nothing from a missing bin', undefined, [MapOp.removeByKey, value, 'x'], 'nil → nil'],
  ]);

  check('orders: %s', [
    ['by key', { a: 1 }, [MapOp.setType, 1], 'nil → {/1 a:1}'],
    ['by key and value', { a: 1 }, [MapOp.setType, 3], 'nil → {/3 a:1}'],
    ['no more', keyOrdered({ a: 1 }), [MapOp.setType, 0], 'nil → {a:1}'],
    ['a missing bin', undefined, [MapOp.setType, 1], 'nil → {/1}'],
    ['by unknown flags nothing', { a: 1 }, [MapOp.setType, 4], '!26'],
  ]);

  it('keeps an ordered list that is put', () => {
    expect(outcomeOf({}, [MapOp.put, 'a', ordered(1, 2)])).toBe('1 → {a:<1 2>}');
  });
});
