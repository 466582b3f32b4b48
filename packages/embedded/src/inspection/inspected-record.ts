import {
  AEROSPIKE_EPOCH,
  fromBinaryString,
  PARTITION_COUNT,
  readUserKey,
  toBinaryString,
  type UserKey,
  ValueRank,
  valueRank,
  type WireBlob,
  type WireDouble,
  type WireGeoJson,
  type WireList,
  type WireMap,
  WireError,
  type WireValue,
} from '@aeroform/protocol';
import { optionError } from '../error/option-error.js';
import type { Namespace } from '../storage/namespace.js';
import type { StoredRecord } from '../storage/stored-record.js';

/**
 * A value as `server.records()` shows it: integers beyond ±(2^53 − 1) are bigints, blobs and sketches
 * are bytes, GeoJSON is its text, maps keep the order that they are stored in.
 */
export type InspectedValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly InspectedValue[]
  | ReadonlyMap<InspectedValue, InspectedValue>;

/** A record as it is stored, decoded. Changing it changes nothing in the server. */
export interface InspectedRecord {
  /** Empty for records without a set. */
  readonly set: string;
  /** When the client sent it with `sendKey`. */
  readonly userKey: UserKey | undefined;
  readonly digest: Uint8Array;
  readonly bins: Readonly<Record<string, InspectedValue>>;
  readonly generation: number;
  /** When it expires; undefined for never. */
  readonly expiresAt: Date | undefined;
  readonly lastUpdate: Date;
}

/**
 * The records of a namespace that clients would find, by partition and digest.
 *
 * @throws {EmbeddedError} when there is no such namespace.
 */
export function inspectRecords(
  { namespaces }: { readonly namespaces: ReadonlyMap<string, Namespace> },
  name: string,
  set: string | undefined,
): readonly InspectedRecord[] {
  const namespace = namespaces.get(toBinaryString(String(name)));
  if (namespace === undefined) {
    const known = [...namespaces.keys()].join(', ');
    throw optionError(`no namespace "${name}"; there are ${known}`);
  }
  const wanted = set === undefined ? undefined : toBinaryString(set);
  const records: InspectedRecord[] = [];
  for (let id = 0; id < PARTITION_COUNT; id++) {
    for (const record of namespace.partition(id).records()) {
      if (namespace.isDoomed(record) || (wanted ?? record.set) !== record.set) continue;
      records.push(inspectRecord(record));
    }
  }
  return records;
}

function inspectRecord(record: StoredRecord): InspectedRecord {
  const { voidTime } = record;
  return {
    set: fromBinaryString(record.set),
    userKey: record.userKey === undefined ? undefined : readKey(record.userKey),
    digest: Buffer.from(record.digest),
    bins: Object.fromEntries(
      record.bins.map(({ name, value }) => [fromBinaryString(name), inspectValue(value)]),
    ),
    generation: record.generation,
    expiresAt: voidTime === 0 ? undefined : new Date((voidTime + AEROSPIKE_EPOCH) * 1000),
    lastUpdate: new Date(record.lastUpdateTime),
  };
}

function inspectValue(value: WireValue): InspectedValue {
  return INSPECTORS[valueRank(value)](value as never);
}

const INSPECTORS: Record<ValueRank, (value: never) => InspectedValue> = {
  [ValueRank.nil]: () => null,
  [ValueRank.boolean]: (value: boolean) => value,
  [ValueRank.integer]: (value: number | bigint) => value,
  [ValueRank.string]: (value: string) => fromBinaryString(value),
  [ValueRank.list]: ({ items }: WireList) => items.map(inspectValue),
  [ValueRank.map]: ({ keys, values }: WireMap) =>
    new Map(keys.map((key, i) => [inspectValue(key), inspectValue(values[i] as WireValue)])),
  [ValueRank.blob]: ({ bytes }: WireBlob) => Buffer.from(bytes),
  [ValueRank.double]: ({ value }: WireDouble) => value,
  [ValueRank.geojson]: ({ json }: WireGeoJson) => fromBinaryString(json),
  [ValueRank.wildcard]: () => '*',
  [ValueRank.infinity]: () => 'infinity',
};

/** The server stores keys unread: what is none is shown as it is. */
function readKey(data: Buffer): UserKey {
  try {
    return readUserKey(data);
  } catch (error) {
    if (error instanceof WireError) return Buffer.from(data);
    throw error;
  }
}
