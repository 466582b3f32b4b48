import { Info1, Info2, Info3, OpType, ParticleType, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { checkBinName } from './bin-name.js';
import { MAX_OPS, type Request, type RequestOp } from './request.js';

/** What the flags and operations of a write say about the record as a whole. */
export interface WritePolicy {
  /** The record must be there. */
  readonly updateOnly: boolean;
  /** The write starts from an empty record. */
  readonly replace: boolean;
  readonly respondAll: boolean;
  /** The answer holds whole bins, not the results of single operations. */
  readonly readAll: boolean;
}

/** What an operation is, as far as the record policies care. */
interface OpTraits {
  readonly reads?: boolean;
  /** Its result would stand beside the bins of a read of all bins. */
  readonly answers?: boolean;
  /** It builds on what is stored, which a replacing write throws away. */
  readonly modifies?: boolean;
}

const OP_TRAITS: Partial<Record<number, OpTraits>> = {
  [OpType.read]: { reads: true, answers: true },
  [OpType.cdtRead]: { reads: true, answers: true },
  [OpType.bitRead]: { reads: true, answers: true },
  [OpType.hllRead]: { reads: true, answers: true },
  [OpType.expressionRead]: { reads: true, answers: true },
  [OpType.cdtModify]: { modifies: true, answers: true },
  [OpType.hllModify]: { modifies: true, answers: true },
  [OpType.bitModify]: { modifies: true },
  [OpType.increment]: { modifies: true },
  [OpType.append]: { modifies: true },
  [OpType.prepend]: { modifies: true },
  [OpType.delete]: { modifies: true },
  [OpType.touch]: { modifies: true },
};

const NO_TRAITS: OpTraits = {};

/**
 * Checks flags and operations of a write before any record is looked at.
 *
 * @throws {CommandError} 4 on combinations that make no sense, 21 on a bad bin name.
 */
export function readWritePolicy(request: Request): WritePolicy {
  const { info1, info2, info3, ops } = request;
  if (ops.length === 0) throw refused('a write without operations');
  if (ops.length > MAX_OPS) throw refused(`more than ${MAX_OPS} operations`);
  const replace = (info3 & (Info3.createOrReplace | Info3.replaceOnly)) !== 0;
  const respondAll = (info2 & Info2.respondAllOps) !== 0;
  const seen = { reads: false, readAll: false, answers: false, touches: false };
  for (const op of ops) {
    if (op.op === OpType.touch) seen.touches = true;
    else checkBinName(op);
    const traits = OP_TRAITS[op.op] ?? NO_TRAITS;
    if (replace && (traits.modifies === true || isBinRemoval(op))) {
      throw refused(`operation ${op.op} in a write that replaces the record`);
    }
    seen.reads ||= traits.reads === true;
    if (isReadAll(op, request)) {
      if (respondAll || seen.readAll) throw refused('a read of all bins among others');
      seen.readAll = true;
    } else {
      seen.answers ||= traits.answers === true;
    }
  }
  if (seen.reads && (info1 & Info1.read) === 0) throw refused('a read without the read flag');
  if (seen.readAll && seen.answers) throw refused('a read of all bins among others');
  if ((info1 & Info1.getAll) !== 0 && !seen.readAll) throw refused('no read of all bins');
  const updateOnly = seen.touches || (info3 & (Info3.updateOnly | Info3.replaceOnly)) !== 0;
  return { updateOnly, replace, respondAll, readAll: seen.readAll };
}

/** True for the operation that reads all bins of the record as it is then. */
export function isReadAll(op: RequestOp, request: Request): boolean {
  return op.op === OpType.read && op.nameSize === 0 && (request.info1 & Info1.getAll) !== 0;
}

function isBinRemoval(op: RequestOp): boolean {
  return op.op === OpType.write && op.particleType === ParticleType.null;
}

function refused(what: string): CommandError {
  return new CommandError(ResultCode.PARAMETER, what);
}
