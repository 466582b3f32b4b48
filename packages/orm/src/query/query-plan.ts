import type { Predicate } from '@aeroform/core';
import type { PlanCandidate } from '../type/plan.js';
import type { Condition } from '../condition/condition.js';
import type { Literal } from '../condition/operand.js';

/** One query of a secondary index. */
export interface IndexQuery {
  readonly index: string;
  /** Null for an index on an expression. */
  readonly binName: string | null;
  readonly predicate: Predicate;
  readonly shown: string;
  /** What remains to be tested for each record that the index finds; null for nothing. */
  readonly residual: Condition | null;
  /** What just the records fulfil that the index finds, without the residual. */
  readonly finds: Condition;
  /** One record may be found several times. */
  readonly repeats: boolean;
}

/** How a query is executed, as data. */
export type QueryPlan = {
  readonly candidates: readonly PlanCandidate[];
  /** The whole condition, in words. */
  readonly shown: string | null;
  /** A declaration that would make the query cheaper; null for none. */
  readonly advice: string | null;
} & (
  | { readonly access: 'none'; readonly reason: string }
  | {
      readonly access: 'keys';
      readonly ids: readonly Literal[];
      readonly residual: Condition | null;
    }
  | { readonly access: 'sindex'; readonly queries: readonly IndexQuery[] }
  | {
      readonly access: 'scan';
      readonly residual: Condition | null;
      readonly remedy: string;
      /** The index of the set that is read; null when the whole namespace is passed. */
      readonly setIndex: string | null;
    }
);
