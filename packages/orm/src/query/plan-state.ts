import type { EntityContext } from '../context/entity-context.js';
import { IndexUnusableError } from '../error/index-unusable-error.js';
import { ScanForbiddenError } from '../error/scan-forbidden-error.js';
import { type AvailableSindex, availableSindexes } from './available-sindex.js';
import { partialIndexes } from '../condition/partial-index.js';
import { declaredExpressions } from './declared-expressions.js';
import { describePlan } from './describe-plan.js';
import { wholeCondition } from './implied-condition.js';
import type { IndexSurroundings, PlanPurpose } from './index-access.js';
import { planQuery } from './plan-query.js';
import type { QueryPlan } from './query-plan.js';
import type { QueryState } from './query-state.js';

/** What a plan depends on besides the query and the indexes. */
export interface PlanCircumstances {
  /** Default `read`. */
  readonly purpose?: PlanPurpose;
  /** Indexes that were found unusable. */
  readonly unusable?: ReadonlySet<string>;
  /** The questions of the page before; null for a query without pages, or the first one. */
  readonly before?: string | null;
}

/** Plans a query against the indexes the server has now. */
export async function planState(
  context: EntityContext,
  state: QueryState,
  circumstances: PlanCircumstances = {},
): Promise<QueryPlan> {
  const { metadata, set, sindexes } = context;
  const condition = wholeCondition(metadata, state);
  const { purpose = 'read', unusable, before = null } = circumstances;
  const request = { metadata, condition, useIndex: state.useIndex, purpose, before };
  // Keys and contradictions need no index: then the server is not asked for them.
  const direct = planQuery({ ...request, sindexes: [] });
  if (direct.access === 'none' || direct.access === 'keys') return direct;
  const listed = (await sindexes.ofSet(set)).filter(({ name }) => unusable?.has(name) !== true);
  const names = listed.length > 1 ? listed.map(({ name }) => name) : [];
  const available = availableSindexes(listed, await sindexes.entriesPerValue(names));
  const known = { ...request, sindexes: available, ...expressionsFor(context, available) };
  const plan = planQuery(known);
  if (plan.access !== 'scan') return plan;
  return { ...plan, setIndex: await sindexes.setIndex(set) };
}

/** What is declared only matters where the server has indexes on expressions. */
function expressionsFor(
  { metadata }: EntityContext,
  available: readonly AvailableSindex[],
): Pick<IndexSurroundings, 'declaredExpressions' | 'partialIndexes'> {
  if (!available.some(({ expression }) => expression !== null)) return {};
  return {
    declaredExpressions: declaredExpressions(metadata),
    partialIndexes: partialIndexes(metadata),
  };
}

/** Refuses plans that the query or the data source do not allow. */
export function requireAllowed(plan: QueryPlan, context: EntityContext, state: QueryState): void {
  if (plan.access !== 'scan') return;
  const { name } = context.metadata;
  const described = describePlan(plan, name);
  if (typeof state.useIndex === 'string') {
    const candidate = plan.candidates.find(({ index }) => index === state.useIndex);
    const why = candidate?.rejected ?? 'does not exist on the set';
    throw new IndexUnusableError(`${name}: index '${state.useIndex}' ${why}`, described, name);
  }
  if (state.scanReason !== null || context.options.scans === 'allow') return;
  if (context.options.scans === 'warn') {
    process.emitWarning(described.text, { code: 'AEROFORM_SCAN' });
    return;
  }
  throw new ScanForbiddenError(
    `${name}: no index serves this query, and reading the whole set is not allowed. ${capitalise(plan.remedy)}; or allow it with allowScan('why').\n${described.text}`,
    described,
    name,
  );
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
