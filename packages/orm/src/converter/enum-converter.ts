import { describeValue } from '../error/describe-value.js';
import type { Converter } from './converter.js';

/** What an enum's members are stored as, and the converter that checks them. */
export interface EnumMapping {
  readonly kind: 'string' | 'int' | 'dynamic';
  readonly converter: Converter;
}

/**
 * @param source an enum object, or an array of the allowed values
 * @param as store values or member names; an array has no names
 */
export function enumMapping(source: object, as: 'value' | 'name'): EnumMapping {
  const members = membersOf(source);
  const storedOf = new Map<unknown, string | number>();
  const memberOf = new Map<unknown, string | number>();
  for (const [name, value] of members) {
    const stored = as === 'name' ? name : value;
    storedOf.set(value, stored);
    memberOf.set(stored, value);
  }
  return {
    kind: kindOf([...memberOf.keys()]),
    converter: { toAerospike: lookUp(storedOf), fromAerospike: lookUp(memberOf) },
  };
}

function lookUp(table: ReadonlyMap<unknown, string | number>): (value: unknown) => string | number {
  return (value) => {
    const found = table.get(value);
    if (found !== undefined) return found;
    const known = [...table.keys()].map((key) => JSON.stringify(key)).join(', ');
    throw new TypeError(`must be one of ${known}; got ${describeValue(value)}`);
  };
}

/** Numeric enums also map their values back to names; those entries are no members. */
function membersOf(source: object): [name: string, value: string | number][] {
  const entries = Object.entries(source) as [string, string | number][];
  if (Array.isArray(source)) return entries.map(([, value]) => [String(value), value]);
  return entries.filter(([name]) => !/^-?\d+$/.test(name));
}

function kindOf(stored: readonly unknown[]): EnumMapping['kind'] {
  if (stored.every((value) => typeof value === 'string')) return 'string';
  return stored.every((value) => Number.isSafeInteger(value)) ? 'int' : 'dynamic';
}
