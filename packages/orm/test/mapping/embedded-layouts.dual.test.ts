import type { BinValue } from '@aeroform/core';
import {
  Bin,
  Embeddable,
  Embedded,
  Entity,
  getEntityMetadata,
  Id,
  ListBin,
  MappingError,
  Ordinal,
  Since,
  Until,
} from '../../src/index.js';
import { fromBin } from '../../src/mapping/from-bin.js';
import { mapperOf } from '../../src/mapping/mapper-of.js';
import { toBin } from '../../src/mapping/to-bin.js';

@Embeddable({ schemaVersion: 3 })
class Shape {
  @Bin({ type: 'string' }) name!: string;
  @Until(1) @Bin({ type: 'int' }) size?: number;
  @Since(2) @Bin({ type: 'int', default: 7 }) width?: number;
  @Since(3) @Bin({ type: 'int' }) height?: number;
  @Ordinal(0) @Bin({ type: 'string' }) colour!: string;
}

class Line {
  @Id({ type: 'int' }) no!: number;
  @Bin({ type: 'string' }) text!: string;
  @Bin({ type: 'int' }) amount?: number;
}

@Entity()
class Drawing {
  @Id({ type: 'string' }) id!: string;
  @Embedded(() => Shape, { as: 'list' }) shape!: Shape;
  @ListBin(() => Line, { as: 'map' }) lines!: Line[];
  @ListBin(() => 'string', { unique: true }) tags!: string[];
}

const { property } = getEntityMetadata(Drawing);

function write(name: keyof Drawing, value: unknown): BinValue {
  const { value: meta, label } = property.get(name)!;
  return toBin(meta, value, label);
}

function read(name: keyof Drawing, stored: BinValue): unknown {
  const { value: meta, label } = property.get(name)!;
  return fromBin(meta, stored, label);
}

function same(name: keyof Drawing, value: unknown, stored: BinValue): boolean {
  return mapperOf(property.get(name)!.value).same(value, stored);
}

test('a list is written in the newest layout, ordinals first, with its marker', () => {
  const shape = { name: 'box', width: 3, height: 4, colour: 'red', size: 9 };
  expect(write('shape', shape)).toEqual(['red', 'box', 3, 4, '@V3']);
});

test.each<[BinValue, object]>([
  [['red', 'box', 5], { colour: 'red', name: 'box', size: 5, width: 7, height: undefined }],
  [['red', 'box', 3, '@V2'], { colour: 'red', name: 'box', width: 3, height: undefined }],
  [['red', 'box', 3, 4, '@V3'], { colour: 'red', name: 'box', width: 3, height: 4 }],
  [['red', '@V2'], { colour: 'red', name: '@V2', size: undefined, width: 7, height: undefined }],
])('the layout of %j is read', (stored, expected) => {
  const shape = read('shape', stored);
  expect(shape).toBeInstanceOf(Shape);
  expect({ ...(shape as object) }).toEqual(expected);
});

test('a layout that is newer than the class is refused, not misread', () => {
  expect(() => read('shape', ['x', '@V4'])).toThrow(
    /^Drawing\.shape: the record holds layout 4 of Shape, and the class knows up to 3/,
  );
});

test('an older layout counts as changed, the newest as it was', () => {
  expect(same('shape', read('shape', ['red', 'box', 3, '@V2']), ['red', 'box', 3, '@V2'])).toBe(
    false,
  );
  const stored = ['red', 'box', 3, 4, '@V3'];
  expect(same('shape', read('shape', stored), stored)).toBe(true);
});

test('a list as map is stored by the ids of its elements, without them', () => {
  const lines = [
    { no: 2, text: 'b' },
    { no: 1, text: 'a', amount: 4 },
  ];
  expect(write('lines', lines)).toEqual(
    new Map<number, object>([
      [2, { text: 'b' }],
      [1, { text: 'a', amount: 4 }],
    ]),
  );
});

test('a list as map is read with the ids put back, and is unchanged in any order', () => {
  const stored = new Map<number, BinValue>([
    [1, { text: 'a', amount: 4 }],
    [2, { text: 'b' }],
  ]);
  const lines = read('lines', stored) as Line[];
  expect(lines.map((line) => Object.assign({}, line))).toEqual([
    { no: 1, text: 'a', amount: 4 },
    { no: 2, text: 'b', amount: undefined },
  ]);
  expect(lines[0]).toBeInstanceOf(Line);
  expect(same('lines', lines.toReversed(), stored)).toBe(true);
  lines[0]!.text = 'x';
  expect(same('lines', lines, stored)).toBe(false);
});

test.each<[keyof Drawing, unknown, RegExp]>([
  ['lines', [{ text: 'a' }], /^Drawing\.lines\[0\]: needs its no, which is the key of the map/],
  [
    'lines',
    [
      { no: 1, text: 'a' },
      { no: 1, text: 'b' },
    ],
    /^Drawing\.lines\[1\]: has the same no as an element before it/,
  ],
  ['lines', [{ no: 1, text: 5 }], /^Drawing\.lines\[0\]\.text: must be a string/],
  ['lines', 'x', /must be an array/],
  ['tags', ['a', 'b', 'a'], /has the same element at \[0\] and \[2\], but is unique: true/],
  ['shape', { name: 1 }, /^Drawing\.shape\.name: must be a string/],
  ['shape', { nam: 'x' }, /^Drawing\.shape\.nam: is not a property of Shape/],
])('%s: %j is refused', (name, value, message) => {
  expect(() => write(name, value)).toThrow(MappingError);
  expect(() => write(name, value)).toThrow(message);
});
