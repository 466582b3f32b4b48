import { OpType, ParticleType, ResultCode, type WireValue } from '@aeroform/protocol';
import { executeBitModify } from '../bit/execute.js';
import type { CdtOutcome } from '../cdt/cdt-outcome.js';
import { executeCdtModify } from '../cdt/execute.js';
import { CommandError } from '../error/command-error.js';
import { executeExpressionModify } from '../expression/expression-operation.js';
import { pathEvaluation } from '../expression/parse-expression.js';
import { executeHllModify } from '../hll/execute.js';
import { type ModifyOp, modifyParticle } from '../particle/modify-particle.js';
import { readParticle } from '../particle/read-particle.js';
import { executeReadOp, isReadOp } from './read-op.js';
import type { RecordDraft } from './record-draft.js';
import type { RequestOp } from './request.js';

/** Changes the draft and returns a result, undefined or nil for none. */
type WriteOp = (draft: RecordDraft, op: RequestOp) => WireValue | undefined;

const WRITE_OPS: Partial<Record<number, WriteOp>> = {
  [OpType.write]: writeBin,
  [OpType.increment]: modifyBin,
  [OpType.append]: modifyBin,
  [OpType.prepend]: modifyBin,
  [OpType.cdtModify]: (draft, op) =>
    settle(draft, op, executeCdtModify(draft.bin(op.name), op.value, pathEvaluation)),
  [OpType.bitModify]: (draft, op) => {
    requireBlobParticle(op);
    return settle(draft, op, executeBitModify(draft.bin(op.name), op.value));
  },
  [OpType.hllModify]: (draft, op) =>
    settle(draft, op, executeHllModify(draft.bin(op.name), op.value)),
  [OpType.expressionModify]: (draft, op) =>
    settle(draft, op, executeExpressionModify(op.value, draft, op.name)),
  [OpType.touch]: () => undefined,
  [OpType.delete]: (draft) => {
    draft.clear();
    return undefined;
  },
};

/**
 * Runs one operation of a write, which may be a read.
 *
 * @throws {CommandError} 4 for an operation that does not exist, otherwise what the operation says.
 */
export function executeWriteOp(draft: RecordDraft, op: RequestOp): WireValue | undefined {
  const execute = WRITE_OPS[op.op];
  if (execute !== undefined) return execute(draft, op);
  if (isReadOp(op.op)) return executeReadOp(draft, op);
  throw new CommandError(ResultCode.PARAMETER, `unknown operation ${op.op}`);
}

/** Of all operations that come as msgpack, the server looks at the particle type of this one only. */
function requireBlobParticle({ particleType }: RequestOp): void {
  if (particleType === ParticleType.blob) return;
  throw new CommandError(ResultCode.BIN_TYPE, 'a bit operation comes in a blob');
}

/** Puts the outcome of an operation into the draft and returns its result. */
function settle(draft: RecordDraft, op: RequestOp, outcome: CdtOutcome): WireValue | undefined {
  if (outcome.value === undefined) draft.remove(op.name);
  else if (outcome.changed) draft.put(op.name, outcome.value);
  return outcome.result;
}

function writeBin(draft: RecordDraft, op: RequestOp): undefined {
  if (op.particleType === ParticleType.null) draft.remove(op.name);
  else draft.put(op.name, readParticle(op));
}

function modifyBin(draft: RecordDraft, op: RequestOp): undefined {
  const { name } = op;
  draft.put(name, modifyParticle(op.op as ModifyOp, draft.bin(name), op));
}
