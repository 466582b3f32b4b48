import { WireGeoJson } from '@aeroform/protocol';
import { checkGeoJson, geoMatches, geoShape, parseGeoJson } from '../../src/geo/region.js';

const point = (longitude: number, latitude: number): string =>
  JSON.stringify({ type: 'Point', coordinates: [longitude, latitude] });
const circle = (longitude: number, latitude: number, radius: number): string =>
  JSON.stringify({ type: 'AeroCircle', coordinates: [[longitude, latitude], radius] });
const polygon = (...coordinates: number[][][]): string =>
  JSON.stringify({ type: 'Polygon', coordinates });

const matches = (a: string, b: string): boolean => geoMatches(parseGeoJson(a), parseGeoJson(b));

describe('geoMatches', () => {
  it('finds a point in a region, whichever comes first', () => {
    expect(matches(point(1, 1), circle(0, 0, 200_000))).toBe(true);
    expect(matches(circle(0, 0, 200_000), point(1, 1))).toBe(true);
    expect(matches(point(1, 1), circle(0, 0, 150_000))).toBe(false);
  });

  it('matches neither points with points nor regions with regions', () => {
    expect(matches(point(1, 1), point(1, 1))).toBe(false);
    expect(matches(circle(1, 1, 10), circle(1, 1, 10))).toBe(false);
  });

  it('measures circles across the antimeridian', () => {
    expect(matches(point(-179.9, 10), circle(179.9, 10, 30_000))).toBe(true);
    expect(matches(point(-179.5, 10), circle(179.9, 10, 30_000))).toBe(false);
  });

  it('measures circles around the poles', () => {
    expect(matches(point(-170, 89.5), circle(10, 89.9, 100_000))).toBe(true);
    expect(matches(point(-170, 88.5), circle(10, 89.9, 100_000))).toBe(false);
    expect(matches(point(55, -90), circle(-120, -89.99, 2_000))).toBe(true);
  });

  it('follows the edges of polygons across the antimeridian and around a pole', () => {
    const fiji = polygon([
      [177, -20],
      [-178, -20],
      [-178, -15],
      [177, -15],
      [177, -20],
    ]);
    expect(matches(point(179.9, -17), fiji)).toBe(true);
    expect(matches(point(-179.9, -17), fiji)).toBe(true);
    expect(matches(point(0, -17), fiji)).toBe(false);
    const arctic = polygon([
      [0, 80],
      [90, 80],
      [180, 80],
      [-90, 80],
      [0, 80],
    ]);
    expect(matches(point(45, 89.99), arctic)).toBe(true);
    expect(matches(point(45, 70), arctic)).toBe(false);
  });

  it('takes edges as great circles, not as lines of a map', () => {
    const wide = polygon([
      [-60, 50],
      [60, 50],
      [60, 0],
      [-60, 0],
      [-60, 50],
    ]);
    expect(matches(point(0, 60), wide)).toBe(true);
  });

  it('takes the smaller side of a loop as its inside, whichever way it runs', () => {
    const square = [
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
      [0, 0],
    ];
    expect(matches(point(1, 1), polygon(square))).toBe(true);
    expect(matches(point(1, 1), polygon([...square].reverse()))).toBe(true);
    expect(matches(point(9, 9), polygon([...square].reverse()))).toBe(false);
  });

  it('leaves the holes of polygons out', () => {
    const shell = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ];
    const hole = [
      [4, 4],
      [6, 4],
      [6, 6],
      [4, 6],
      [4, 4],
    ];
    expect(matches(point(5, 5), polygon(shell, hole))).toBe(false);
    expect(matches(point(2, 2), polygon(shell, hole))).toBe(true);
  });

  it('finds a point in any of several polygons', () => {
    const square = (at: number): number[][][] => [
      [
        [at, 0],
        [at + 1, 0],
        [at + 1, 1],
        [at, 1],
        [at, 0],
      ],
    ];
    const both = JSON.stringify({ type: 'MultiPolygon', coordinates: [square(0), square(20)] });
    expect(matches(point(0.5, 0.5), both)).toBe(true);
    expect(matches(point(20.5, 0.5), both)).toBe(true);
    expect(matches(point(10, 0.5), both)).toBe(false);
  });
});

describe('checkGeoJson', () => {
  it('refuses regions that twelve cells cannot cover, as the server does', () => {
    expect(() => checkGeoJson(new WireGeoJson(circle(0, 0, 9_000_000)))).not.toThrow();
    expect(() => checkGeoJson(new WireGeoJson(circle(0, 0, 12_000_000)))).toThrow(
      expect.objectContaining({ resultCode: 160 }),
    );
  });
});

describe('geoShape', () => {
  it('parses a stored value once', () => {
    const value = new WireGeoJson(point(1, 2));
    expect(geoShape(value)).toBe(geoShape(value));
  });
});
