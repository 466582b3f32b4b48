import type { Predicate } from '@aeroform/core';
import type { PlanCandidate } from '../type/plan.js';
import type { Condition } from './condition.js';
import type { Literal } from './operand.js';

/** One query of a secondary index. */
export interface IndexQuery {
  readonly index: string;
  readonly binName: string;
  readonly predicate: Predicate;
  readonly shown: string;
  /** What remains to be tested for each record that the index finds; null for nothing. */
  readonly residual: Condition | null;
  /** One record may be found several times. */
  readonly repeats: boolean;
}

/** How a query is executed, as data. */
export type QueryPlan = {
  readonly candidates: readonly PlanCandidate[];
  /** The whole condition, in words. */
  readonly shown: string | null;
} & (
  | { readonly access: 'none'; readonly reason: string }
  | {
      readonly access: 'keys';
      readonly ids: readonly Literal[];
      readonly residual: Condition | null;
    }
  | { readonly access: 'sindex'; readonly queries: readonly IndexQuery[] }
  | { readonly access: 'scan'; readonly residual: Condition | null; readonly remedy: string }
);
