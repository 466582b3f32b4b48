import { isDeepStrictEqual } from 'node:util';
import type { BinValue } from '@aeroform/core';
import type { Converter } from '../converter/converter.js';
import { MappingError } from '../error/mapping-error.js';
import { messageOf } from '../error/message-of.js';
import { isPlainObject } from '../mapping/plain-object.js';
import { scalarCodecs } from '../mapping/scalar-value.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { DynamicMetadata, ScalarMetadata, ValueMetadata } from '../metadata/value-metadata.js';

/** A value that a converter stands before. */
type ConvertedMetadata = (ScalarMetadata | DynamicMetadata) & { readonly converter: Converter };

/** Tells whether a converter stands before a value. */
export function isConverted(meta: ValueMetadata): meta is ConvertedMetadata {
  return 'converter' in meta && meta.converter !== null;
}

/**
 * What a converter makes of a value that JSON cannot say, such as an object of a class; any other value
 * as it is. Only the converter knows such objects: of their own properties nothing may be left.
 *
 * @throws MappingError when the converter fails
 */
export function convertedForm({ value: meta, label }: PropertyMetadata, value: unknown): unknown {
  if (!isConverted(meta) || isPlain(value)) return value;
  try {
    return meta.converter.toAerospike(value);
  } catch (error) {
    throw new MappingError(label, messageOf(error), error);
  }
}

/**
 * The value of a property with a converter: as it is where the converter takes it so, else what the
 * converter makes of it. What it does not take either is left as it is.
 *
 * @param stored what the plain form is as the declared type
 */
export function fromConvertedForm(
  meta: ConvertedMetadata,
  plain: unknown,
  stored: unknown,
): unknown {
  const { converter } = meta;
  try {
    const again = converter.toAerospike(plain);
    const isOwn = fits(meta, again) && isDeepStrictEqual(converter.fromAerospike(again), plain);
    if (isOwn) return plain;
  } catch {
    // It is no value of the property.
  }
  try {
    return fits(meta, stored) ? converter.fromAerospike(stored) : plain;
  } catch {
    return plain;
  }
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'bigint') return false;
  return (
    typeof value !== 'object' || value === null || Array.isArray(value) || isPlainObject(value)
  );
}

function fits({ kind }: ConvertedMetadata, stored: unknown): stored is BinValue {
  if (stored === null || stored === undefined) return false;
  return kind === 'dynamic' || scalarCodecs[kind].write(stored) !== undefined;
}
