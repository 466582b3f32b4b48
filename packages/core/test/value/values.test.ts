import { double, Double, GeoJson, geojson, Hll, InvalidArgError } from '../../src/index.js';
import { checkBinName } from '../../src/value/bin-name.js';

describe('double', () => {
  it('is frozen, and a number for arithmetic and JSON', () => {
    const value = double(2);
    expect(value).toBeInstanceOf(Double);
    expect(Object.isFrozen(value)).toBe(true);
    expect(Number(value) + 1).toBe(3);
    expect(JSON.stringify([value])).toBe('[2]');
  });

  it('refuses what is no number', () => {
    expect(() => double('2' as unknown as number)).toThrow(InvalidArgError);
  });
});

describe('geojson', () => {
  it('takes text as it is, and objects as JSON', () => {
    const text = '{ "type": "Point", "coordinates": [1, 2] }';
    expect(geojson(text).json).toBe(text);
    const object = { type: 'Point', coordinates: [1, 2] };
    expect(geojson(object).toObject()).toEqual(object);
    expect(JSON.stringify(geojson(text))).toBe(JSON.stringify(object));
    expect(String(geojson(text))).toBe(text);
  });

  it.each(['', 'Point', '[]', '{"coordinates":[1,2]}', 'null'])('refuses %p', (text) => {
    expect(() => geojson(text)).toThrow(InvalidArgError);
  });

  it('is frozen', () => {
    expect(Object.isFrozen(new GeoJson('{}'))).toBe(true);
    expect(Object.isFrozen(new Hll(Buffer.alloc(1)))).toBe(true);
  });
});

describe('a bin name', () => {
  it.each(['a', 'fifteen-letters', 'ünïcödé'])('can be %p', (name) => {
    expect(checkBinName(name)).toBe(name);
  });

  it.each(['', 'sixteen-letters!', 'ünïcödéünïcödé', 'a\0b', 5, undefined])(
    'can not be %p',
    (name) => {
      expect(() => checkBinName(name, 'bins')).toThrow(/^bins must be a bin name/);
    },
  );
});
