import { FieldType, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { evaluateFilter } from '../expression/evaluate-expression.js';
import { parseFilterExpression } from '../expression/parse-expression.js';
import type { StoredRecord } from '../storage/stored-record.js';
import type { CommandContext } from './command-context.js';
import { RecordDraft } from './record-draft.js';
import type { Request } from './request.js';

/**
 * The filter expression of a command on one record, if it has any. It is parsed only for records that
 * are there, as in the server.
 *
 * @throws {CommandError} 4 when it is malformed, 27 when the record does not pass.
 */
export function checkFilter(context: CommandContext, request: Request, record: StoredRecord): void {
  const bytes = request.field(FieldType.filterExpression);
  const filter = bytes === undefined ? request.batchFilter : parseFilterExpression(bytes);
  if (filter === undefined) return;
  const draft = new RecordDraft(record, record.bins, context.namespace.clock.now());
  if (!evaluateFilter(filter, draft)) {
    throw new CommandError(ResultCode.FILTERED_OUT, 'filtered out');
  }
}
