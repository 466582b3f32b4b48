import {
  ByteWriter,
  FieldType,
  type MessageField,
  PARTITION_COUNT,
  ParticleType,
  partitionId,
  WireBlob,
  WireGeoJson,
  type WireValue,
  writeIndexRange,
} from '@aeroform/protocol';
import { field } from './frame.js';
import { digestOf, type Scope, USER_KEYS } from './scope.js';

/** Ids of partitions, as a query asks for them. */
export function partitionsField(ids: readonly number[]): MessageField {
  const data = Buffer.alloc(ids.length * 2);
  for (const [index, id] of ids.entries()) data.writeUInt16LE(id, index * 2);
  return field(FieldType.partitionIds, data);
}

export const ALL_PARTITION_IDS: readonly number[] = Array.from(
  { length: PARTITION_COUNT },
  (_, id) => id,
);

/** The partitions that records of the episode can be in. */
export function usedPartitions(scope: Scope): number[] {
  return [...new Set(USER_KEYS.map((userKey) => partitionId(digestOf(scope, userKey))))];
}

/** The range of an index query: from `begin` to `end`. */
export function rangeField(binName: string, begin: WireValue, end: WireValue): MessageField {
  const writer = new ByteWriter();
  writeIndexRange(writer, {
    binName,
    particleType: particleTypeOf(begin),
    begin: bound(begin),
    end: bound(end),
  });
  return field(FieldType.indexRange, writer.toBuffer());
}

function particleTypeOf(value: WireValue): number {
  if (typeof value === 'string') return ParticleType.string;
  if (value instanceof WireBlob) return ParticleType.blob;
  return value instanceof WireGeoJson ? ParticleType.geojson : ParticleType.integer;
}

function bound(value: WireValue): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'latin1');
  if (value instanceof WireBlob) return value.bytes;
  if (value instanceof WireGeoJson) return Buffer.from(value.json, 'latin1');
  const data = Buffer.alloc(8);
  data.writeBigInt64BE(BigInt.asIntN(64, BigInt(value as number)));
  return data;
}
