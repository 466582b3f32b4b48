import { computeDigest } from '@aeroform/protocol';
import type { UserKey } from '../../../key/key.js';
import type { AerospikeRecord } from '../../../record/record.js';
import type { Bins } from '../../../value/bin-value.js';
import type { OfficialRecordKey } from '../official-many.js';
import type { OfficialBins, OfficialMeta } from '../official-module.js';
import { convertBins, needsType } from '../from-official-value.js';
import { toMetadata } from '../record/to-metadata.js';

/** A record of a query, and whether it must be read once more to be known exactly. */
export interface QueriedRecord {
  readonly record: AerospikeRecord;
  readonly isExact: boolean;
}

/**
 * A record of a query as the wire driver has it.
 *
 * @param isRaw - lists and maps are bytes.
 */
export function fromOfficialRecord(
  { ns, set = '', key, digest }: OfficialRecordKey,
  bins: OfficialBins,
  meta: OfficialMeta,
  isRaw: boolean,
): QueriedRecord {
  const isOpen = isRaw && Object.values(bins).some(needsType);
  const isExact = convertBins(bins).length === 0 && !isOpen;
  const record = {
    key: [ns, set, userKeyOf(set, key ?? null, digest), digest],
    meta: toMetadata(meta),
    bins: bins as Bins,
  } as const;
  return { record, isExact };
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
