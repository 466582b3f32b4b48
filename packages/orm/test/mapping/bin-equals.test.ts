import { type BinValue, double, geojson, GeoJson } from '@aeroform/core';
import { binEquals, sameElements } from '../../src/mapping/bin-equals.js';

test.each<[BinValue | undefined, BinValue | undefined]>([
  [1, double(1)],
  [1, 1n],
  [undefined, null],
  [
    { a: 1, b: 2 },
    new Map([
      ['b', 2],
      ['a', 1],
    ]),
  ],
  [Buffer.from('a'), new Uint8Array([97])],
  [
    [1, [2]],
    [1, [2]],
  ],
  [
    new GeoJson('{"type": "Point", "coordinates": [1, 2]}'),
    geojson({ coordinates: [1, 2], type: 'Point' }),
  ],
  [Number.NaN, double(Number.NaN)],
  [{ value: 1 }, { value: 1 }],
])('%p equals %p', (a, b) => {
  expect(binEquals(a, b)).toBe(true);
});

test.each<[BinValue | undefined, BinValue | undefined]>([
  [1, '1'],
  [1, true],
  [0, null],
  ['', null],
  [
    [1, 2],
    [2, 1],
  ],
  [[1, 2], [12]],
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, {}],
  [{ value: 1 }, double(1)],
  [new Map([[1, 'x']]), { 1: 'x' }],
  ['a,b', ['a', 'b']],
  [Buffer.from('a'), 'a'],
])('%p does not equal %p', (a, b) => {
  expect(binEquals(a, b)).toBe(false);
});

test('the order of sorted lists does not count, their elements do', () => {
  expect(sameElements([1, 2, 2], [2, 1, 2])).toBe(true);
  expect(sameElements([1, 2, 2], [1, 1, 2])).toBe(false);
  expect(sameElements(undefined, [1])).toBe(false);
});
