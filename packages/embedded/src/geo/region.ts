import type { WireGeoJson } from '@aeroform/protocol';
import { indexCells } from './geo-cells.js';
import type { GeoPoint, GeoRegion, GeoShape } from './geo-shape.js';
import { parseGeoJson } from './parse-geojson.js';

export { parseGeoJson };
export type { GeoShape };

/**
 * The server's comparison of two shapes: true when one is a point and the other a region that
 * contains it. Points never match points, regions never match regions.
 */
export function geoMatches(a: GeoShape, b: GeoShape): boolean {
  if (a.kind === 'point') return b.kind === 'region' && contains(b, a);
  return b.kind === 'point' && contains(a, b);
}

/**
 * The shape of a stored value, parsed once.
 *
 * @throws {CommandError} 160 (invalid GeoJSON).
 */
export function geoShape(value: WireGeoJson): GeoShape {
  let shape = shapes.get(value);
  if (shape === undefined) {
    shape = parseGeoJson(value.json);
    shapes.set(value, shape);
  }
  return shape;
}

/**
 * Checks a value that is to be stored in a bin.
 *
 * @throws {CommandError} 160 when it is no GeoJSON, or a region so large that the server has no
 *   covering for it.
 */
export function checkGeoJson(value: WireGeoJson): void {
  indexCells(geoShape(value));
}

const shapes = new WeakMap<WireGeoJson, GeoShape>();

function contains(region: GeoRegion, point: GeoPoint): boolean {
  return region.region.containsPoint(point.center);
}
