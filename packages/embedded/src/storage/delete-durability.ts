import { ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { NamespaceOptions } from './namespace-options.js';

/**
 * Whether a record may be removed in this way. Strong consistency requires tombstones (Aerospike's
 * public documentation of durable deletes and of `strong-consistency-allow-expunge`).
 *
 * @param edition - of the server.
 * @throws {CommandError} 25 on durable deletes in the Community Edition; 22 on others where strong
 *   consistency rules, unless `strongConsistencyAllowExpunge` is set.
 */
export function checkDeleteDurability(
  edition: 'community' | 'enterprise',
  options: NamespaceOptions,
  durable: boolean,
): void {
  if (durable) {
    if (edition === 'enterprise') return;
    throw new CommandError(ResultCode.ENTERPRISE_ONLY, 'durable deletes');
  }
  if (options.strongConsistency && !options.strongConsistencyAllowExpunge) {
    throw new CommandError(ResultCode.FORBIDDEN, 'a delete that is not durable');
  }
}
