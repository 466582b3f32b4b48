import type { Converter } from '../converter/converter.js';
import { MetadataError } from '../error/metadata-error.js';
import type { MainDeclaration } from '../metadata/member-declaration.js';
import type { ZodDefinition, ZodPayload, ZodTransform } from './zod-schema.js';

/**
 * The property of a `z.codec`: its input side is stored, its output side is what the entity has.
 *
 * @param stored what the input side is
 */
export function zodCodec(
  stored: MainDeclaration,
  { transform, reverseTransform }: ZodDefinition,
  path: string,
): MainDeclaration {
  if (transform === undefined || reverseTransform === undefined) {
    throw new MetadataError(path, 'the codec has not both ways');
  }
  const own: Converter = {
    toAerospike: (value) => oneWay(reverseTransform, value) as never,
    fromAerospike: (value) => oneWay(transform, value),
  };
  // What is no scalar is stored as it comes out of the codec.
  if (stored.decorator !== 'Bin') return { decorator: 'Bin', options: { convert: own } };
  const { convert: inner, ...options } = stored.options;
  return { decorator: 'Bin', options: { ...options, convert: composed(own, inner) } };
}

function composed(outer: Converter, inner: Converter | undefined): Converter {
  if (inner === undefined) return outer;
  return {
    toAerospike: (value) => inner.toAerospike(outer.toAerospike(value)),
    fromAerospike: (value) => outer.fromAerospike(inner.fromAerospike(value) as never),
  };
}

function oneWay(transform: ZodTransform, value: unknown): unknown {
  const payload: ZodPayload = { value, issues: [] };
  const result = transform(value, payload);
  if (typeof (result as { then?: unknown } | undefined)?.then === 'function') {
    throw new TypeError('the codec must be synchronous: mapping does not wait for it');
  }
  if (payload.issues.length === 0) return result;
  throw new TypeError(payload.issues.map(({ message, code }) => message ?? code).join('; '));
}
