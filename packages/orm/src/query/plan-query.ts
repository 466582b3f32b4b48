import type { PlanCandidate } from '../type/plan.js';
import type { Condition } from '../condition/condition.js';
import { type FieldConstraint, fieldConstraints, findContradiction } from './field-constraint.js';
import { formatCondition } from '../condition/format-condition.js';
import {
  type IndexAccess,
  indexAccesses,
  idleCandidates,
  type IndexSurroundings,
  residualOf,
  serves,
} from './index-access.js';
import { indexUses, pointOf } from './index-use.js';
import { conjunctsOf, normalise } from '../condition/normalise.js';
import type { Literal } from '../condition/operand.js';
import { comparePoints, successor, type ValueInterval } from '../condition/value-interval.js';
import type { QueryPlan } from './query-plan.js';

/** All that a plan depends on: planning does no I/O. */
export interface PlanRequest extends IndexSurroundings {
  readonly condition: Condition;
  /** The accesses to prefer, as the text of their questions: that of the page before. */
  readonly before?: string | null;
  /** The index of the set; null without one. */
  readonly setIndex?: string | null;
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
  const nothing = { candidates: [], shown, advice: null };
  if (reason !== null) return { access: 'none', reason, ...nothing };
  const conjuncts = conjunctsOf(condition);
  const keys = request.useIndex === null ? keyLookup(conjuncts) : null;
  if (keys !== null) return { access: 'keys', ...keys, ...nothing };
  const { accesses, candidates } = indexAccesses(conjuncts, request);
  const best = bestOf(accesses, request.before ?? null);
  const others = accesses.filter((access) => access !== best);
  const facts = {
    candidates: listCandidates(best, others, candidates, request),
    shown,
    advice: adviceFor(conjuncts, best, request),
  };
  if (best !== undefined) return { access: 'sindex', queries: best.queries, ...facts };
  const residual = residualOf(conjuncts);
  const remedy = facts.advice ?? remedyFor(conjuncts, request);
  return { access: 'scan', residual, remedy, setIndex: request.setIndex ?? null, ...facts };
}

/** The text by which an access is known again: the questions it asks. */
export function questionsText(
  queries: readonly { readonly shown: string; index: string }[],
): string {
  return queries.map(({ index, shown }) => `${index}: ${shown}`).join(' | ');
}

/** The best access; when pages have begun, none but the one they began with. */
function bestOf(accesses: readonly IndexAccess[], before: string | null): IndexAccess | undefined {
  if (before === null) return accesses[0];
  return accesses.find(({ queries }) => questionsText(queries) === before);
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
  const points = pointsOf(constraint);
  if (points === null) return null;
  // An undeclared id is compared as integer and double alike; keys are never doubles.
  const ids = points.filter(({ type }) => type !== 'double');
  const rest = conjuncts.filter((conjunct) => !constraint.covers.includes(conjunct));
  return { ids, residual: residualOf(rest) };
}

/** The values that a constraint leaves; null when they are more than its conditions name. */
function pointsOf({ intervals, covers }: FieldConstraint): Literal[] | null {
  let named = covers.reduce((sum, each) => sum + (each.kind === 'in' ? each.values.length : 1), 0);
  const points: Literal[] = [];
  for (let rest of intervals) {
    // Values next to each other, such as the integers 3 and 4, are one interval.
    while (comparePoints(rest.begin, rest.end) < 0) {
      const point = pointOf(rest) ?? (named > 0 ? firstOf(rest) : null);
      if (point === null) return null;
      points.push(point);
      named -= 1;
      rest = { begin: successor(point), end: rest.end };
    }
  }
  return points;
}

function firstOf({ begin }: ValueInterval): Literal | null {
  return typeof begin === 'string' || begin.type === 'list' || begin.type === 'map' ? null : begin;
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

/** The index to declare that would find less than what is used; null when there is none. */
function adviceFor(
  conjuncts: readonly Condition[],
  best: IndexAccess | undefined,
  { useIndex, sindexes }: PlanRequest,
): string | null {
  if (useIndex !== null) return null;
  const lacking = indexUses(conjuncts, false).uses.filter(
    (use) => !sindexes.some((sindex) => serves(sindex, use)),
  );
  const [use] = lacking.sort((a, b) => a.rank - b.rank);
  if (use === undefined || (best !== undefined && use.rank >= best.rank)) return null;
  const part =
    use.steps.length > 0 || use.collection !== 'default' ? ` (on: '${use.collection}')` : '';
  return `declare a ${use.type} @Index on bin '${use.binName}'${part} (${use.label}) for ${use.shown}, and have the data source create it (indexes.sync: 'create')`;
}

/** What to do about a scan that no index would spare. */
function remedyFor(conjuncts: readonly Condition[], { useIndex, purpose }: PlanRequest): string {
  if (useIndex === false) return 'useIndex(false) rules out indexes; leave it out';
  const { uses, impossible } = indexUses(conjuncts, false);
  if (uses.length > 0) {
    return purpose === 'read' || purpose === undefined
      ? 'no index that fits is declared and readable; see the candidates'
      : `no index that fits finds each record once; see the candidates`;
  }
  const [none] = impossible;
  if (none !== undefined) return `${none.path.label} cannot use an index: ${none.reason}`;
  return conjuncts.length === 0
    ? 'there is no condition'
    : 'no condition is of a kind that an index serves (equality, ranges of integers, membership, geo)';
}
