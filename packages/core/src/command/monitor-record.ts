import { computeDigest, partitionId } from '@aeroform/protocol';
import { LIST_ORDERED } from '../cdt/list-order.js';
import {
  LIST_WRITE_ADD_UNIQUE,
  LIST_WRITE_NO_FAIL,
  LIST_WRITE_PARTIAL,
} from '../cdt/write-flag.js';
import type { ResolvedKey } from '../key/resolve-key.js';
import { listAppend, listAppendItems } from '../operation/list/modify.js';
import type { Operation } from '../operation/operation.js';
import { write } from '../operation/scalar-operation.js';
import type { Bins } from '../value/bin-value.js';

// The record by which the servers know of a transaction; set, bins and list as in the public clients.

const SET = '<ERO~MRT';
const DIGESTS = Object.freeze({
  order: LIST_ORDERED,
  flags: LIST_WRITE_ADD_UNIQUE | LIST_WRITE_NO_FAIL | LIST_WRITE_PARTIAL,
});

/** Tells the servers that the transaction is committed. */
export const ROLL_FORWARD: Bins = Object.freeze({ fwd: true });

/** The monitor record of a transaction. */
export function monitorKey(namespace: string, id: bigint): ResolvedKey {
  const digest = computeDigest(SET, id);
  return { namespace, set: SET, userKey: id, digest, partitionId: partitionId(digest) };
}

/** Makes the monitor record, unless it `exists`, and lists records that are about to be written. */
export function announcement(
  id: bigint,
  keys: readonly ResolvedKey[],
  exists: boolean,
): readonly Operation[] {
  const digests = keys.map(({ digest }) => digest);
  const [only] = digests;
  const list =
    digests.length === 1 && only !== undefined
      ? listAppend('keyds', only, DIGESTS)
      : listAppendItems('keyds', digests, DIGESTS);
  return exists ? [list] : [write('id', id), list];
}
