import { invalidArg } from '../error/argument-error.js';
import { VALUE_BRAND } from './value-brand.js';

/** A GeoJSON geometry as the server stores it: text. See {@link geojson}. */
export class GeoJson {
  declare readonly [VALUE_BRAND]: 'geojson';
  static {
    Object.defineProperty(this.prototype, VALUE_BRAND, { value: 'geojson' });
  }

  /** @param json - the text; taken as it is. */
  constructor(readonly json: string) {
    Object.freeze(this);
  }

  /** The parsed text, a new object each time. */
  toObject(): Record<string, unknown> {
    return JSON.parse(this.json) as Record<string, unknown>;
  }

  toString(): string {
    return this.json;
  }

  toJSON(): Record<string, unknown> {
    return this.toObject();
  }
}

/**
 * A GeoJSON value: a geometry, or Aerospike's own `AeroCircle` with `[[lng, lat], radiusInMeters]`.
 *
 * @param value - the object, or its JSON text.
 * @throws {InvalidArgError} when the text is not JSON, or has no `type`. The server checks the rest.
 */
export function geojson(value: string | object): GeoJson {
  const parsed = typeof value === 'string' ? parseJson(value) : value;
  if (typeof (parsed as { type?: unknown } | null)?.type !== 'string') {
    throw invalidArg('geojson(value)', value, 'a GeoJSON object with a `type`, or its JSON text');
  }
  return new GeoJson(typeof value === 'string' ? value : JSON.stringify(value));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidArg('geojson(value)', text, 'JSON text');
  }
}
