import { types } from 'node:util';
import { checkSearchPath } from '../cdt/cdt-context.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { describeGiven } from '../error/describe-given.js';
import { isExpression } from '../expression/expression.js';
import { checkFields } from '../parameter/call-parameter.js';
import {
  INDEX_TYPE_DEFAULT,
  INDEX_TYPE_LIST,
  INDEX_TYPE_MAPKEYS,
  INDEX_TYPE_MAPVALUES,
  type IndexCollectionType,
} from '../sindex/index-type.js';
import { checkBinName } from '../value/bin-name.js';
import { GeoJson, geojson } from '../value/geojson.js';
import type { IndexedSource, Predicate, PredicateOptions, PredicateValue } from './predicate.js';

/** A region or point, as GeoJSON text, object or value. */
export type GeoArgument = string | object;

/**
 * The bin equals `val`: a string, an integer or bytes, as the index.
 *
 * @param source - name of the bin; or the expression that is indexed, here and in all predicates.
 */
export function equals(
  source: IndexedSource,
  val: PredicateValue,
  options?: PredicateOptions,
): Predicate {
  const base = target('equals', source, INDEX_TYPE_DEFAULT, options);
  return equality(base, val, 'equals(val)');
}

/** The bin is an integer of `minVal` to `maxVal`, both inclusive. */
export function between(
  source: IndexedSource,
  minVal: number | bigint,
  maxVal: number | bigint,
  options?: PredicateOptions,
): Predicate {
  const base = target('between', source, INDEX_TYPE_DEFAULT, options);
  return range(base, 'between', minVal, maxVal);
}

/**
 * The list or map in the bin holds `val`.
 *
 * @param indexType - `INDEX_TYPE_LIST`, `INDEX_TYPE_MAPKEYS` or `INDEX_TYPE_MAPVALUES`.
 */
export function contains(
  source: IndexedSource,
  indexType: IndexCollectionType,
  val: PredicateValue,
  options?: PredicateOptions,
): Predicate {
  const base = target('contains', source, checkCollection(indexType, 'contains'), options);
  return equality(base, val, 'contains(val)');
}

/**
 * The list or map in the bin holds an integer of `min` to `max`, both inclusive.
 *
 * @param indexType - `INDEX_TYPE_LIST`, `INDEX_TYPE_MAPKEYS` or `INDEX_TYPE_MAPVALUES`.
 */
export const containsRange: (
  source: IndexedSource,
  indexType: IndexCollectionType,
  min: number | bigint,
  max: number | bigint,
  options?: PredicateOptions,
) => Predicate = (source, indexType, ...[min, max, options]) => {
  const base = target(
    'containsRange',
    source,
    checkCollection(indexType, 'containsRange'),
    options,
  );
  return range(base, 'containsRange', min, max);
};

/** The point in the bin is within a GeoJSON region. */
export function geoWithinGeojsonRegion(
  source: IndexedSource,
  region: GeoArgument,
  options?: GeoPredicateOptions,
): Predicate {
  return geo('geoWithin', 'geoWithinGeojsonRegion', { source, shape: region, options });
}

/**
 * The point in the bin is within a circle.
 *
 * @param lat - latitude of the centre in degrees, -90 to 90.
 * @param lng - longitude of the centre in degrees, -180 to 180.
 * @param radius - in metres.
 */
export const geoWithinRadius: (
  source: IndexedSource,
  lat: number,
  lng: number,
  radius: number,
  options?: GeoPredicateOptions,
) => Predicate = (source, lat, lng, ...[radius, options]) => {
  checkDegrees(lat, 90, 'geoWithinRadius(lat)');
  checkDegrees(lng, 180, 'geoWithinRadius(lng)');
  if (!Number.isFinite(radius) || radius <= 0) {
    throw invalidArg('geoWithinRadius(radius)', radius, 'metres, more than 0');
  }
  const shape = { type: 'AeroCircle', coordinates: [[lng, lat], radius] };
  return geo('geoWithin', 'geoWithinRadius', { source, shape, options });
};

/** The region in the bin contains a GeoJSON point. */
export function geoContainsGeojsonPoint(
  source: IndexedSource,
  point: GeoArgument,
  options?: GeoPredicateOptions,
): Predicate {
  return geo('geoContains', 'geoContainsGeojsonPoint', { source, shape: point, options });
}

/** Options of the geo predicates: they also work on lists and maps of GeoJSON. */
export interface GeoPredicateOptions extends PredicateOptions {
  /** `INDEX_TYPE_…` of the index. Default: the bin's own value. */
  readonly indexType?: IndexCollectionType;
}

const OPTIONS: readonly string[] = ['context', 'indexName'];
const GEO_OPTIONS: readonly string[] = [...OPTIONS, 'indexType'];

type Target = Pick<Predicate, 'bin' | 'expression' | 'collection' | 'context' | 'indexName'>;

function target(
  name: string,
  source: IndexedSource,
  collection: IndexCollectionType,
  options: PredicateOptions = {},
  fields: readonly string[] = OPTIONS,
): Target {
  checkFields(options, `${name}(options)`, fields);
  const { context, indexName = null } = options;
  const steps = checkSearchPath(context ?? [], `${name}(options).context`);
  if (indexName !== null && (typeof indexName !== 'string' || indexName === '')) {
    throw invalidArg(`${name}(options).indexName`, indexName, 'the name of an index');
  }
  const base = { collection, context: Object.freeze(steps), indexName };
  if (!isExpression(source)) {
    return { ...base, bin: checkBinName(source, `${name}(binName)`), expression: null };
  }
  if (indexName === null && steps.length === 0) return { ...base, bin: '', expression: source };
  const field = indexName === null ? 'context' : 'indexName';
  const allowed = 'absent: an index on an expression is found by the expression';
  throw invalidArg(`${name}(options).${field}`, options[field], allowed);
}

function equality(base: Target, val: PredicateValue, path: string): Predicate {
  const valueType = valueTypeOf(val);
  if (valueType === undefined) {
    throw invalidArg(path, val, 'a string, an integer or bytes: what indexes hold');
  }
  return Object.freeze({ kind: 'equals', ...base, valueType, begin: val, end: val });
}

function valueTypeOf(val: unknown): 'integer' | 'string' | 'blob' | undefined {
  if (typeof val === 'string') return 'string';
  if (isIndexedInteger(val)) return 'integer';
  return types.isUint8Array(val) ? 'blob' : undefined;
}

function isIndexedInteger(val: unknown): val is number | bigint {
  return typeof val === 'bigint' ? BigInt.asIntN(64, val) === val : Number.isSafeInteger(val);
}

function range(
  base: Target,
  name: string,
  begin: number | bigint,
  end: number | bigint,
): Predicate {
  const allowed = 'an integer of 64 bits; a bigint outside ±(2^53 − 1)';
  if (!isIndexedInteger(begin)) throw invalidArg(`${name}(min)`, begin, allowed);
  if (!isIndexedInteger(end)) throw invalidArg(`${name}(max)`, end, allowed);
  if (begin > end) throw invalidArg(`${name}(max)`, end, `at least min (${begin})`);
  return Object.freeze({ kind: 'between', ...base, valueType: 'integer', begin, end });
}

function geo(
  kind: 'geoWithin' | 'geoContains',
  name: string,
  given: {
    readonly source: IndexedSource;
    readonly shape: GeoArgument;
    readonly options: GeoPredicateOptions | undefined;
  },
): Predicate {
  const { shape, options } = given;
  const { json } = checkShape(shape, kind, name);
  const indexType = options?.indexType ?? INDEX_TYPE_DEFAULT;
  if (indexType !== INDEX_TYPE_DEFAULT) checkCollection(indexType, name);
  const base = target(name, given.source, indexType, options, GEO_OPTIONS);
  return Object.freeze({ kind, ...base, valueType: 'geojson', begin: json, end: json });
}

/** Servers ask a point for the regions around it, and a region for the points in it, as they come. */
const SHAPES = {
  geoWithin: { types: ['Polygon', 'MultiPolygon', 'AeroCircle'], parameter: 'region' },
  geoContains: { types: ['Point'], parameter: 'point' },
} as const;

function checkShape(shape: GeoArgument, kind: keyof typeof SHAPES, name: string): GeoJson {
  const value = geojson(shape instanceof GeoJson ? shape.json : shape);
  const { types: allowed, parameter } = SHAPES[kind];
  const given = value.toObject();
  const isFeature = given['type'] === 'Feature';
  const { type } = (isFeature ? (given['geometry'] ?? {}) : given) as { readonly type?: unknown };
  if ((allowed as readonly unknown[]).includes(type)) return value;
  const path = `${name}(${parameter})`;
  throw new InvalidArgError(
    `${path} must be GeoJSON of type ${allowed.join(', ')}; got ${describeGiven(type)}`,
    { argument: path },
  );
}

const COLLECTIONS: ReadonlySet<unknown> = new Set([
  INDEX_TYPE_LIST,
  INDEX_TYPE_MAPKEYS,
  INDEX_TYPE_MAPVALUES,
]);

function checkCollection(indexType: IndexCollectionType, name: string): IndexCollectionType {
  if (COLLECTIONS.has(indexType)) return indexType;
  throw invalidArg(
    `${name}(indexType)`,
    indexType,
    'INDEX_TYPE_LIST, INDEX_TYPE_MAPKEYS or INDEX_TYPE_MAPVALUES',
  );
}

function checkDegrees(value: number, limit: number, path: string): void {
  if (Number.isFinite(value) && Math.abs(value) <= limit) return;
  throw invalidArg(path, value, `degrees of -${limit} to ${limit}`);
}
