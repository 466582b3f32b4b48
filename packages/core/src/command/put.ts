import { types } from 'node:util';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import type { Key, PreparedKey } from '../key/key.js';
import { resolveKey } from '../key/resolve-key.js';
import { mergeWritePolicy } from '../policy/merge-policy.js';
import type { WriteMeta, WritePolicy } from '../policy/write-policy.js';
import type { RecordMetadata } from '../record/record.js';
import { MAX_BINS } from '../value/bin-name.js';
import type { Bins } from '../value/bin-value.js';
import { refuseRemoval } from './refuse-removal.js';
import { execute, type Session } from './session.js';

/** What a write takes besides what it writes. */
export interface WriteOptions {
  readonly meta?: WriteMeta | null | undefined;
  readonly policy?: WritePolicy | undefined;
}

/** Writes bins. */
export function put(
  session: Session,
  key: Key | PreparedKey,
  bins: Bins,
  { meta, policy }: WriteOptions,
): Promise<RecordMetadata> {
  return execute(session, () => {
    const resolved = resolveKey(key);
    const checked = checkBins(bins, 'bins');
    const merged = mergeWritePolicy(session.policies.write, policy, meta);
    refuseRemoval(checked, merged.exists);
    return { kind: 'put', verb: 'put', key: resolved, bins: checked, policy: merged };
  });
}

/** @throws {InvalidArgError} unless it is an object with 1 to 32,767 bins. */
export function checkBins(bins: Bins, path: string): Bins {
  if (typeof bins !== 'object' || bins === null || isCollection(bins)) {
    throw invalidArg(path, bins, `a plain object of bin names and values${remedy(bins)}`);
  }
  const count = Object.keys(bins).length;
  if (count === 0) {
    throw invalidArg(path, bins, 'an object with at least one bin; use touch() to write none');
  }
  if (count <= MAX_BINS) return bins;
  throw new InvalidArgError(`${path} has ${count} bins; a record holds ${MAX_BINS} at most`, {
    argument: path,
  });
}

/** Objects that hold something, but not as bins. */
function isCollection(given: object): boolean {
  const holdsElements = Array.isArray(given) || ArrayBuffer.isView(given);
  return holdsElements || types.isMap(given) || types.isSet(given) || types.isDate(given);
}

function remedy(given: unknown): string {
  return types.isMap(given) ? ' (Object.fromEntries(map) makes one of a Map)' : '';
}
