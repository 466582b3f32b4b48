import { contextToBase64 } from '@aeroform/core';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { IndexMetadata } from '../metadata/index-metadata.js';
import type { PlanCandidate } from '../type/plan.js';
import type { AvailableSindex } from './available-sindex.js';
import { contextOf } from '../condition/compile-path.js';
import type { PartialIndex } from '../condition/partial-index.js';
import { allOf, type Condition } from '../condition/condition.js';
import { findContradiction } from './field-constraint.js';
import type { FieldStep } from '../condition/field-path.js';
import { AccessRank, type IndexUse, indexUses, MAX_MERGED_QUERIES } from './index-use.js';
import { indexPredicate, formatQuestion } from './index-predicate.js';
import { conjunctsOf } from '../condition/normalise.js';
import type { IndexQuery } from './query-plan.js';
import { partialUses } from './partial-use.js';
import { questionCondition } from './question-condition.js';

/**
 * What a plan is for: to read all records, to read them in pages, which cannot tell that a record came
 * before, or to work on them in one job on the servers.
 */
export type PlanPurpose = 'read' | 'page' | 'job';

/** What the planner knows besides the condition. */
export interface IndexSurroundings {
  readonly metadata: Pick<EntityMetadata, 'name' | 'indexes'>;
  readonly sindexes: readonly AvailableSindex[];
  /** The only index to use; false for none; null for the best. */
  readonly useIndex: string | false | null;
  /** Default `read`. */
  readonly purpose?: PlanPurpose;
  /** In Base64, the expressions that the entity declares indexes on. */
  readonly declaredExpressions?: ReadonlySet<string>;
  /** The indexes that the entity declares with a condition. */
  readonly partialIndexes?: readonly PartialIndex[];
}

/** A way to answer a conjunction with secondary indexes. */
export interface IndexAccess {
  readonly queries: readonly IndexQuery[];
  readonly rank: AccessRank;
  /** Records expected, for comparison with other accesses of the same rank. */
  readonly cost: number;
  /** Indexes that take part. */
  readonly indexes: readonly string[];
}

/** All ways to answer a conjunction with indexes, best first, and all indexes that were looked at. */
export interface IndexAccesses {
  readonly accesses: readonly IndexAccess[];
  readonly candidates: readonly PlanCandidate[];
}

const UNKNOWN_COST = Number.MAX_SAFE_INTEGER;

/**
 * Finds the ways to answer a conjunction with indexes.
 *
 * @param held all that the records fulfil, where the conjunction is a branch of something bigger
 */
export function indexAccesses(
  conjuncts: readonly Condition[],
  surroundings: IndexSurroundings,
  held: readonly Condition[] = conjuncts,
): IndexAccesses {
  const candidates: PlanCandidate[] = [];
  const accesses: IndexAccess[] = [];
  const onExpressions = surroundings.sindexes.some(({ expression }) => expression !== null);
  const { uses } = indexUses(conjuncts, onExpressions);
  for (const use of [...uses, ...partialUses(uses, held, surroundings.partialIndexes ?? [])]) {
    for (const sindex of surroundings.sindexes.filter((each) => isSameSource(use, each))) {
      const rejected = rejection(use, sindex, surroundings);
      if (rejected === null) accesses.push(accessBy(use, sindex, conjuncts));
      else if (!isOtherPlace(use, sindex)) candidates.push(candidateOf(sindex, use, rejected));
    }
  }
  for (const conjunct of conjuncts) {
    if (conjunct.kind !== 'or' || surroundings.purpose === 'job') continue;
    const others = conjuncts.filter((other) => other !== conjunct);
    const merged = mergedAccess(conjunct.parts, others, surroundings, candidates);
    if (merged !== null) accesses.push(merged);
  }
  accesses.sort((a, b) => a.rank - b.rank || a.cost - b.cost);
  return { accesses, candidates };
}

/** Why a declared or existing index does not take part, for those that no condition asks for. */
export function idleCandidates(
  seen: ReadonlySet<string>,
  surroundings: IndexSurroundings,
): PlanCandidate[] {
  const { metadata, sindexes } = surroundings;
  const missing = metadata.indexes
    .filter((each) => !sindexes.some((sindex) => isDeclaration(each, sindex, surroundings)))
    .map(({ name }) => ({
      index: name,
      predicate: null,
      entriesPerValue: null,
      rejected:
        "is declared but not on the server: have the data source create it (indexes.sync: 'create')",
    }));
  const idle = sindexes
    .filter(({ name }) => !seen.has(name))
    .map((sindex) => candidateOf(sindex, null, 'serves none of the conditions'));
  return [...idle, ...missing];
}

/** What an index would be asked, and why it is not; null when it is. */
function candidateOf(
  sindex: Pick<AvailableSindex, 'name' | 'entriesPerValue'>,
  use: IndexUse | null,
  rejected: string | null,
): PlanCandidate {
  const { name, entriesPerValue } = sindex;
  return { index: name, predicate: use?.shown ?? null, entriesPerValue, rejected };
}

function accessBy(
  use: IndexUse,
  sindex: AvailableSindex,
  conjuncts: readonly Condition[],
): IndexAccess {
  const residual = residualOf(conjuncts.filter((conjunct) => !use.covers.includes(conjunct)));
  const queries = use.questions.map((question) => ({
    index: sindex.name,
    binName: use.expression === null ? use.binName : null,
    predicate: indexPredicate(use, question),
    shown: formatQuestion(use, question),
    residual,
    finds: questionCondition(use, question),
    repeats: use.collection !== 'default',
  }));
  const cost =
    sindex.entriesPerValue === null ? UNKNOWN_COST : sindex.entriesPerValue * queries.length;
  return { queries, rank: use.rank, cost, indexes: [sindex.name] };
}

/** An `or` as queries of indexes, when each of its branches has one. */
function mergedAccess(
  branches: readonly Condition[],
  others: readonly Condition[],
  surroundings: IndexSurroundings,
  candidates: PlanCandidate[],
): IndexAccess | null {
  const best: IndexAccess[] = [];
  for (const branch of branches) {
    const conjuncts = [...conjunctsOf(branch), ...others];
    if (findContradiction(conjuncts) !== null) continue;
    const own = indexAccesses(conjunctsOf(branch), surroundings, conjuncts);
    candidates.push(...own.candidates);
    const [access] = own.accesses;
    if (access === undefined) return null;
    best.push(withResidual(access, others));
  }
  const queries = best.flatMap((access) => access.queries);
  if (queries.length === 0 || queries.length > MAX_MERGED_QUERIES) return null;
  const rank = best.some((access) => access.rank === AccessRank.open)
    ? AccessRank.open
    : AccessRank.merged;
  const cost = best.reduce((sum, access) => sum + access.cost, 0);
  return { queries, rank, cost, indexes: best.flatMap(({ indexes }) => indexes) };
}

function withResidual(access: IndexAccess, others: readonly Condition[]): IndexAccess {
  const queries = access.queries.map((query) => ({
    ...query,
    residual: residualOf([
      ...(query.residual === null ? [] : conjunctsOf(query.residual)),
      ...others,
    ]),
  }));
  return { ...access, queries };
}

/** The conjuncts as one condition; null for none. */
export function residualOf(conjuncts: readonly Condition[]): Condition | null {
  return conjuncts.length === 0 ? null : allOf(conjuncts);
}

/** Whether an index is on what a use asks for, of the right type. */
export function serves(sindex: AvailableSindex, use: IndexUse): boolean {
  return isSameSource(use, sindex) && !isOtherPlace(use, sindex) && sindex.type === use.type;
}

function isSameSource(use: IndexUse, { binName, expression }: AvailableSindex): boolean {
  return use.expression === null ? binName === use.binName : expression === use.expression.base64;
}

/** Why an index cannot serve a use; null when it can. */
function rejection(
  use: IndexUse,
  sindex: AvailableSindex,
  surroundings: IndexSurroundings,
): string | null {
  const { metadata, useIndex } = surroundings;
  if (useIndex === false) return 'useIndex(false) was asked for';
  if (isOtherPlace(use, sindex)) return 'is on another part of the bin';
  if (sindex.type !== use.type) {
    return `is ${sindex.type}; the condition needs one that is ${use.type}`;
  }
  if (useIndex !== null && useIndex !== sindex.name) return `useIndex('${useIndex}') was asked for`;
  if (!sindex.isReadable) return 'is not readable yet: it is still being built';
  const unfit = unfitness(use, surroundings.purpose ?? 'read');
  if (unfit !== null) return unfit;
  if (isDeclared(sindex, surroundings) || useIndex === sindex.name) return null;
  return `is not declared by ${metadata.name}: declare it with @Index, or name it with useIndex()`;
}

/** Why pages or a job cannot be made of what an index finds. */
function unfitness({ questions, collection }: IndexUse, purpose: PlanPurpose): string | null {
  if (purpose === 'read') return null;
  const finds = questions.every(({ kind }) => kind === 'equals' || collection === 'default');
  if (!finds) return `may find a record several times, which a ${purpose} cannot tell`;
  const merges = purpose === 'job' && questions.length > 1;
  return merges ? `takes ${questions.length} queries, and a job is one` : null;
}

function isDeclared(sindex: AvailableSindex, surroundings: IndexSurroundings): boolean {
  const { metadata, declaredExpressions } = surroundings;
  const { expression } = sindex;
  if (expression !== null) return declaredExpressions?.has(expression) === true;
  return metadata.indexes.some((each) => isDeclaration(each, sindex, surroundings));
}

function isOtherPlace(use: IndexUse, { collection, context }: AvailableSindex): boolean {
  return collection !== use.collection || context !== contextText(use.steps);
}

function isDeclaration(
  declared: IndexMetadata,
  sindex: AvailableSindex,
  { partialIndexes = [] }: IndexSurroundings,
): boolean {
  if (declared.where !== null) {
    const partial = partialIndexes.find(({ index }) => index === declared);
    return partial !== undefined && partial.base64 === sindex.expression;
  }
  return (
    declared.binName === sindex.binName &&
    declared.type === sindex.type &&
    declared.collection === sindex.collection &&
    contextText(declared.steps) === sindex.context
  );
}

/** The steps to what is indexed, as the server lists them. */
function contextText(steps: readonly FieldStep[]): string | null {
  return steps.length === 0 ? null : contextToBase64(contextOf(steps));
}
