import { AEROSPIKE_EPOCH } from '@aeroform/protocol';
import type { StoredRecord } from '../storage/stored-record.js';

/** Bytes of a version on the wire. */
const RECORD_VERSION_SIZE = 7;
const LUT_SIZE = 5;
const LUT_LIMIT = 2 ** 40;

/**
 * The version of a record as transactions compare it: 40 bits of last-update time (milliseconds since
 * 2010) and 16 bits of generation, least significant byte first (the layout of `as_record_version` in
 * the public source of the server; clients echo it without a look inside).
 */
export function recordVersion(record: Pick<StoredRecord, 'lastUpdateTime' | 'generation'>): Buffer {
  const version = Buffer.allocUnsafe(RECORD_VERSION_SIZE);
  const time = Math.floor(record.lastUpdateTime) - AEROSPIKE_EPOCH * 1000;
  version.writeUIntLE(((time % LUT_LIMIT) + LUT_LIMIT) % LUT_LIMIT, 0, LUT_SIZE);
  version.writeUInt16LE(record.generation, LUT_SIZE);
  return version;
}
