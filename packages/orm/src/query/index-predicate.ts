import {
  INDEX_TYPE_LIST,
  INDEX_TYPE_MAPKEYS,
  INDEX_TYPE_MAPVALUES,
  type IndexCollectionType,
  type Predicate,
  predicates,
  type PredicateValue,
} from '@aeroform/core';
import type { SindexCollection } from '../metadata/index-metadata.js';
import { contextOf } from '../condition/compile-path.js';
import { stepKeyText } from '../condition/field-path.js';
import { formatLiteral } from '../condition/format-condition.js';
import type { IndexQuestion, IndexUse } from './index-use.js';
import { INT64_MAX, INT64_MIN } from '../condition/value-interval.js';

const COLLECTIONS: Readonly<Record<Exclude<SindexCollection, 'default'>, IndexCollectionType>> = {
  list: INDEX_TYPE_LIST,
  mapKeys: INDEX_TYPE_MAPKEYS,
  mapValues: INDEX_TYPE_MAPVALUES,
};

/** A question to an index as core's predicate. */
export function indexPredicate(
  { binName, steps, collection, expression }: IndexUse,
  question: IndexQuestion,
): Predicate {
  const source = expression?.expression ?? binName;
  const options = { context: contextOf(steps) };
  if (question.kind === 'geo') {
    const ask =
      question.operator === 'within'
        ? predicates.geoWithinGeojsonRegion
        : predicates.geoContainsGeojsonPoint;
    return ask(source, question.geojson, options);
  }
  if (question.kind === 'range') {
    const { low, high } = question;
    if (collection === 'default') return predicates.between(source, low, high, options);
    return predicates.containsRange(source, COLLECTIONS[collection], low, high, options);
  }
  // safe: an index is asked for integers, strings and bytes only
  const value = question.value.value as PredicateValue;
  if (collection === 'default') return predicates.equals(source, value, options);
  return predicates.contains(source, COLLECTIONS[collection], value, options);
}

const PLACES: Readonly<Record<SindexCollection, string>> = {
  default: '',
  list: '[*]',
  mapKeys: '.keys()',
  mapValues: '.values()',
};

/** What an index is on, in words. */
export function formatPlace({ binName, steps, collection }: IndexUse): string {
  const path = steps.map((step) =>
    step.kind === 'listIndex' ? `.[${step.index}]` : `.${keyText(step.key)}`,
  );
  return `$.${binName}${path.join('')}${PLACES[collection]}`;
}

/** A question to an index in words. */
export function formatQuestion(use: IndexUse, question: IndexQuestion): string {
  const place = use.expression?.shown ?? formatPlace(use);
  if (question.kind === 'equals') return `${place} == ${formatLiteral(question.value)}`;
  if (question.kind === 'geo') return `${place}.${question.operator}(${question.geojson})`;
  return formatRange(place, question.low, question.high);
}

function formatRange(place: string, low: bigint, high: bigint): string {
  if (low === INT64_MIN) return `${place} <= ${high}`;
  return high === INT64_MAX ? `${place} >= ${low}` : `${place} between ${low} and ${high}`;
}

function keyText(key: string | number | bigint | Uint8Array): string {
  return typeof key === 'string' ? key : stepKeyText(key);
}
