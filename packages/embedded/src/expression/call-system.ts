import { ExpressionCall, WireError, WireGeoJson, type WireValue } from '@aeroform/protocol';
import { executeBitModify, executeBitRead } from '../bit/execute.js';
import type { CdtOutcome } from '../cdt/cdt-outcome.js';
import { executeCdtModify, executeCdtRead } from '../cdt/execute.js';
import { type ExpressionEvaluation, REMOVE_ELEMENT } from '../cdt/expression-evaluation.js';
import { CommandError } from '../error/command-error.js';
import { executeHllModify, executeHllRead } from '../hll/execute.js';
import type { Evaluate, EvaluationScope } from './expression-node.js';
import { shapeOf } from './geo.js';
import { toInt64 } from './int64.js';
import { hasType, StaticType } from './static-type.js';

/** The part of the server that a call goes to. */
export type CallSystem =
  | typeof ExpressionCall.cdt
  | typeof ExpressionCall.bit
  | typeof ExpressionCall.hll;

export function isCallSystem(system: number): system is CallSystem {
  return system in OPERAND_TYPES;
}

/** What each system can be called on. */
export const OPERAND_TYPES: Record<CallSystem, readonly StaticType[]> = {
  [ExpressionCall.cdt]: [StaticType.list, StaticType.map],
  [ExpressionCall.bit]: [StaticType.blob],
  [ExpressionCall.hll]: [StaticType.hll],
};

type Execute<Outcome> = (
  value: WireValue | undefined,
  operation: Buffer,
  evaluation: ExpressionEvaluation,
) => Outcome;

const READERS: Record<CallSystem, Execute<WireValue | undefined>> = {
  [ExpressionCall.cdt]: executeCdtRead,
  [ExpressionCall.bit]: executeBitRead,
  [ExpressionCall.hll]: executeHllRead,
};

const MODIFIERS: Record<CallSystem, Execute<CdtOutcome>> = {
  [ExpressionCall.cdt]: executeCdtModify,
  [ExpressionCall.bit]: executeBitModify,
  [ExpressionCall.hll]: executeHllModify,
};

/** How a call was declared. */
export interface CallDeclaration {
  readonly system: CallSystem;
  /** Modifies a copy of the operand, which becomes the result. */
  readonly isModify: boolean;
  readonly type: StaticType;
}

/** A call fails as unknown: whatever its error, and when the result is not of the declared type. */
export function compileCall(
  declaration: CallDeclaration,
  operation: (scope: EvaluationScope) => Buffer | undefined,
  operand: Evaluate,
  evaluation: ExpressionEvaluation,
): Evaluate {
  const { system, isModify, type } = declaration;
  const read = READERS[system];
  const modify = MODIFIERS[system];
  const execute = (value: WireValue | undefined, bytes: Buffer): WireValue | undefined =>
    isModify ? modify(value, bytes, evaluation).value : read(value, bytes, evaluation);
  return (scope) => {
    const bytes = operation(scope);
    if (bytes === undefined) return undefined;
    const value = operand(scope);
    if (value === undefined || value === REMOVE_ELEMENT) return undefined;
    // Only modifying operations can start from nothing.
    if (value === null && !isModify) return undefined;
    const result = attempt(() => execute(value ?? undefined, bytes));
    return result === undefined ? undefined : checked(result.value ?? null, type);
  };
}

function attempt(
  execute: () => WireValue | undefined,
): { readonly value: WireValue | undefined } | undefined {
  try {
    return { value: execute() };
  } catch (error) {
    if (error instanceof CommandError || error instanceof WireError) return undefined;
    throw error;
  }
}

function checked(result: WireValue, type: StaticType): WireValue | undefined {
  if (!hasType(result, type)) return undefined;
  if (typeof result === 'bigint') return toInt64(result);
  if (result instanceof WireGeoJson && shapeOf(result) === undefined) return undefined;
  return result;
}
