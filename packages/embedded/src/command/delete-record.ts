import { Info2, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { CommandContext } from './command-context.js';
import { notFound } from './not-found.js';
import { checkGeneration, checkSet, checkUserKey } from './preconditions.js';
import type { RecordAccess } from './record-access.js';
import { checkFilter } from './record-filter.js';
import type { Request } from './request.js';

/**
 * Removes one record. An expired record that is still in memory counts as there, as in the server.
 * Answers never carry a generation.
 *
 * @throws {CommandError} in the server's order of checks.
 */
export function deleteRecord(
  context: CommandContext,
  request: Request,
  access: RecordAccess,
): void {
  if ((request.info2 & Info2.durableDelete) !== 0) {
    throw new CommandError(ResultCode.ENTERPRISE_ONLY, 'durable deletes');
  }
  const record = context.namespace.find(access.digest);
  if (record === undefined) throw notFound();
  checkSet(request, record);
  checkGeneration(request, record.generation);
  checkFilter(context, request, record);
  checkUserKey(request, record);
  context.namespace.delete(access.digest);
}
