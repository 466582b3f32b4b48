import type { WireValue } from '@aeroform/protocol';
import type { LoopElement, REMOVE_ELEMENT } from '../cdt/expression-evaluation.js';
import type { ExpressionRecord } from './expression-record.js';
import type { StaticType } from './static-type.js';

/** A value in the middle of an evaluation; undefined stands for *unknown* throughout. */
export type ExpressionValue = WireValue | typeof REMOVE_ELEMENT;

/** What one evaluation works with. */
export interface EvaluationScope {
  /** Undefined inside path operations, which see their element only: metadata and bins are unknown. */
  readonly record: ExpressionRecord | undefined;
  readonly loop: LoopElement | undefined;
  /** Values of `let`, by slot. */
  readonly variables: (ExpressionValue | undefined)[];
}

export type Evaluate<V extends ExpressionValue = ExpressionValue> = (
  scope: EvaluationScope,
) => V | undefined;

/** A parsed expression or part of one: its type, and a closure that evaluates it. Never changed. */
export interface ExpressionNode {
  readonly type: StaticType;
  readonly evaluate: Evaluate;
  /** Set for `unknown` itself, which a branch of `cond` may be whatever the others are. */
  readonly isUnknown?: boolean;
  /** Set for literals. */
  readonly constant?: WireValue;
}

/** A whole expression, ready to be evaluated any number of times. */
export interface Expression {
  readonly root: ExpressionNode;
  /** Slots that its variables take. */
  readonly variableCount: number;
}
