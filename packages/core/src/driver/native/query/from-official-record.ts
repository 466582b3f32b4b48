import { computeDigest } from '@aeroform/protocol';
import type { UserKey } from '../../../key/key.js';
import type { AerospikeRecord } from '../../../record/record.js';
import type { Bins } from '../../../value/bin-value.js';
import type { OfficialRecordKey } from '../official-many.js';
import type { OfficialBins, OfficialMeta } from '../official-module.js';
import { convertBins, needsType } from '../from-official-value.js';
import { toMetadata } from '../record/to-metadata.js';

/**
 * Turns the bins of a record into what the wire driver has, in place.
 *
 * @param isRaw - lists and maps are bytes.
 * @returns whether they are exact: if not, the record must be read once more.
 */
export function convertRecord(bins: OfficialBins, isRaw: boolean): boolean {
  const isOpen = isRaw && Object.values(bins).some(needsType);
  return convertBins(bins).length === 0 && !isOpen;
}

/** A record of a query as the wire driver has it. */
export function fromOfficialRecord(
  { ns, set = '', key, digest }: OfficialRecordKey,
  bins: OfficialBins,
  meta: OfficialMeta,
): AerospikeRecord {
  return {
    key: [ns, set, userKeyOf(set, key ?? null, digest), digest],
    meta: toMetadata(meta),
    bins: bins as Bins,
  };
}

/** Half of the distance between two numbers of JavaScript, at the most that 64 bits hold. */
const MOST_OFF = 512n;

/** The addon rounds integers to numbers; the digest tells which one it was. */
function userKeyOf(set: string, key: UserKey | null, digest: Buffer): UserKey | null {
  if (typeof key !== 'number' || Number.isSafeInteger(key)) return key;
  const rounded = BigInt(key);
  for (let off = 0n; off <= MOST_OFF; off++) {
    for (const candidate of [rounded - off, rounded + off]) {
      if (
        candidate === BigInt.asIntN(64, candidate) &&
        computeDigest(set, candidate).equals(digest)
      ) {
        return candidate;
      }
    }
  }
  return null;
}
