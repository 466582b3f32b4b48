import { AEROSPIKE_EPOCH, MAX_TTL_SECONDS, ResultCode, WireTtl } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { NEVER } from '../settings/set-settings.js';
import type { Namespace } from '../storage/namespace.js';
import type { StoredRecord } from '../storage/stored-record.js';

/** What a write says about the time to live. */
export interface TtlOfWrite {
  /** As sent: seconds or one of {@link WireTtl}. */
  readonly ttl: number;
  readonly set: string;
}

/**
 * When a record expires after a write.
 *
 * @param record - undefined when the write creates it.
 * @param now - milliseconds since 1970.
 * @returns seconds since 2010, 0 for never.
 * @throws {CommandError} 4 beyond ten years, 22 for a TTL that nothing would ever enforce.
 */
export function voidTimeAfterWrite(
  namespace: Namespace,
  { ttl, set }: TtlOfWrite,
  record: StoredRecord | undefined,
  now: number,
): number {
  if (ttl === WireTtl.dontUpdate && record !== undefined) return record.voidTime;
  const voidTime = requestedVoidTime(namespace, ttl, set, now);
  return record === undefined ? voidTime : afterReduction(namespace, record.voidTime, voidTime);
}

function requestedVoidTime(namespace: Namespace, ttl: number, set: string, now: number): number {
  if (ttl === WireTtl.neverExpire) return 0;
  const isDefault = ttl === WireTtl.namespaceDefault || ttl === WireTtl.dontUpdate;
  const seconds = isDefault ? defaultTtl(namespace, set) : ttl;
  if (seconds > MAX_TTL_SECONDS) {
    throw new CommandError(ResultCode.PARAMETER, 'a TTL of more than ten years');
  }
  if (seconds === 0) return 0;
  const { nsupPeriod, allowTtlWithoutNsup } = namespace.options;
  if (nsupPeriod === 0 && !allowTtlWithoutNsup) {
    throw new CommandError(ResultCode.FORBIDDEN, 'a TTL, but nsup-period is 0');
  }
  return Math.floor(now / 1000) - AEROSPIKE_EPOCH + seconds;
}

/** That of the set, or else of the namespace; 0 for never. */
function defaultTtl({ setSettings, options }: Namespace, set: string): number {
  const ttl = setSettings.size === 0 ? 0 : (setSettings.get(set)?.number('default-ttl') ?? 0);
  if (ttl === NEVER) return 0;
  return ttl === 0 ? options.defaultTtl : ttl;
}

/**
 * Reductions can be switched off: records then keep their time. To the server it is also one when a
 * record that expires will never do, and the other way round.
 */
function afterReduction({ options, counters }: Namespace, old: number, voidTime: number): number {
  const isReduction = old === 0 ? voidTime !== 0 : voidTime < old;
  if (!isReduction) return voidTime;
  if (options.applyTtlReductions) {
    counters.ttlReductionsApplied++;
    return voidTime;
  }
  counters.ttlReductionsIgnored++;
  return old;
}
