import { OpType, ResultCode, type WireValue } from '@aeroform/protocol';
import { executeBitRead } from '../bit/execute.js';
import { executeCdtRead } from '../cdt/execute.js';
import { CommandError } from '../error/command-error.js';
import { executeExpressionRead } from '../expression/expression-operation.js';
import { pathEvaluation } from '../expression/parse-expression.js';
import { executeHllRead } from '../hll/execute.js';
import type { RecordDraft } from './record-draft.js';
import type { RequestOp } from './request.js';

/** The result of a read operation; undefined or nil for none. */
type ReadOp = (draft: RecordDraft, op: RequestOp) => WireValue | undefined;

const READ_OPS: Partial<Record<number, ReadOp>> = {
  [OpType.read]: (draft, op) => draft.bin(op.name),
  [OpType.cdtRead]: (draft, op) => executeCdtRead(draft.bin(op.name), op.value, pathEvaluation),
  [OpType.bitRead]: (draft, op) => executeBitRead(draft.bin(op.name), op.value),
  [OpType.hllRead]: (draft, op) => executeHllRead(draft.bin(op.name), op.value),
  [OpType.expressionRead]: (draft, op) => executeExpressionRead(op.value, draft),
};

/**
 * @returns the result, undefined when the bin is missing or the operation has none.
 * @throws {CommandError} 4 for an operation that does not read, otherwise what the operation says.
 */
export function executeReadOp(draft: RecordDraft, op: RequestOp): WireValue | undefined {
  const execute = READ_OPS[op.op];
  if (execute === undefined) {
    throw new CommandError(ResultCode.PARAMETER, `operation ${op.op} can't be used in a read`);
  }
  return execute(draft, op);
}

/** True for the operations that {@link executeReadOp} knows. */
export function isReadOp(op: number): boolean {
  return READ_OPS[op] !== undefined;
}
