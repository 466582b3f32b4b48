import { ResultCode } from '@aeroform/protocol';
import { s2 } from 's2js';
import { CommandError } from '../error/command-error.js';
import { GeoPoint, GeoRegion, type GeoShape } from './geo-shape.js';
import { describeJson, parseStrictJson } from './geojson-text.js';
import { PolygonRegion } from './polygon-region.js';
import { PolygonUnion } from './polygon-union.js';

/** Radius of the earth in metres, as the server takes it by default. */
const EARTH_RADIUS = 6_371_000;
const DEGREE = Math.PI / 180;

/**
 * Reads a GeoJSON text as the server does: a Point, Polygon, MultiPolygon or AeroCircle, or a Feature
 * with one of these as its geometry. Coordinates are longitude and latitude in degrees; a radius is
 * in metres. Loops may run either way round: the smaller side is the inside.
 *
 * @param json - a binary string.
 * @throws {CommandError} 160 (invalid GeoJSON).
 */
export function parseGeoJson(json: string): GeoShape {
  try {
    return parseShape(asObject(parseStrictJson(json)));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(
      ResultCode.INVALID_GEOJSON,
      `invalid GeoJSON: ${reason} in ${describeJson(json)}`,
    );
  }
}

type JsonObject = Readonly<Record<string, unknown>>;

const GEOMETRIES: Readonly<Record<string, (coordinates: readonly unknown[]) => GeoShape>> = {
  Point: (coordinates) => {
    const cellId = s2.cellid.fromPoint(parsePoint(coordinates));
    return new GeoPoint(cellId, s2.cellid.point(cellId));
  },
  Polygon: (coordinates) => new GeoRegion(parsePolygon(coordinates)),
  MultiPolygon: (coordinates) => new GeoRegion(new PolygonUnion(coordinates.map(parsePolygon))),
  AeroCircle: (coordinates) => new GeoRegion(parseCircle(coordinates)),
};

function parseShape(object: JsonObject): GeoShape {
  return parseGeometry(object['type'] === 'Feature' ? asObject(object['geometry']) : object);
}

function parseGeometry(object: JsonObject): GeoShape {
  const type = object['type'];
  if (typeof type !== 'string' || !Object.hasOwn(GEOMETRIES, type)) {
    throw new TypeError('no known type of geometry');
  }
  return GEOMETRIES[type]!(asArray(object['coordinates']));
}

function parsePoint(value: unknown): s2.Point {
  const coordinates = asArray(value);
  if (coordinates.length !== 2) throw new RangeError(`${coordinates.length} coordinates, not 2`);
  const longitude = asNumber(coordinates[0]) * DEGREE;
  const latitude = asNumber(coordinates[1]) * DEGREE;
  if (Math.abs(latitude) > Math.PI / 2 || Math.abs(longitude) > Math.PI) {
    throw new RangeError('a point that is not on the earth');
  }
  return s2.Point.fromLatLng(new s2.LatLng(latitude, longitude));
}

function parsePolygon(value: unknown): PolygonRegion {
  return new PolygonRegion(new s2.Polygon(asArray(value).map(parseLoop)));
}

function parseLoop(value: unknown): s2.Loop {
  const points: s2.Point[] = [];
  for (const item of asArray(value)) {
    const point = parsePoint(item);
    if (points.length === 0 || !points.at(-1)!.equals(point)) points.push(point);
  }
  if (points.length < 4) throw new RangeError('a loop of fewer than 4 points');
  if (!points[0]!.equals(points.pop()!)) throw new RangeError('a loop that is not closed');
  const loop = new s2.Loop(points);
  loop.normalize();
  return loop;
}

function parseCircle(coordinates: readonly unknown[]): s2.Cap {
  if (coordinates.length !== 2) throw new RangeError('no centre and radius');
  const center = parsePoint(coordinates[0]);
  const angle = asNumber(coordinates[1]) / EARTH_RADIUS;
  return s2.Cap.fromCenterAngle(center, Math.min(angle, Math.PI));
}

function asObject(value: unknown): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as JsonObject;
  }
  throw new TypeError('no object');
}

function asArray(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new TypeError('no array');
}

function asNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  throw new TypeError('no number');
}
