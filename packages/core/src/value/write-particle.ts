import { types } from 'node:util';
import { type MsgpackWriter, ParticleType } from '@aeroform/protocol';
import type { BinValue } from './bin-value.js';
import { checkText } from './check-text.js';
import { toInvalidArg } from './invalid-value.js';
import { valueBrand } from './value-brand.js';
import { integerOf } from './write-number.js';
import { writeElement } from './write-element.js';

/**
 * Appends the particle of a bin value.
 *
 * @param path - of the value in the caller's arguments, for the error.
 * @returns the particle type; null for `null`, which removes the bin.
 * @throws {InvalidArgError} that names the path of the first value that Aerospike has no type for.
 */
export function writeParticle(writer: MsgpackWriter, value: BinValue, path: string): number {
  try {
    return writeBinValue(writer, value);
  } catch (error) {
    throw toInvalidArg(error, path);
  }
}

function writeBinValue(writer: MsgpackWriter, value: BinValue): number {
  switch (typeof value) {
    case 'string':
      writer.utf8(checkText(value));
      return ParticleType.string;
    case 'number':
    case 'bigint':
      return writeNumber(writer, value);
    case 'boolean':
      writer.u8(value ? 1 : 0);
      return ParticleType.boolean;
    case 'object':
      if (value !== null) return writeObject(writer, value);
      return ParticleType.null;
    default:
      writeElement(writer, value, 0, 'stored');
      return ParticleType.null;
  }
}

function writeNumber(writer: MsgpackWriter, value: number | bigint): number {
  const integer = integerOf(value);
  if (integer === undefined) {
    writer.f64(value as number);
    return ParticleType.double;
  }
  writer.u64(integer);
  return ParticleType.integer;
}

function writeObject(writer: MsgpackWriter, value: object): number {
  if (types.isUint8Array(value)) {
    writer.bytes(value);
    return ParticleType.blob;
  }
  const write = BRANDED[valueBrand(value) as string];
  if (write !== undefined) return write(writer, value as never);
  writeElement(writer, value as BinValue, 0, 'stored');
  return Array.isArray(value) || types.isSet(value) ? ParticleType.list : ParticleType.map;
}

const BRANDED: Readonly<Record<string, (writer: MsgpackWriter, value: never) => number>> = {
  double: (writer, { value }: { value: number }) => {
    writer.f64(value);
    return ParticleType.double;
  },
  // Flags and number of cells, all zero: the server computes the cells.
  geojson: (writer, { json }: { json: string }) => {
    writer.u8(0).u16(0).utf8(json);
    return ParticleType.geojson;
  },
  hll: (writer, { bytes }: { bytes: Uint8Array }) => {
    writer.bytes(bytes);
    return ParticleType.hll;
  },
};
