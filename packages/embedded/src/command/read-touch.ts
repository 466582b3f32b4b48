import { AEROSPIKE_EPOCH, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { StoredRecord } from '../storage/stored-record.js';
import type { CommandContext } from './command-context.js';
import type { Request } from './request.js';

/** In the TTL of a read: do not touch. */
const NEVER_TOUCH = 0xffff_ffff;

/**
 * Renews a record that is read in the last part of its life. A read says in its TTL how large that
 * part is, in percent of the TTL that was last written; 0 asks for the default, which is none.
 *
 * @throws {CommandError} 4 on more than 100 percent.
 */
export function touchOnRead(context: CommandContext, request: Request, record: StoredRecord): void {
  const percent = request.recordTtl;
  if (record.voidTime === 0 || percent === 0 || percent === NEVER_TOUCH) return;
  if (percent > 100) {
    throw new CommandError(ResultCode.PARAMETER, `a read-touch TTL of ${percent} percent`);
  }
  const clock = context.namespace.clock;
  const writtenAt = Math.floor(record.lastUpdateTime / 1000) - AEROSPIKE_EPOCH;
  const ttl = record.voidTime - writtenAt;
  if (clock.nowSeconds() < record.voidTime - Math.floor((ttl * percent) / 100)) return;
  context.namespace.put({
    ...record,
    voidTime: clock.nowSeconds() + ttl,
    lastUpdateTime: clock.now(),
  });
}
