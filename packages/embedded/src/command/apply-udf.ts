import { FieldType, Info2, Info3, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { countUnsupported } from '../inspection/counters.js';
import type { CommandContext } from './command-context.js';
import { checkSetOfUpdate, checkUserKey } from './preconditions.js';
import type { RecordAccess } from './record-access.js';
import { checkFilter } from './record-filter.js';
import type { Request } from './request.js';
import { UdfFailure } from './udf-failure.js';

const FORBIDDEN_INFO2 = Info2.generationEqual | Info2.generationGreater | Info2.createOnly;
const FORBIDDEN_INFO3 = Info3.updateOnly | Info3.createOrReplace | Info3.replaceOnly;

/**
 * Applies a function of a Lua module to one record. There are no modules: the checks are made, then
 * the answer is that of a server without the module.
 *
 * @throws {CommandError} in the server's order of checks, in the end always.
 */
export function applyUdf(context: CommandContext, request: Request, access: RecordAccess): never {
  for (const type of [FieldType.udfModule, FieldType.udfFunction, FieldType.udfArguments]) {
    if (!request.has(type)) throw new CommandError(ResultCode.PARAMETER, `no field ${type}`);
  }
  if ((request.info2 & FORBIDDEN_INFO2) !== 0 || (request.info3 & FORBIDDEN_INFO3) !== 0) {
    throw new CommandError(ResultCode.PARAMETER, 'a policy that functions do not have');
  }
  if (request.has(FieldType.transactionId)) {
    throw new CommandError(ResultCode.ENTERPRISE_ONLY, 'transactions');
  }
  const record = context.namespace.find(access.digest);
  access.found = record;
  if (record !== undefined && !context.namespace.isDoomed(record)) {
    checkSetOfUpdate(request, record);
    checkFilter(context, request, record);
    checkUserKey(request, record);
  }
  countUnsupported(context.node.counters, 'udf');
  throw new UdfFailure('UDF: Execution Error 1');
}
