import { types } from 'node:util';
import { setOwn } from '../mapping/set-own.js';

/**
 * What class-transformer made of an entity, as JSON can hold it: a bigint is its digits, a Date its
 * ISO 8601 text, bytes are base64, numbers that JSON lacks their names.
 */
export function jsonForm(value: unknown): unknown {
  switch (typeof value) {
    case 'bigint':
      return value.toString();
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'object':
      return value === null ? null : objectForm(value);
    default:
      return value;
  }
}

function objectForm(value: object): unknown {
  if (types.isDate(value)) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (types.isUint8Array(value)) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(jsonForm);
  const object = {};
  for (const [key, item] of Object.entries(value)) setOwn(object, key, jsonForm(item));
  return object;
}
