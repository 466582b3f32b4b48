import type { BinValue } from '@aeroform/core';
import type { Converter } from '../converter/converter.js';
import { describeValue } from '../error/describe-value.js';
import { messageOf } from '../error/message-of.js';
import type { ScalarKind, ScalarMetadata } from '../metadata/value-metadata.js';
import { type ScalarCodec, scalarCodecs } from './scalar-value.js';
import { ValueFault } from './value-fault.js';
import type { ValueMapper } from './value-mapper.js';

const plainMappers = new Map<ScalarKind, ValueMapper>();

/** The mapper of a scalar; those without a converter are shared by all properties. */
export function scalarMapper({ kind, converter }: ScalarMetadata): ValueMapper {
  const plain = plainMappers.get(kind) ?? codecMapper(kind);
  plainMappers.set(kind, plain);
  return converter === null ? plain : convertedMapper(converter, plain);
}

function codecMapper(kind: ScalarKind): ValueMapper {
  const codec = scalarCodecs[kind];
  return {
    read(stored) {
      const value = attempt(codec.read, stored);
      return value === undefined ? wrongStored(kind, codec, stored) : value;
    },
    write(value) {
      const stored = attempt(codec.write, value);
      return stored === undefined ? wrongValue(codec, value) : stored;
    },
    same: (value, stored) => neverThrows(codec.same, value, stored),
    isIdentity: codec.isIdentity === true,
  };
}

/** Puts a converter before a mapper. */
export function convertedMapper(converter: Converter, stored: ValueMapper): ValueMapper {
  const write = (value: unknown): BinValue => {
    const converted = attempt((given) => converter.toAerospike(given), value);
    return converted === null ? null : stored.write(converted);
  };
  return {
    read(raw, refs) {
      const value = stored.read(raw, refs);
      try {
        // safe: the mapper reads what the converter wrote through it
        return converter.fromAerospike(value as BinValue);
      } catch (error) {
        throw new ValueFault(`the stored value is wrong: ${messageOf(error)}`, error);
      }
    },
    write,
    same: (value, raw) =>
      neverThrows((given, before) => stored.same(converter.toAerospike(given), before), value, raw),
  };
}

function attempt<A, R>(call: (argument: A) => R, argument: A): R {
  try {
    return call(argument);
  } catch (error) {
    throw new ValueFault(messageOf(error), error);
  }
}

/** What cannot be compared is taken for changed: writing it then says what is wrong. */
function neverThrows(
  same: (value: unknown, stored: BinValue) => boolean,
  value: unknown,
  stored: BinValue,
): boolean {
  try {
    return same(value, stored);
  } catch {
    return false;
  }
}

function wrongStored(kind: ScalarKind, { expected }: ScalarCodec, stored: BinValue): never {
  throw new ValueFault(
    `the record holds ${describeValue(stored)}, but the declared type is '${kind}' (${expected})`,
  );
}

function wrongValue({ expected }: ScalarCodec, value: unknown): never {
  throw new ValueFault(`must be ${expected}; got ${describeValue(value)}`);
}
