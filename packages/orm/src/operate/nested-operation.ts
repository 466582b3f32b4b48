import { type CdtContextStep, type NestedOperation, withContext } from '@aeroform/core';
import type { OperateStep } from './operate-step.js';

/** The last step and those before it; null when the target is the bin itself. */
export function splitSteps(
  steps: readonly OperateStep[],
): { readonly last: OperateStep; readonly parents: readonly OperateStep[] } | null {
  const last = steps.at(-1);
  return last === undefined ? null : { last, parents: steps.slice(0, -1) };
}

/** An operation on what steps lead to, which must be there. */
export function within<O extends NestedOperation>(operation: O, steps: readonly OperateStep[]): O {
  return steps.length === 0 ? operation : withContext(operation, ...steps.map(toFind));
}

/** The same for writes; missing maps on the way are made. */
export function withinCreated<O extends NestedOperation>(
  operation: O,
  steps: readonly OperateStep[],
): O {
  return steps.length === 0 ? operation : withContext(operation, ...steps.map(toCreate));
}

/** The same for what makes a list or map itself; missing maps before the last step are made. */
export function withinParents<O extends NestedOperation>(
  operation: O,
  steps: readonly OperateStep[],
): O {
  const split = splitSteps(steps);
  if (split === null) return operation;
  return withContext(operation, ...split.parents.map(toCreate), split.last.find);
}

function toFind({ find }: OperateStep): CdtContextStep {
  return find;
}

function toCreate({ create }: OperateStep): CdtContextStep {
  return create;
}
