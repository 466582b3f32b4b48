import { CommandError } from '../../src/error/command-error.js';
import { parseGeoJson } from '../../src/geo/parse-geojson.js';

const point = (rest = ''): string => `{"type":"Point","coordinates":[1,2]${rest}}`;
const polygon = (...loops: number[][][]): string =>
  JSON.stringify({ type: 'Polygon', coordinates: loops });

describe('parseGeoJson', () => {
  // What a server 8.1.2.0 accepts in an expression or, if twelve cells cover it, in a bin.
  it.each([
    ['a point', point(), 'point'],
    ['a point at the corner of the map', '{"type":"Point","coordinates":[180,90]}', 'point'],
    ['a point as a feature', `{"type":"Feature","geometry":${point()}}`, 'point'],
    ['other properties', point(',"properties":{"a":[true,null,1e3,"\\u00e9"]}'), 'point'],
    ['the last of two types', '{"type":"Nope","type":"Point","coordinates":[1,2]}', 'point'],
    ['the largest integer', point(',"a":9223372036854775807'), 'point'],
    ['text in UTF-8', point(`,"a":"${Buffer.from('grün').toString('latin1')}"`), 'point'],
    ['nesting of 2000', point(`,"a":${'['.repeat(2000)}${']'.repeat(2000)}`), 'point'],
    [
      'a polygon',
      polygon([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ]),
      'region',
    ],
    [
      'a polygon with repeated points',
      polygon([
        [0, 0],
        [1, 0],
        [1, 1],
        [1, 1],
        [0, 0],
      ]),
      'region',
    ],
    ['a polygon without loops', '{"type":"Polygon","coordinates":[]}', 'region'],
    ['no polygons at all', '{"type":"MultiPolygon","coordinates":[]}', 'region'],
    ['a circle', '{"type":"AeroCircle","coordinates":[[0,0],10]}', 'region'],
    ['a circle of negative radius', '{"type":"AeroCircle","coordinates":[[0,0],-5]}', 'region'],
    ['a circle around the earth', '{"type":"AeroCircle","coordinates":[[0,0],1e8]}', 'region'],
  ])('accepts %s', (_, json, kind) => {
    expect(parseGeoJson(json).kind).toBe(kind);
  });

  it.each([
    ['no text', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['text behind the object', `${point()} x`],
    ['a byte order mark', `\u00ef\u00bb\u00bf${point()}`],
    ['a line', '{"type":"LineString","coordinates":[[0,0],[1,1]]}'],
    ['a type inherited from objects', '{"type":"toString","coordinates":[1,2]}'],
    ['a feature in a feature', `{"type":"Feature","geometry":{"type":"Feature"}}`],
    ['a point of three coordinates', '{"type":"Point","coordinates":[1,2,3]}'],
    ['coordinates as text', '{"type":"Point","coordinates":["1",2]}'],
    ['a longitude beyond 180', '{"type":"Point","coordinates":[180.0000001,2]}'],
    ['a latitude beyond 90', '{"type":"Point","coordinates":[0,-90.1]}'],
    [
      'an open loop',
      polygon([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ]),
    ],
    [
      'a loop of two points',
      polygon([
        [0, 0],
        [1, 0],
        [0, 0],
        [0, 0],
      ]),
    ],
    ['a circle without radius', '{"type":"AeroCircle","coordinates":[[0,0]]}'],
    ['an integer of more than 64 bits', point(',"a":9223372036854775808')],
    ['a double beyond the largest', point(',"a":1e400')],
    ['the character U+0000', point(',"a":"\\u0000"')],
    ['half a surrogate pair', point(',"a":"\\ud800"')],
    ['bytes that are no UTF-8', point(',"a":"\u00ff"')],
    ['nesting of 3000', point(`,"a":${'['.repeat(3000)}${']'.repeat(3000)}`)],
  ])('refuses %s with result code 160', (_, json) => {
    expect(() => parseGeoJson(json)).toThrow(CommandError);
    expect(() => parseGeoJson(json)).toThrow(expect.objectContaining({ resultCode: 160 }));
  });
});
