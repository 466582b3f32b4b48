import { ExpressionOp as Op, WIRE_INFINITY, WIRE_WILDCARD, WireList } from '@aeroform/protocol';
import {
  blob,
  blobBin,
  booleanBin,
  float,
  floatBin,
  geoBin,
  geojson,
  integerBin,
  list,
  listBin,
  LOWEST,
  map,
  mapBin,
  outcome,
  REFUSED,
  type Row,
  text,
  textBin,
  type Tree,
  unknown,
  UNKNOWN,
} from './expression-bench.js';

const COMPARISONS = [Op.equal, Op.notEqual, Op.greater, Op.greaterOrEqual, Op.less, Op.lessOrEqual];

describe('comparison', () => {
  const EQUAL = [true, false, false, true, false, true];
  const LESS = [false, true, false, false, true, true];
  const GREATER = [false, true, true, true, false, false];
  const UNORDERED = [false, true, false, false, false, false];
  const ALL_UNKNOWN = COMPARISONS.map(() => UNKNOWN);

  const pairs: readonly (readonly [string, Tree, Tree, readonly (boolean | string)[]])[] = [
    ['integers by number', integerBin('i'), 5, EQUAL],
    ['a negative integer below a positive one', integerBin('n'), 5, LESS],
    ['integers of 64 bits exactly', LOWEST, LOWEST + 1n, LESS],
    ['unsigned integers of 64 bits as negative ones', 2n ** 64n - 1n, -1, EQUAL],
    ['floats by number', floatBin('f'), float(1), GREATER],
    ['-0.0 as 0.0', float(-0), float(0), EQUAL],
    ['NaN as equal to nothing', float(Number.NaN), float(Number.NaN), UNORDERED],
    ['false below true', booleanBin('u'), booleanBin('t'), LESS],
    ['text byte by byte', textBin('s'), text('help'), LESS],
    ['text before its own beginning', text('ab'), text('a'), GREATER],
    ['text by byte, not by character', text('\u{ff}'), text('z'), GREATER],
    ['bytes', blobBin('b'), blob('0142'), GREATER],
    ['nil as nil', null, null, EQUAL],
    ['lists element by element', listBin('l'), list(1, 2, 4), LESS],
    ['a list behind its own beginning', listBin('l'), list(1, 2), GREATER],
    ['elements by type first', list(1, true), list(1, 5), LESS],
    ['ordered maps', mapBin('m'), map({ a: 1, b: 2, c: 3 }, 1), EQUAL],
    ['maps by size first', mapBin('m'), map({ z: 1 }, 1), GREATER],
    ['maps without order not at all', mapBin('um'), map({ a: 1, b: 2, c: 3 }, 1), ALL_UNKNOWN],
    ['empty maps, which need no order', map({}), map({}), EQUAL],
    ['lists up to the first difference only', list(1, map({ a: 1 })), list(2, map({ a: 1 })), LESS],
    ['a wildcard as equal to all that follows', list(WIRE_WILDCARD, 1), list(9, 2), EQUAL],
    [
      'a wildcard in depth as equal to all that follows',
      list(new WireList([WIRE_WILDCARD]), 1),
      list(new WireList([7]), 2),
      EQUAL,
    ],
    ['infinity as itself', WIRE_INFINITY, WIRE_INFINITY, EQUAL],
    ['infinity and a wildcard', WIRE_INFINITY, WIRE_WILDCARD, EQUAL],
  ];
  const rows = pairs.flatMap(([title, left, right, expected]) =>
    COMPARISONS.map((op, i): Row => [`${title} (${op})`, [op, left, right], expected[i] as string]),
  );

  test.each(rows)('compares %s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });

  test.each<Row>([
    ['a missing bin', [Op.equal, integerBin('missing'), 5], UNKNOWN],
    ['a bin of another type', [Op.equal, integerBin('s'), 5], UNKNOWN],
    ['unknown on the right', [Op.less, booleanBin('t'), unknown], UNKNOWN],
    ['unknown on the left', [Op.less, unknown, booleanBin('t')], UNKNOWN],
  ])('is unknown for %s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });

  test.each<Row>([
    ['values of two types', [Op.equal, 1, float(1)], REFUSED],
    ['one operand', [Op.equal, 1], REFUSED],
    ['three operands', [Op.equal, 1, 1, 1], REFUSED],
    ['GeoJSON', [Op.equal, geoBin('g'), geoBin('g')], REFUSED],
    ['a list and an infinity', [Op.equal, list(1), WIRE_INFINITY], REFUSED],
  ])('refuses %s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});

describe('geo_compare', () => {
  const circle = geojson('AeroCircle', [[-122, 37.5], 10_000]);
  const farCircle = geojson('AeroCircle', [[0, 0], 10_000]);

  test.each<Row>([
    ['a point in a region', [Op.geoCompare, geoBin('g'), circle], true],
    ['a region around a point', [Op.geoCompare, circle, geoBin('g')], true],
    ['a point outside of a region', [Op.geoCompare, geoBin('g'), farCircle], false],
    ['two points', [Op.geoCompare, geoBin('g'), geoBin('g')], false],
    ['two regions', [Op.geoCompare, circle, circle], false],
    ['a missing bin', [Op.geoCompare, geoBin('missing'), circle], UNKNOWN],
    ['text', [Op.geoCompare, textBin('s'), circle], REFUSED],
    ['a literal that is no GeoJSON', [Op.geoCompare, geoBin('g'), geojson('Blot', 1)], REFUSED],
  ])('answers for %s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});
