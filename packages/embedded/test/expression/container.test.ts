import { ExpressionOp as Op, WIRE_WILDCARD, WireList } from '@aeroform/protocol';
import {
  blob,
  booleanBin,
  float,
  geoBin,
  integerBin,
  list,
  listBin,
  map,
  mapBin,
  outcome,
  REFUSED,
  type Row,
  text,
  textBin,
  UNKNOWN,
} from './expression-bench.js';

describe('in_list', () => {
  test.each<Row>([
    ['an element', [Op.inList, 3, listBin('l')], true],
    ['no element', [Op.inList, 9, listBin('l')], false],
    ['text', [Op.inList, text('x'), listBin('l')], true],
    ['an integer that is a float in the list', [Op.inList, 1, list(float(1))], false],
    ['nil', [Op.inList, null, list(null)], true],
    ['bytes', [Op.inList, blob('01'), list(blob('01'))], true],
    ['a list', [Op.inList, list(1, 2), list(new WireList([1, 2]))], true],
    ['a map, whatever its order', [Op.inList, map({ a: 1 }), list(map({ a: 1 }, 1))], true],
    ['NaN, which equals every float', [Op.inList, float(Number.NaN), list(float(1))], true],
    ['a wildcard', [Op.inList, WIRE_WILDCARD, list(1)], true],
    ['GeoJSON that is not there', [Op.inList, geoBin('g'), listBin('l')], false],
    ['something in an empty list', [Op.inList, 1, list()], false],
    ['an unknown value', [Op.inList, booleanBin('missing'), listBin('l')], UNKNOWN],
    ['an unknown list', [Op.inList, 1, listBin('missing')], UNKNOWN],
    ['something in a map', [Op.inList, 1, mapBin('m')], REFUSED],
    ['something in nothing', [Op.inList, 1], REFUSED],
  ])('looks for %s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});

describe('map_keys and map_values', () => {
  test.each<Row>([
    ['the keys of a bin', [Op.mapKeys, mapBin('m')], new WireList(['a', 'b', 'c'])],
    ['the values of a bin', [Op.mapValues, mapBin('m')], new WireList([1, 2, 3])],
    [
      'the keys of a literal as they stand',
      [Op.mapKeys, map({ b: 1, a: 2 })],
      new WireList(['b', 'a']),
    ],
    ['an empty map', [Op.mapValues, map({})], new WireList([])],
    ['a missing bin', [Op.mapKeys, mapBin('missing')], UNKNOWN],
    ['a list', [Op.mapKeys, listBin('l')], UNKNOWN],
    ['an integer', [Op.mapValues, integerBin('i')], UNKNOWN],
    ['two maps', [Op.mapKeys, mapBin('m'), mapBin('m')], REFUSED],
  ])('take %s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});

describe('literals', () => {
  test.each<Row>([
    ['a quoted list', list(1, 'a', new WireList([])), new WireList([1, 'a', new WireList([])])],
    ['a map as it stands', map({ b: 1, a: 2 }), map({ b: 1, a: 2 })],
    ['an ordered map', map({ a: 1 }, 1), map({ a: 1 }, 1)],
    ['nil', null, null],
    ['text', text('\u{c3}\u{a9}'), '\u{c3}\u{a9}'],
    ['an unsigned integer, which becomes signed', 2n ** 64n - 2n, -2],
    ['a quote without list', [Op.quote, 1], REFUSED],
    ['a quote of two lists', [Op.quote, new WireList([]), new WireList([])], REFUSED],
    ['a wildcard alone', WIRE_WILDCARD, REFUSED],
    ['text without its type', 'raw', REFUSED],
    ['an empty text without its type', '', REFUSED],
    ['a list that is not quoted', [text('a')], REFUSED],
    ['an operation without code', [], REFUSED],
    ['an operation that does not exist', [120], REFUSED],
    ['an operation with a negative code', [-1], REFUSED],
    ['an operation as operand of a type that does not fit', [Op.not, textBin('s')], REFUSED],
  ])('%s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});
