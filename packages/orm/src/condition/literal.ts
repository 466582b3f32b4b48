import { types } from 'node:util';
import { type BinValue, Double, GeoJson } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import { toBin } from '../mapping/to-bin.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import type { Literal } from './operand.js';
import { INT64_MAX, INT64_MIN, literal } from './value-interval.js';

/**
 * The stored form of a value that a property is compared with.
 *
 * @throws QueryError for undefined and NaN, MappingError for a value of another type than declared
 */
export function literalOf(value: ValueMetadata, given: unknown, label: string): Literal {
  requireDefined(given, label);
  if (given === null) throw nullOperand(label);
  if (value.kind === 'json') {
    throw new QueryError(
      `${label}: JSON is stored as text, which equal objects may write differently; declare what is compared as properties of its own`,
    );
  }
  if (value.kind === 'reference' && value.by === 'id') {
    const { id } = value.target();
    return literalOf(id.value, referencedId(given, id.property), label);
  }
  if (value.kind === 'dynamic' && value.converter === null && typeof given === 'number') {
    return classify(given, label);
  }
  const stored = toBin(value, given, label);
  if (stored === null) throw nullOperand(label);
  return classify(stored, label);
}

/** The literal of an integer that is no property: a size, a ttl, a modulus. */
export function integerLiteral(given: unknown, label: string): Literal {
  requireDefined(given, label);
  const whole = typeof given === 'bigint' || Number.isSafeInteger(given);
  if (!whole) throw new QueryError(`${label}: must be a whole number; got ${describeValue(given)}`);
  return classify(given as number | bigint, label);
}

/** The literal of a double that is no property: an operand of arithmetic on doubles. */
export function doubleLiteral(given: unknown, label: string): Literal {
  requireDefined(given, label);
  if (typeof given !== 'number' || Number.isNaN(given)) {
    throw new QueryError(`${label}: must be a number; got ${describeValue(given)}`);
  }
  return literal('double', given);
}

/** Refuses undefined: a forgotten value must not become a condition that matches other records. */
export function requireDefined(given: unknown, label: string): void {
  if (given !== undefined) return;
  throw new QueryError(
    `${label}: the value to compare with is undefined; leave the condition out, or use isNull() to find absent values`,
  );
}

/** An integer literal as a double, for comparison with doubles. */
export function asDouble(value: Literal): Literal {
  return value.type === 'int' ? literal('double', Number(value.value)) : value;
}

function nullOperand(label: string): QueryError {
  return new QueryError(`${label}: null has no order; use isNull() or exists()`);
}

function classify(stored: BinValue, label: string): Literal {
  switch (typeof stored) {
    case 'boolean':
      return literal('bool', stored);
    case 'string':
      return literal('string', stored);
    case 'bigint':
      return int64(stored, label);
    case 'number':
      return Number.isSafeInteger(stored)
        ? literal('int', BigInt(stored))
        : doubleLiteral(stored, label);
    default:
      return classifyObject(stored, label);
  }
}

function classifyObject(stored: BinValue, label: string): Literal {
  if (stored instanceof Double) return doubleLiteral(stored.value, label);
  if (stored instanceof GeoJson) return literal('geojson', stored);
  if (types.isUint8Array(stored)) return literal('blob', stored);
  if (Array.isArray(stored) || types.isSet(stored)) return literal('list', stored);
  return literal('map', stored);
}

function int64(value: bigint, label: string): Literal {
  if (value >= INT64_MIN && value <= INT64_MAX) return literal('int', value);
  throw new QueryError(`${label}: ${value}n does not fit 64 bits`);
}

/** A reference, or the entity it refers to, stands for its id. */
function referencedId(given: unknown, idProperty: string): unknown {
  if (typeof given !== 'object' || given === null || types.isUint8Array(given)) return given;
  const named = given as { readonly id?: unknown; readonly [property: string]: unknown };
  return 'loaded' in named ? named.id : named[idProperty];
}
