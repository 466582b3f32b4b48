import { CdtSelectFlag, WireError, type WireValue } from '@aeroform/protocol';
import { readSigned } from '../cdt-arguments.js';
import type { CdtCall } from '../cdt-call.js';
import type { CdtOutcome } from '../cdt-outcome.js';
import type { ExpressionEvaluation } from '../expression-evaluation.js';
import { refuseParameter, refuseType } from '../refuse.js';
import { modifySelected } from './modify.js';
import type { PathQuery } from './path-query.js';
import { isContainer, select } from './select.js';
import { readExpression, readSelectSteps } from './select-step.js';

const MODE_MASK = 0x0f;

/** Runs a path operation that reads. */
export function executeSelect(
  value: WireValue,
  call: CdtCall,
  evaluation: ExpressionEvaluation | undefined,
): WireValue {
  if (!isContainer(value)) refuseType('a path needs a list or map');
  const query = readQuery(call, evaluation);
  if (query.mode === CdtSelectFlag.apply) refuseParameter('a read cannot modify');
  return select(value, query);
}

/** Runs a path operation in the place of a modification; it may also only read. */
export function executeSelectModify(
  value: WireValue | undefined,
  call: CdtCall,
  evaluation: ExpressionEvaluation | undefined,
): CdtOutcome {
  if (value === undefined || !isContainer(value)) refuseType('a path needs a list or map');
  const query = readQuery(call, evaluation);
  if (query.mode !== CdtSelectFlag.apply) {
    return { value, result: select(value, query), changed: false };
  }
  return { value: modifySelected(value, query), result: undefined, changed: true };
}

/** Reads `[254, steps, flags]` or `[254, steps, flags, expression]`. */
function readQuery(call: CdtCall, evaluation: ExpressionEvaluation | undefined): PathQuery {
  const source = { reader: call.reader, evaluation };
  const steps = readSelectSteps(source);
  try {
    const flags = readSigned(call);
    const mode = flags & MODE_MASK;
    if (mode > CdtSelectFlag.apply) refuseParameter(`path operation ${mode} is unknown`);
    const modifies = mode === CdtSelectFlag.apply;
    if (call.argumentCount !== (modifies ? 3 : 2)) {
      refuseParameter(`a path operation with ${call.argumentCount} arguments`);
    }
    const noFail = (flags & CdtSelectFlag.noFail) !== 0;
    const modify = modifies ? readExpression(source) : undefined;
    return { steps, mode, noFail, evaluation, modify, cursor: { lost: false } };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    refuseParameter(`malformed path operation: ${error.message}`);
  }
}
