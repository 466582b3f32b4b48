import { types } from 'node:util';
import type { CdtContextStep } from '../cdt/cdt-context.js';
import { invalidArg } from '../error/argument-error.js';
import type { ComparisonValue } from '../value/comparison-value.js';
import { checkMapKey } from '../value/map-key.js';
import { checkExpression, type Expression } from './expression.js';

/** A step of a path that may lead to many elements: only path operations take it. */
export type SelectionStep =
  | {
      /** All elements, or those for which the filter is true. */
      readonly type: 'allChildren';
      /** Null for all. */
      readonly filter: Expression<'bool'> | null;
    }
  | {
      /** Of what the step in front leads to, the elements for which the filter is true. */
      readonly type: 'andFilter';
      /** Sees each element as loop variables. */
      readonly filter: Expression<'bool'>;
    }
  | {
      /** The map entries with these keys. */
      readonly type: 'mapKeysIn';
      /** Strings, integers or bytes. */
      readonly keys: readonly ComparisonValue[];
    };

/** A step of the path of a path operation. */
export type PathStep = CdtContextStep | SelectionStep;

/** All elements of a list, or all entries of a map. */
export function allChildren(): SelectionStep {
  return ALL_CHILDREN;
}

const ALL_CHILDREN: SelectionStep = Object.freeze({ type: 'allChildren', filter: null });

/**
 * The elements of a list, or the entries of a map, for which the filter is true.
 *
 * @param filter - sees each of them as `exp.loopVar…`.
 */
export function allChildrenWithFilter(filter: Expression<'bool'>): SelectionStep {
  checkExpression(filter, 'ctx.allChildrenWithFilter(filter)');
  return Object.freeze({ type: 'allChildren', filter });
}

/** The map entries with these keys: strings, integers or bytes. */
export function mapKeysIn(
  keys: readonly ComparisonValue[] | ReadonlySet<ComparisonValue>,
): SelectionStep {
  const path = 'ctx.mapKeysIn(keys)';
  if (!Array.isArray(keys) && !types.isSet(keys)) throw invalidArg(path, keys, 'an array or a Set');
  const list: ComparisonValue[] = [...keys];
  list.forEach((key, i) => checkMapKey(key, `${path}[${i}]`));
  return Object.freeze({ type: 'mapKeysIn', keys: Object.freeze(list) });
}

/**
 * Narrows the step in front of it, which must be none of `allChildren`, to the elements for which the
 * filter is true.
 *
 * @param filter - sees each of them as `exp.loopVar…`.
 */
export function andFilter(filter: Expression<'bool'>): SelectionStep {
  checkExpression(filter, 'ctx.andFilter(filter)');
  return Object.freeze({ type: 'andFilter', filter });
}

/** True for steps that only path operations take. */
export function isSelectionStep(step: PathStep): step is SelectionStep {
  return Object.hasOwn(SELECTIONS, step.type);
}

const SELECTIONS: Record<SelectionStep['type'], true> = {
  allChildren: true,
  andFilter: true,
  mapKeysIn: true,
};

/**
 * Checks the path of a path operation.
 *
 * @throws {InvalidArgError} when it is empty, a step was not made by the functions of `ctx` or creates
 * something, or a filter narrows nothing.
 */
export function checkPath(steps: readonly PathStep[], path: string): readonly PathStep[] {
  if (steps.length === 0)
    throw invalidArg(path, steps, 'at least one step; ctx.allChildren() for all');
  steps.forEach((step, i) => checkPathStep(step, steps[i - 1], `${path}[${i}]`));
  return Object.freeze([...steps]);
}

function checkPathStep(step: PathStep, previous: PathStep | undefined, path: string): void {
  if (typeof step?.type !== 'string') {
    throw invalidArg(path, step, 'a step made by the functions of `ctx`');
  }
  if (!isSelectionStep(step)) {
    if (step.createFlags === 0) return;
    throw invalidArg(path, step, 'a step that creates nothing: path operations never do');
  }
  const narrows = previous !== undefined && previous.type in NARROWABLE;
  if (step.type === 'andFilter' && !narrows) {
    throw invalidArg(path, step, 'behind a step to narrow, which is none of ctx.allChildren…');
  }
}

const NARROWABLE: Record<Exclude<PathStep['type'], 'allChildren' | 'andFilter'>, true> = {
  listIndex: true,
  listRank: true,
  listValue: true,
  mapIndex: true,
  mapRank: true,
  mapKey: true,
  mapValue: true,
  mapKeysIn: true,
};
