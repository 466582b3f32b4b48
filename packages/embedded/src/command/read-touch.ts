import { AEROSPIKE_EPOCH, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { Namespace } from '../storage/namespace.js';
import type { StoredRecord } from '../storage/stored-record.js';
import type { CommandContext } from './command-context.js';
import { writableNamespace } from './partition-routing.js';
import type { Request } from './request.js';

/** In the TTL of a read: do not touch. */
const NEVER_TOUCH = 0xffff_ffff;

/**
 * Renews a record that is read in the last part of its life. A read says in its TTL how large that
 * part is, in percent of the TTL that was last written; 0 asks for the default of the set or namespace.
 *
 * @throws {CommandError} 4 on more than 100 percent.
 */
export function touchOnRead(context: CommandContext, request: Request, record: StoredRecord): void {
  if (record.voidTime === 0) return;
  const percent = request.recordTtl || defaultPercent(context.namespace, record.set);
  if (percent === 0 || percent === NEVER_TOUCH) return;
  if (percent > 100) {
    throw new CommandError(ResultCode.PARAMETER, `a read-touch TTL of ${percent} percent`);
  }
  // What a transaction has locked is renewed by nobody.
  const { node, namespace } = context;
  if (node.transactions(namespace)?.lockOf(record.digest) !== undefined) return;
  const clock = context.namespace.clock;
  const writtenAt = Math.floor(record.lastUpdateTime / 1000) - AEROSPIKE_EPOCH;
  const ttl = record.voidTime - writtenAt;
  if (clock.nowSeconds() < record.voidTime - Math.floor((ttl * percent) / 100)) return;
  writableNamespace(context, record.digest).put({
    ...record,
    voidTime: clock.nowSeconds() + ttl,
    lastUpdateTime: clock.stamp(),
  });
  namespace.counters.readTouches++;
}

/** That of the set, or else of the namespace. */
function defaultPercent({ setSettings, options }: Namespace, set: string): number {
  const ofSet = setSettings.get(set)?.number('default-read-touch-ttl-pct') ?? 0;
  return ofSet === 0 ? options.defaultReadTouchTtlPct : ofSet;
}
