import {
  BitOp,
  CDT_CONTEXT_CALL,
  CDT_INVERTED,
  CdtContextType,
  CdtReturnType,
  ExpressionCall as System,
  ExpressionOp as Op,
  ExpressionType as Type,
  ListOp,
  MapOp,
  WireList,
  WireMap,
} from '@aeroform/protocol';
import {
  blob,
  blobBin,
  integerBin,
  list,
  listBin,
  map,
  mapBin,
  outcome,
  recordOf,
  REFUSED,
  type Row,
  text,
  textBin,
  type Tree,
  UNKNOWN,
} from './expression-bench.js';

const MODIFY_CDT = System.cdt | System.modify;
const MODIFY_BIT = System.bit | System.modify;
const context = (...steps: (number | string)[]): WireList => new WireList(steps);
const { value, index, count, exists } = CdtReturnType;

const append = (element: Tree, target: Tree): Tree => [
  Op.call,
  Type.list,
  MODIFY_CDT,
  [ListOp.append, element],
  target,
];

describe('calls that read', () => {
  test.each<Row>([
    ['list size', [Op.call, Type.integer, System.cdt, [ListOp.size], listBin('l')], 5],
    ['list element', [Op.call, Type.string, System.cdt, [ListOp.get, -1], listBin('l')], 'x'],
    [
      'elements by a computed value',
      [
        Op.call,
        Type.list,
        System.cdt,
        [ListOp.getByValueRange, index, 2, [Op.add, integerBin('i'), -1]],
        listBin('l'),
      ],
      new WireList([1, 2]),
    ],
    [
      'elements by a literal list',
      [
        Op.call,
        Type.integer,
        System.cdt,
        [ListOp.getByValueList, count | CDT_INVERTED, list(1, 2, 9)],
        listBin('l'),
      ],
      3,
    ],
    [
      'map value by a computed key',
      [Op.call, Type.integer, System.cdt, [MapOp.getByKey, value, text('b')], mapBin('m')],
      2,
    ],
    [
      'whether a key exists',
      [Op.call, Type.boolean, System.cdt, [MapOp.getByKey, exists, text('z')], mapBin('m')],
      false,
    ],
    [
      'an element in a context',
      [
        Op.call,
        Type.integer,
        System.cdt,
        [CDT_CONTEXT_CALL, context(CdtContextType.mapKey, 'k'), [ListOp.size]],
        map({ k: new WireList([7, 8]) }, 1),
      ],
      2,
    ],
    ['bits', [Op.call, Type.integer, System.bit, [BitOp.count, 8, 16], blobBin('b')], 10],
    [
      'bits of a literal',
      [Op.call, Type.blob, System.bit, [BitOp.get, 4, 8], blob('abcd')],
      blob('bc'),
    ],
    [
      'a call on a call',
      [Op.call, Type.integer, System.cdt, [ListOp.size], append(1, listBin('l'))],
      6,
    ],
    [
      'an element that is missing',
      [Op.call, Type.integer, System.cdt, [ListOp.get, 9], listBin('l')],
      UNKNOWN,
    ],
    [
      'a result of another type',
      [Op.call, Type.string, System.cdt, [ListOp.get, 0], listBin('l')],
      UNKNOWN,
    ],
    [
      'a missing bin',
      [Op.call, Type.integer, System.cdt, [ListOp.size], listBin('missing')],
      UNKNOWN,
    ],
    ['nil', [Op.call, Type.integer, System.cdt, [ListOp.size], null], UNKNOWN],
    [
      'an operation for lists on a map',
      [Op.call, Type.integer, System.cdt, [ListOp.size], mapBin('m')],
      UNKNOWN,
    ],
    [
      'an operation that modifies',
      [Op.call, Type.list, System.cdt, [ListOp.append, 1], listBin('l')],
      UNKNOWN,
    ],
    [
      'an operation that does not exist',
      [Op.call, Type.list, System.cdt, [15], listBin('l')],
      UNKNOWN,
    ],
    [
      'an unknown argument',
      [Op.call, Type.integer, System.cdt, [ListOp.get, integerBin('missing')], listBin('l')],
      UNKNOWN,
    ],
  ])('%s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});

describe('calls that modify', () => {
  test.each<Row>([
    ['a bin', append(text('y'), listBin('l')), new WireList([1, 2, 3, 4, 'x', 'y'])],
    ['a literal', append(integerBin('i'), list(1)), new WireList([1, 5])],
    ['nil, which makes a list', append(1, null), new WireList([1])],
    ['what nil became', append(2, append(1, null)), new WireList([1, 2])],
    [
      'a map',
      [Op.call, Type.map, MODIFY_CDT, [MapOp.put, text('d'), 4, 1], mapBin('m')],
      new WireMap(['a', 'b', 'c', 'd'], [1, 2, 3, 4], 1),
    ],
    [
      'a copy, and the answer of the operation is lost',
      [Op.call, Type.list, MODIFY_CDT, [ListOp.pop, 0], listBin('l')],
      new WireList([2, 3, 4, 'x']),
    ],
    [
      'bits',
      [Op.call, Type.blob, MODIFY_BIT, [BitOp.or, 0, 8, blob('f0'), 0], blobBin('b')],
      blob('f142ff'),
    ],
    [
      'an index out of bounds',
      [Op.call, Type.list, MODIFY_CDT, [ListOp.remove, 9], listBin('l')],
      UNKNOWN,
    ],
    [
      'an operation that reads',
      [Op.call, Type.list, MODIFY_CDT, [ListOp.size], listBin('l')],
      UNKNOWN,
    ],
  ])('%s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });

  test('leave the bin as it is', () => {
    const bins = { l: new WireList([1]) };
    const record = recordOf(bins);
    expect(outcome(append(2, listBin('l')), record)).toEqual(new WireList([1, 2]));
    expect(bins.l).toEqual(new WireList([1]));
    expect(outcome(listBin('l'), record)).toBe(bins.l);
  });

  test('count as nil when they are called on nil', () => {
    expect(outcome([Op.call, Type.integer, System.cdt, [ListOp.size], append(1, null)])).toBe(1);
    expect(outcome([Op.mapKeys, append(1, null)])).toBe(UNKNOWN);
    expect(outcome([Op.inList, 1, append(1, null)])).toBe(REFUSED);
    expect(outcome([Op.equal, append(1, null), append(1, null)])).toBe(true);
  });
});

describe('calls that are refused', () => {
  const size = [ListOp.size];

  test.each<Row>([
    [
      'a list operation on an integer',
      [Op.call, Type.integer, System.cdt, size, integerBin('i')],
      REFUSED,
    ],
    [
      'a bit operation on a list',
      [Op.call, Type.integer, System.bit, [BitOp.count, 0, 8], listBin('l')],
      REFUSED,
    ],
    [
      'a bit operation on text',
      [Op.call, Type.integer, System.bit, [BitOp.count, 0, 8], textBin('s')],
      REFUSED,
    ],
    [
      'an HLL operation on a blob',
      [Op.call, Type.integer, System.hll, [50], blobBin('b')],
      REFUSED,
    ],
    ['a system that does not exist', [Op.call, Type.integer, 3, size, listBin('l')], REFUSED],
    ['a type that does not exist', [Op.call, 10, System.cdt, size, listBin('l')], REFUSED],
    ['no operand', [Op.call, Type.integer, System.cdt, size], REFUSED],
    ['an operation without code', [Op.call, Type.integer, System.cdt, [], listBin('l')], REFUSED],
    [
      'an operation that is no list',
      [Op.call, Type.integer, System.cdt, 16, listBin('l')],
      REFUSED,
    ],
    [
      'a context without operation',
      [Op.call, Type.integer, System.cdt, [CDT_CONTEXT_CALL, context(0x10, 0)], listBin('l')],
      REFUSED,
    ],
    [
      'an argument that is ill-typed in itself',
      [Op.call, Type.integer, System.cdt, [ListOp.get, [Op.add, text('x')]], listBin('l')],
      REFUSED,
    ],
  ])('%s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});
