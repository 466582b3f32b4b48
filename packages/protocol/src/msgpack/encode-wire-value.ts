import { ParticleType } from '../particle/particle-type.js';
import {
  WireBlob,
  WireDouble,
  WireGeoJson,
  WireInfinity,
  WireList,
  WireMap,
  type WireValue,
} from '../value/wire-value.js';
import { MsgpackWriter } from './msgpack-writer.js';

/** Appends an exact value. */
export function writeWireValue(writer: MsgpackWriter, value: WireValue): void {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      writer.integer(value);
      return;
    case 'string':
      writer.binaryText(ParticleType.string, value);
      return;
    case 'boolean':
      writer.boolean(value);
      return;
    default:
      writeObject(writer, value);
  }
}

/** An exact value as msgpack. */
export function encodeWireValue(value: WireValue): Buffer {
  const writer = new MsgpackWriter();
  writeWireValue(writer, value);
  return writer.toBuffer();
}

function writeObject(
  writer: MsgpackWriter,
  value: Exclude<WireValue, string | number | bigint | boolean>,
): void {
  if (value === null) writer.nil();
  else if (value instanceof WireList) writeList(writer, value);
  else if (value instanceof WireMap) writeMap(writer, value);
  else if (value instanceof WireDouble) writer.double(value.value);
  else if (value instanceof WireBlob) writeBlob(writer, value);
  else if (value instanceof WireGeoJson) writer.binaryText(ParticleType.geojson, value.json);
  else if (value instanceof WireInfinity) writer.infinity();
  else writer.wildcard();
}

function writeBlob(writer: MsgpackWriter, { particleType, bytes }: WireBlob): void {
  if (particleType === ParticleType.null) writer.bytesHeader(0);
  else writer.blob(particleType, bytes);
}

function writeList(writer: MsgpackWriter, list: WireList): void {
  writer.arrayHeader(list.items.length + (list.flags ? 1 : 0));
  if (list.flags) writer.flagsExtension(list.flags);
  for (const item of list.items) writeWireValue(writer, item);
}

function writeMap(writer: MsgpackWriter, map: WireMap): void {
  const { keys, values, flags } = map;
  writer.mapHeader(keys.length + (flags ? 1 : 0));
  if (flags) writer.flagsExtension(flags).nil();
  for (let i = 0; i < keys.length; i++) {
    writeWireValue(writer, keys[i] as WireValue);
    writeWireValue(writer, values[i] as WireValue);
  }
}
