import { CdtSelectFlag } from '@aeroform/protocol';
import type { ExpressionEvaluation } from '../expression-evaluation.js';
import type { SelectStep } from './select-step.js';

/** A path operation, parsed. */
export interface PathQuery {
  readonly steps: readonly SelectStep[];
  /** What to do with the selected elements: see `CdtSelectFlag`. */
  readonly mode: number;
  /** Whether elements for which an expression is unknown are left alone. */
  readonly noFail: boolean;
  readonly evaluation: ExpressionEvaluation | undefined;
  /** The expression that makes new values; only of modifications. */
  readonly modify: unknown;
  readonly cursor: Cursor;
}

/**
 * Where the server stands while it reads the bin. Behind an element that it found by rank, or by
 * index in a map, it takes the end of the whole bin for the end of that list or map: it has lost its
 * place, and the next element that it has to read is an error.
 */
export interface Cursor {
  lost: boolean;
}

export function isLeafLevel({ steps }: PathQuery, level: number): boolean {
  return level + 1 === steps.length;
}

/** Whether keys are asked for, which lists don't have. */
export function wantsKeys({ mode }: PathQuery): boolean {
  return mode === CdtSelectFlag.leafMapKey || mode === CdtSelectFlag.leafMapKeyValue;
}
