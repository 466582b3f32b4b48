import { indexCells, queryCellRanges } from '../../src/geo/geo-cells.js';
import { parseGeoJson } from '../../src/geo/region.js';

/** The usual short form of a cell id: hexadecimal, without the zeros at its end. */
const token = (cell: bigint): string => cell.toString(16).padStart(16, '0').replace(/0+$/, '');
const tokens = (json: string): string => indexCells(parseGeoJson(json)).map(token).join(' ');

describe('indexCells', () => {
  // Read from the values that a server 8.1.2.0 had stored.
  it.each([
    ['{"type":"Point","coordinates":[-122,37.5]}', '808fb8a247954393'],
    [
      '{"type":"AeroCircle","coordinates":[[0,0],100000]}',
      '055455 0554d 0554f 05554 0555c 0ffe3 0ffe5 0ffeff 0fff4 0fffc 1001 1aab',
    ],
    [
      '{"type":"AeroCircle","coordinates":[[180,10],30000]}',
      '652ab54 652ab5c 652ad 652b24 652b2c 7ad4d4 7ad4dc 7ad53 7ad54b',
    ],
    [
      '{"type":"AeroCircle","coordinates":[[10,90],50000]}',
      '4555154 455534 45553c 45555 45557 4fff8c 4fff94 4fffbfc 4fffd 4ffff 50004 5aaac',
    ],
    [
      '{"type":"Polygon","coordinates":[[[10,10],[20,10],[20,20],[10,20],[10,10]],[[12,12],[18,12],[18,18],[12,18],[12,12]]]}',
      '10554 10d 10e4 10fc 114 1183 119c 11a4 11ac',
    ],
    [
      '{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[30,30],[31,30],[31,31],[30,30]]]]}',
      '0555555555555555 0fffffffffffffff 1001 14584 1458c 14593 145ed4 145f2c 14f64 14f7c 1aaa4 1aaac',
    ],
  ])('covers %s as the server does', (json, cells) => {
    expect(tokens(json)).toBe(cells);
  });

  it('has no cells for regions without area', () => {
    expect(tokens('{"type":"Polygon","coordinates":[]}')).toBe('');
  });
});

describe('queryCellRanges', () => {
  it('looks for a region in ascending ranges that hold its points', () => {
    const point = indexCells(parseGeoJson('{"type":"Point","coordinates":[0.5,0.5]}'))[0] as bigint;
    const ranges = queryCellRanges(
      parseGeoJson('{"type":"AeroCircle","coordinates":[[0,0],100000]}'),
    );
    expect(ranges.some(({ start, end }) => start <= point && point <= end)).toBe(true);
    const starts = ranges.map(({ start }) => start);
    expect([...starts].sort((a, b) => (a < b ? -1 : 1))).toEqual(starts);
  });

  it('looks for a point in the cells of all levels but the faces of the cube', () => {
    const ranges = queryCellRanges(parseGeoJson('{"type":"Point","coordinates":[0,0]}'));
    expect(ranges).toHaveLength(30);
    expect(ranges.every(({ start, end }) => start === end)).toBe(true);
  });

  it('refuses to look for regions that twelve cells cannot cover', () => {
    const world = parseGeoJson('{"type":"AeroCircle","coordinates":[[0,0],20000000]}');
    expect(() => queryCellRanges(world)).toThrow(expect.objectContaining({ resultCode: 4 }));
  });
});
