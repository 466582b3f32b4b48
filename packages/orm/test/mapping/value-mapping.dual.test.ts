import { type BinValue, double, GeoJson, geojson } from '@aeroform/core';
import fc from 'fast-check';
import {
  Bin,
  Embedded,
  Entity,
  Enum,
  GeoBin,
  getEntityMetadata,
  Id,
  ListBin,
  MapBin,
  MappingError,
  SetBin,
} from '../../src/index.js';
import { fromBin } from '../../src/mapping/from-bin.js';
import { toBin } from '../../src/mapping/to-bin.js';

enum Level {
  low,
  high = 5,
}

class Point {
  @Bin({ type: 'int' }) x!: number;
  @Bin({ name: 'why', type: 'int', nullable: false }) y!: number;
  @Bin({ type: 'string', default: 'none' }) label?: string;
}

@Entity()
class Sample {
  @Id() id!: string;
  @Bin({ type: 'int' }) int!: number;
  @Bin({ type: 'double' }) double!: number;
  @Bin({ type: 'bigint' }) bigint!: bigint;
  @Bin({ type: 'string' }) text!: string;
  @Bin({ type: 'date' }) date!: Date;
  @Bin({ type: 'bytes' }) bytes!: Uint8Array;
  @Bin({ type: 'json' }) json!: unknown;
  @Bin() dynamic: unknown;
  @GeoBin() geo!: object;
  @Enum(() => Level) level!: Level;
  @Enum(() => Level, { as: 'name' }) levelName!: Level;
  @Enum(() => ['a', 'b']) letter!: 'a' | 'b';
  @Bin({
    type: 'int',
    convert: { toAerospike: (v: string) => v.length, fromAerospike: (n: number) => 'x'.repeat(n) },
  })
  length!: string;
  @ListBin(() => Point) points!: Point[];
  @ListBin(() => 'int', { maxItems: 2 }) few!: number[];
  @SetBin(() => 'bigint') set!: Set<bigint>;
  @MapBin(() => 'double', { key: 'int' }) map!: Map<number, number>;
  @MapBin(() => 'date', { as: 'object' }) object!: Record<string, Date>;
  @Embedded(() => Point) point!: Point;
  @Embedded(() => Point, { as: 'list' }) listed!: Point;
}

const { property } = getEntityMetadata(Sample);

function write(name: keyof Sample, value: unknown): BinValue {
  const { value: meta, label } = property.get(name)!;
  return toBin(meta, value, label);
}

function read(name: keyof Sample, stored: BinValue): unknown {
  const { value: meta, label } = property.get(name)!;
  return fromBin(meta, stored, label);
}

test.each<[keyof Sample, unknown, BinValue]>([
  ['int', 5, 5],
  ['double', 5, double(5)],
  ['bigint', 5n, 5n],
  ['date', new Date(7), 7],
  ['bytes', Buffer.from('a'), Buffer.from('a')],
  ['json', { a: [1, null] }, '{"a":[1,null]}'],
  ['text', '\ud83d\ude00', '\ud83d\ude00'],
  ['dynamic', { a: [1.5, new Set(['x'])] }, { a: [1.5, ['x']] }],
  ['geo', { type: 'Point', coordinates: [1, 2] }, geojson({ type: 'Point', coordinates: [1, 2] })],
  ['level', Level.high, 5],
  ['levelName', Level.high, 'high'],
  ['letter', 'b', 'b'],
  ['length', 'four', 4],
  ['points', [{ x: 1, y: 2 }], [{ x: 1, why: 2, label: 'none' }]],
  ['set', new Set([2n, 1n]), [2n, 1n]],
  ['map', new Map([[1, 2]]), new Map([[1, double(2)]])],
  ['object', { a: new Date(3) }, new Map([['a', 3]])],
  ['point', { x: 1, y: 2 }, { x: 1, why: 2, label: 'none' }],
  ['listed', { x: 1, y: 2, label: 'l' }, [1, 2, 'l']],
  ['int', null, null],
  ['int', undefined, null],
])('%s: %p is stored as %p', (name, value, stored) => {
  expect(write(name, value)).toEqual(stored);
});

test.each<[keyof Sample, BinValue, unknown]>([
  ['int', 5, 5],
  ['double', 5, 5],
  ['bigint', 5, 5n],
  ['date', 7, new Date(7)],
  ['json', '{"a":1}', { a: 1 }],
  ['dynamic', { a: [1.5] }, { a: [1.5] }],
  ['dynamic', 1.5, 1.5],
  [
    'geo',
    new GeoJson('{"type":"Point","coordinates":[1,2]}'),
    { type: 'Point', coordinates: [1, 2] },
  ],
  ['level', 5, Level.high],
  ['levelName', 'high', Level.high],
  ['length', 2, 'xx'],
  ['set', [1, 2], new Set([1n, 2n])],
  ['map', new Map([[1, 2]]), new Map([[1, 2]])],
  ['object', { a: 3 }, { a: new Date(3) }],
  [
    'listed',
    [1, 2, 'l'],
    Object.assign(Object.create(Point.prototype), { x: 1, y: 2, label: 'l' }),
  ],
  [
    'points',
    [{ why: 2 }],
    [Object.assign(Object.create(Point.prototype), { y: 2, label: 'none' })],
  ],
])('%s: %p is read as expected', (name, stored, value) => {
  expect(read(name, stored)).toEqual(value);
});

test.each<[keyof Sample, unknown, RegExp]>([
  ['geo', { type: 'Point', coordinates: [181, 0] }, /longitude 181 is not within ±180/],
  ['geo', { type: 'Point', coordinates: [0, -90.5] }, /latitude -90\.5 is not within ±90/],
  ['int', 1.5, /^Sample\.int: must be a whole number .*type: 'double'.*got number 1\.5/],
  ['int', 2 ** 53, /'bigint' for larger integers/],
  ['int', 5n, /got bigint 5n/],
  ['int', '5', /got the string "5"/],
  ['bigint', 2n ** 63n, /a bigint of 64 bits/],
  ['double', '1', /must be a number/],
  ['date', new Date(Number.NaN), /must be a valid Date.*; got an invalid Date$/],
  ['bytes', 'x', /must be a Uint8Array or Buffer/],
  ['dynamic', 1.5, /has a fraction.*declare @Bin\(\{ type: 'double' \}\)/],
  ['dynamic', new Date(), /declare @Bin\(\{ type: 'date' \}\)/],
  ['dynamic', [{ a: 2n ** 63n }], /^Sample\.dynamic\[0\]\.a: must fit 64 bits; got bigint 9223/],
  ['dynamic', ['\ud800'], /^Sample\.dynamic\[0\]: .*"\\ud800", which has half of a surrogate pair/],
  ['dynamic', new Map([['\ud800', 1]]), /half of a surrogate pair/],
  ['text', 'a\udc00b', /^Sample\.text: must be a string; got .*"a\\udc00b", which has half of/],
  ['json', { a: [1, Number.NaN] }, /^Sample\.json: JSON has no NaN \(at '1'\): it would be null/],
  ['json', Number.NEGATIVE_INFINITY, /JSON has no -Infinity: it would be null/],
  ['dynamic', { a: [undefined] }, /^Sample\.dynamic\.a\[0\]: cannot be stored/],
  ['dynamic', new Point(), /an instance of Point has no declared type/],
  ['geo', { coordinates: [] }, /a GeoJSON object/],
  ['level', 3, /^Sample\.level: must be one of 0, 5; got number 3/],
  ['letter', 'c', /must be one of "a", "b"/],
  ['few', [1, 2, 3], /has 3 items; maxItems is 2: leave out as many, or push with operate/],
  ['few', [1, undefined], /^Sample\.few\[1\]: is undefined/],
  ['few', new Set([1]), /must be an array/],
  ['set', [1n], /must be a Set/],
  ['map', new Map([['1', 2]]), /^Sample\.map\[1\]: the key must be a whole number/],
  ['map', { 1: 2 }, /must be a Map/],
  ['object', new Map(), /must be a plain object/],
  ['point', { x: 1 }, /^Sample\.point\.y: is declared nullable: false/],
  [
    'point',
    { x: 1, y: 1, z: 1 },
    /^Sample\.point\.z: is not a property of Point; it has x, y, label/,
  ],
  ['points', [{ x: 'a', y: 1 }], /^Sample\.points\[0\]\.x: must be a whole number/],
  ['json', { n: 1n }, /^Sample\.json: .*BigInt/],
])('%s: %p is refused', (name, value, message) => {
  expect(() => write(name, value)).toThrow(MappingError);
  expect(() => write(name, value)).toThrow(message);
});

test.each<[keyof Sample, BinValue, RegExp]>([
  ['int', 'x', /^Sample\.int: the record holds the string "x", but the declared type is 'int'/],
  ['int', 2n ** 60n, /the declared type is 'int' .*'bigint' for larger/],
  ['level', 3, /the stored value is wrong: must be one of/],
  ['points', { a: 1 }, /not a list/],
  ['map', [1], /not a map/],
])('%s: reading %p is refused', (name, stored, message) => {
  expect(() => read(name, stored)).toThrow(message);
});

test('a circle is an error, not an endless loop', () => {
  const circle: unknown[] = [];
  circle.push(circle);
  expect(() => write('dynamic', circle)).toThrow(
    /^Sample\.dynamic.{50}….{50}: is nested deeper than 256 levels: is it circular\?$/,
  );
});

test('what is written shares nothing with the property', () => {
  const value = { list: [1], bytes: Buffer.from('a') };
  const stored = write('dynamic', value) as { list: number[]; bytes: Buffer };
  value.list.push(2);
  value.bytes[0] = 0;
  expect(stored).toEqual({ list: [1], bytes: Buffer.from('a') });
});

const plainValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
  ),
})).value;

test('values of no declared type are read as they were written', () => {
  fc.assert(
    fc.property(plainValue, (value) => {
      expect(read('dynamic', write('dynamic', value))).toEqual(value);
    }),
  );
});
