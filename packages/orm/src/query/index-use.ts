import type { SindexCollection, SindexType } from '../metadata/index-metadata.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import type { Condition, Leaf } from '../condition/condition.js';
import { type FieldConstraint, fieldConstraints } from './field-constraint.js';
import type { FieldPath, FieldStep } from '../condition/field-path.js';
import {
  type ExpressionConstraint,
  expressionConstraints,
  type IndexedExpression,
} from './expression-constraint.js';
import { formatCondition } from '../condition/format-condition.js';
import type { Literal, Operand } from '../condition/operand.js';
import { holdsList } from '../condition/require-type.js';
import {
  comparePoints,
  INT64_MAX,
  INT64_MIN,
  successor,
  type ValueInterval,
} from '../condition/value-interval.js';
import type { ValueType } from '../condition/value-type.js';

/** What one query of a secondary index asks for. */
export type IndexQuestion =
  | { readonly kind: 'equals'; readonly value: Literal }
  | { readonly kind: 'range'; readonly low: bigint; readonly high: bigint }
  | {
      readonly kind: 'geo';
      readonly operator: 'within' | 'containsPoint';
      readonly geojson: string;
    };

/** How selective an access is likely to be; the smaller the better. */
export const AccessRank = { equality: 0, oneOf: 1, bounded: 2, merged: 3, open: 4 } as const;
export type AccessRank = (typeof AccessRank)[keyof typeof AccessRank];

/** What a secondary index, if there is one, could do for a query. */
export interface IndexUse {
  /** Empty when the index is on an expression. */
  readonly binName: string;
  /** Null when the index is on a bin. */
  readonly expression: IndexedExpression | null;
  /** The property or expression, for advice. */
  readonly label: string;
  /** What is indexed, or the collection whose elements are. */
  readonly operand: Operand;
  readonly steps: readonly FieldStep[];
  readonly type: SindexType;
  readonly collection: SindexCollection;
  /** More than one: their results are merged. */
  readonly questions: readonly IndexQuestion[];
  readonly rank: AccessRank;
  /** The conjuncts that need no further test when the index was asked. */
  readonly covers: readonly Condition[];
  /** What all records in the index fulfil; nothing for an index of all records. */
  readonly holds?: readonly Condition[];
  readonly shown: string;
}

/** Conjuncts on one value that no index can serve, and why. */
export interface NoIndexUse {
  readonly path: FieldPath;
  readonly reason: string;
}

/** Queries of an index that are merged for one condition at most. */
export const MAX_MERGED_QUERIES = 16;

const ANYTHING: ValueMetadata = Object.freeze({ kind: 'dynamic', converter: null });

const SINDEX_TYPES: Partial<Record<ValueType, SindexType>> = {
  int: 'numeric',
  string: 'string',
  blob: 'blob',
};

/**
 * What indexes could do for the conjuncts of a query.
 *
 * @param onExpressions whether there are indexes on expressions
 */
export function indexUses(
  conjuncts: readonly Condition[],
  onExpressions: boolean,
): {
  readonly uses: readonly IndexUse[];
  readonly impossible: readonly NoIndexUse[];
} {
  const uses: IndexUse[] = onExpressions
    ? expressionConstraints(conjuncts).flatMap(expressionUse)
    : [];
  const impossible: NoIndexUse[] = [];
  for (const constraint of fieldConstraints(conjuncts)) {
    if (constraint.path.source !== 'bin') continue;
    const found = constraintUses(constraint);
    if (typeof found === 'string') impossible.push({ path: constraint.path, reason: found });
    else uses.push(...found);
  }
  for (const conjunct of conjuncts) {
    const use = leafUse(conjunct as Leaf);
    if (use !== null) uses.push(use);
  }
  return { uses, impossible };
}

/** What an index on a computed value could do. */
function expressionUse(constraint: ExpressionConstraint): IndexUse[] {
  const { indexed, operand, intervals, covers } = constraint;
  const asked = questionsFor(intervals);
  if (typeof asked === 'string') return [];
  const { type, questions, rank, exact } = asked;
  return [
    {
      binName: '',
      expression: indexed,
      label: indexed.shown,
      operand,
      steps: [],
      type,
      collection: 'default',
      questions,
      rank,
      covers: exact ? covers : [],
      shown: covers.map(formatCondition).join(' and '),
    },
  ];
}

/** The uses for a value that is compared with literals, or why there is none. */
function constraintUses({ path, intervals, covers }: FieldConstraint): IndexUse[] | string {
  const asked = questionsFor(intervals);
  if (typeof asked === 'string') return asked;
  const shown = covers.map(formatCondition).join(' and ');
  const { type, questions, rank, exact } = asked;
  const own: IndexUse = {
    ...placeOf(path),
    type,
    collection: 'default',
    questions,
    rank,
    covers: exact ? covers : [],
    shown,
  };
  const last = path.steps.at(-1);
  if (last === undefined) return [own];
  // An index on all values of the map, or elements of the list, only narrows the search down.
  const collection = last.kind === 'mapKey' ? 'mapValues' : 'list';
  const owner: FieldPath = { ...path, steps: path.steps.slice(0, -1), value: ANYTHING };
  return [own, { ...own, ...placeOf(owner), collection, covers: [] }];
}

interface Asked {
  readonly type: SindexType;
  readonly questions: readonly IndexQuestion[];
  readonly rank: AccessRank;
  /** The questions find exactly the values of the intervals. */
  readonly exact: boolean;
}

/** How an index is asked for the values of intervals, or why it cannot be. */
function questionsFor(intervals: readonly ValueInterval[]): Asked | string {
  const types = new Set(intervals.flatMap(({ begin }) => (begin as Literal).type ?? 'nil'));
  if (types.has('double')) return 'indexes hold integers only, and the value may be a double';
  const [type] = types;
  const sindexType = types.size === 1 ? SINDEX_TYPES[type as ValueType] : undefined;
  if (sindexType === undefined) return `no index holds values of type ${[...types].join(' or ')}`;
  const points = intervals.map(pointOf);
  if (points.every((point) => point !== null)) {
    if (points.length <= MAX_MERGED_QUERIES) {
      const questions = points.map((value) => ({ kind: 'equals', value }) as const);
      const rank = points.length === 1 ? AccessRank.equality : AccessRank.oneOf;
      return { type: sindexType, questions, rank, exact: true };
    }
    if (type !== 'int') return `${points.length} values; at most ${MAX_MERGED_QUERIES} are merged`;
  }
  if (type !== 'int') return 'an index on texts or bytes finds equal values only';
  return rangeOver(intervals);
}

function rangeOver(intervals: readonly ValueInterval[]): Asked {
  const low = (intervals[0]!.begin as Literal).value as bigint;
  const end = intervals.at(-1)!.end as Literal;
  const high = end.type === 'int' ? (end.value as bigint) - 1n : INT64_MAX;
  const isOpen = low === INT64_MIN || high === INT64_MAX;
  return {
    type: 'numeric',
    questions: [{ kind: 'range', low, high }],
    rank: isOpen ? AccessRank.open : AccessRank.bounded,
    exact: intervals.length === 1,
  };
}

/** The value of an interval that holds just one; null for any other. */
export function pointOf({ begin, end }: ValueInterval): Literal | null {
  if (typeof begin === 'string' || begin.type === 'list' || begin.type === 'map') return null;
  return comparePoints(successor(begin), end) === 0 ? begin : null;
}

/** The use for a condition on a collection or a place. */
function leafUse(leaf: Leaf): IndexUse | null {
  switch (leaf.kind) {
    case 'includes':
      return elementsUse(leaf, 'list', leaf.values, [leaf]);
    case 'some':
      return someUse(leaf);
    case 'hasKey':
      return elementsUse(leaf, 'mapKeys', [leaf.key], []);
    case 'hasValue':
      return elementsUse(leaf, 'mapValues', leaf.values, []);
    case 'geo':
      return {
        ...placeOf(leaf.path),
        type: 'geo2dsphere',
        collection: 'default',
        questions: [{ kind: 'geo', operator: leaf.operator, geojson: leaf.geojson }],
        rank: AccessRank.bounded,
        covers: [],
        shown: formatCondition(leaf),
      };
    default:
      return null;
  }
}

function elementsUse(
  leaf: Extract<Leaf, { path: FieldPath }>,
  collection: SindexCollection,
  values: readonly Literal[],
  covers: readonly Condition[],
): IndexUse | null {
  const types = new Set(values.map((value) => SINDEX_TYPES[value.type]));
  const [type] = types;
  if (types.size !== 1 || type === undefined || values.length > MAX_MERGED_QUERIES) return null;
  const rank = values.length === 1 ? AccessRank.equality : AccessRank.oneOf;
  const questions = values.map((value) => ({ kind: 'equals', value }) as const);
  const shown = formatCondition(leaf);
  return { ...placeOf(leaf.path), type, collection, questions, rank, covers, shown };
}

function someUse(leaf: Extract<Leaf, { kind: 'some' }>): IndexUse | null {
  const asked = questionsFor(leaf.intervals);
  if (typeof asked === 'string') return null;
  const { type, questions, rank, exact } = asked;
  const isList = holdsList(leaf.path);
  return {
    ...placeOf(leaf.path),
    type,
    collection: isList ? 'list' : 'mapValues',
    questions,
    rank,
    covers: exact && isList ? [leaf] : [],
    shown: formatCondition(leaf),
  };
}

function placeOf({
  binName,
  steps,
  label,
  ...path
}: FieldPath): Pick<IndexUse, 'binName' | 'steps' | 'expression' | 'label' | 'operand'> {
  const operand: Operand = { kind: 'field', path: { ...path, binName, steps, label } };
  return { binName, steps, expression: null, label, operand };
}
