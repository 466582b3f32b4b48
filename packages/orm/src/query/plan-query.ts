import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { PlanCandidate } from '../type/plan.js';
import type { AvailableSindex } from './available-sindex.js';
import type { Condition } from './condition.js';
import { fieldConstraints, findContradiction } from './field-constraint.js';
import { formatCondition } from './format-condition.js';
import {
  type IndexAccess,
  indexAccesses,
  idleCandidates,
  type IndexSurroundings,
  residualOf,
} from './index-access.js';
import { indexUses, pointOf } from './index-use.js';
import { conjunctsOf, normalise } from './normalise.js';
import type { Literal } from './operand.js';
import type { QueryPlan } from './query-plan.js';

/** All that a plan depends on: planning does no I/O. */
export interface PlanRequest {
  readonly metadata: Pick<EntityMetadata, 'name' | 'indexes'>;
  readonly condition: Condition;
  /** The indexes on the entity's set. */
  readonly sindexes: readonly AvailableSindex[];
  readonly useIndex: string | false | null;
}

/**
 * Chooses how to reach the records that fulfil a condition: keys before indexes, and among these
 * equality before `in`, bounded ranges, merged queries of an `or` and open ranges; then the fewest
 * records per indexed value.
 */
export function planQuery(request: PlanRequest): QueryPlan {
  const condition = normalise(request.condition);
  const shown =
    condition.kind === 'constant' && condition.value ? null : formatCondition(condition);
  const reason = impossibility(condition);
  if (reason !== null) return { access: 'none', reason, candidates: [], shown };
  const conjuncts = conjunctsOf(condition);
  const keys = request.useIndex === null ? keyLookup(conjuncts) : null;
  if (keys !== null) return { access: 'keys', ...keys, candidates: [], shown };
  const { accesses, candidates } = indexAccesses(conjuncts, request);
  const [best, ...others] = accesses;
  const compared = listCandidates(best, others, candidates, request);
  if (best !== undefined) {
    return { access: 'sindex', queries: best.queries, candidates: compared, shown };
  }
  const residual = residualOf(conjuncts);
  return {
    access: 'scan',
    residual,
    remedy: remedyFor(conjuncts, request),
    candidates: compared,
    shown,
  };
}

/** Why no record can fulfil a condition; null when some may. */
function impossibility(condition: Condition): string | null {
  if (condition.kind === 'constant' && !condition.value) return 'the condition is never true';
  const path = findContradiction(conjunctsOf(condition));
  return path && `no value of ${path.label} fulfils all conditions`;
}

/** The ids that conjuncts name, and the conjuncts that remain to be tested. */
function keyLookup(
  conjuncts: readonly Condition[],
): { readonly ids: readonly Literal[]; readonly residual: Condition | null } | null {
  const constraint = fieldConstraints(conjuncts).find(({ path }) => path.isId);
  if (constraint === undefined) return null;
  const points = constraint.intervals.map(pointOf);
  if (points.includes(null)) return null;
  // An undeclared id is compared as integer and double alike; keys are never doubles.
  const ids = (points as Literal[]).filter(({ type }) => type !== 'double');
  const rest = conjuncts.filter((conjunct) => !constraint.covers.includes(conjunct));
  return { ids, residual: residualOf(rest) };
}

function listCandidates(
  best: IndexAccess | undefined,
  others: readonly IndexAccess[],
  rejected: readonly PlanCandidate[],
  surroundings: IndexSurroundings,
): PlanCandidate[] {
  const costs = new Map(surroundings.sindexes.map((s) => [s.name, s.entriesPerValue]));
  const describe = (access: IndexAccess, reason: string | null): PlanCandidate[] =>
    [...new Set(access.indexes)].map((index) => ({
      index,
      predicate: access.queries
        .filter((query) => query.index === index)
        .map((query) => query.shown)
        .join(' or '),
      entriesPerValue: costs.get(index) ?? null,
      rejected: reason,
    }));
  const used = best === undefined ? [] : describe(best, null);
  const chosen = best?.indexes.join(', ') ?? '';
  const beaten = others.flatMap((access) => describe(access, `${chosen} is likely to find less`));
  const known = [...used, ...beaten, ...rejected];
  const seen = new Set(known.map(({ index }) => index));
  return [...known, ...idleCandidates(seen, surroundings)];
}

/** What to do about a scan. */
function remedyFor(conjuncts: readonly Condition[], request: PlanRequest): string {
  if (request.useIndex === false) return 'useIndex(false) rules out indexes; leave it out';
  const { uses, impossible } = indexUses(conjuncts);
  const [use] = uses;
  if (use !== undefined) {
    const part =
      use.steps.length > 0 || use.collection !== 'default' ? ` (on: '${use.collection}')` : '';
    return `declare a ${use.type} @Index on bin '${use.binName}'${part} for ${use.shown}, and have the data source create it (indexes.sync: 'create')`;
  }
  const [none] = impossible;
  if (none !== undefined) return `${none.path.label} cannot use an index: ${none.reason}`;
  return conjuncts.length === 0
    ? 'there is no condition'
    : 'no condition is of a kind that an index serves (equality, ranges of integers, membership, geo)';
}
