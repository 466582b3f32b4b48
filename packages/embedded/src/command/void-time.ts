import { AEROSPIKE_EPOCH, MAX_TTL_SECONDS, ResultCode, WireTtl } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { NamespaceOptions } from '../storage/namespace-options.js';
import type { StoredRecord } from '../storage/stored-record.js';

/**
 * When a record expires after a write.
 *
 * @param ttl - as sent: seconds or one of {@link WireTtl}.
 * @param record - undefined when the write creates it.
 * @param now - milliseconds since 1970.
 * @returns seconds since 2010, 0 for never.
 * @throws {CommandError} 4 beyond ten years, 22 for a TTL that nothing would ever enforce.
 */
export function voidTimeAfterWrite(
  options: NamespaceOptions,
  ttl: number,
  record: StoredRecord | undefined,
  now: number,
): number {
  if (ttl === WireTtl.dontUpdate && record !== undefined) return record.voidTime;
  if (ttl === WireTtl.neverExpire) return 0;
  const seconds =
    ttl === WireTtl.namespaceDefault || ttl === WireTtl.dontUpdate ? options.defaultTtl : ttl;
  if (seconds > MAX_TTL_SECONDS) {
    throw new CommandError(ResultCode.PARAMETER, 'a TTL of more than ten years');
  }
  if (seconds === 0) return 0;
  if (options.nsupPeriod === 0 && !options.allowTtlWithoutNsup) {
    throw new CommandError(ResultCode.FORBIDDEN, 'a TTL, but nsup-period is 0');
  }
  return Math.floor(now / 1000) - AEROSPIKE_EPOCH + seconds;
}
