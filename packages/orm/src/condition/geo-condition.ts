import { QueryError } from '../error/query-error.js';
import { describeValue } from '../error/describe-value.js';
import type { Circle } from '../type/field.js';
import type { Condition } from './condition.js';
import type { FieldPath } from './field-path.js';
import { requireType } from './require-type.js';

const REGIONS: ReadonlySet<unknown> = new Set(['Polygon', 'MultiPolygon', 'AeroCircle']);

/** A point inside a region. */
export function withinRegion(path: FieldPath, region: unknown): Condition {
  requireType(path, ['geojson'], 'within');
  const label = `${path.label}.within`;
  const geojson = JSON.stringify(isCircle(region) ? circle(region, label) : region);
  const type = (region as { type?: unknown } | null)?.type;
  if (!isCircle(region) && !REGIONS.has(type)) {
    throw new QueryError(
      `${label}: takes a GeoJSON Polygon, MultiPolygon or AeroCircle, or { center, radiusM }; got ${describeValue(region)}`,
    );
  }
  return { kind: 'geo', operator: 'within', path, geojson };
}

/** A region that holds a point. */
export function containsPoint(path: FieldPath, point: unknown): Condition {
  requireType(path, ['geojson'], 'containsPoint');
  const coordinates = position(point, `${path.label}.containsPoint`);
  const geojson = JSON.stringify({ type: 'Point', coordinates });
  return { kind: 'geo', operator: 'containsPoint', path, geojson };
}

function isCircle(region: unknown): region is Circle {
  return typeof region === 'object' && region !== null && 'center' in region;
}

function circle({ center, radiusM }: Circle, label: string): object {
  if (typeof radiusM !== 'number' || !Number.isFinite(radiusM) || radiusM <= 0) {
    throw new QueryError(
      `${label}: radiusM must be a number of metres above 0; got ${describeValue(radiusM)}`,
    );
  }
  return { type: 'AeroCircle', coordinates: [position(center, `${label}(center)`), radiusM] };
}

function position(given: unknown, label: string): readonly [number, number] {
  const [longitude, latitude, ...rest] = Array.isArray(given) ? (given as unknown[]) : [];
  if (isWithin(longitude, 180) && isWithin(latitude, 90) && rest.length === 0) {
    return [longitude, latitude];
  }
  throw new QueryError(
    `${label}: a position is [longitude, latitude] in degrees, within ±180 and ±90; got ${JSON.stringify(given)}`,
  );
}

function isWithin(value: unknown, limit: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= limit;
}
