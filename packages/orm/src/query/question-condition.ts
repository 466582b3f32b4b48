import { allOf, type Condition, FALSE } from '../condition/condition.js';
import type { IndexQuestion, IndexUse } from './index-use.js';
import type { Literal } from '../condition/operand.js';
import { literal } from '../condition/value-interval.js';

/**
 * The condition that just the records fulfil which an index finds for a question. Pages use it to leave
 * out what an earlier question has found.
 */
export function questionCondition(use: IndexUse, question: IndexQuestion): Condition {
  const own = valueCondition(use, question);
  return use.holds === undefined ? own : allOf([...use.holds, own]);
}

function valueCondition(use: IndexUse, question: IndexQuestion): Condition {
  const { operand, collection } = use;
  if (question.kind === 'geo') {
    if (operand.kind !== 'field') return FALSE;
    const { operator, geojson } = question;
    return { kind: 'geo', operator, path: operand.path, geojson };
  }
  if (question.kind === 'range') {
    const [low, high] = [literal('int', question.low), literal('int', question.high)];
    return { kind: 'between', operand, low, high, type: 'int' };
  }
  if (collection === 'default') return equals(use, question.value);
  // safe: an index on a collection is on one in a bin
  const { path } = operand as Extract<typeof operand, { kind: 'field' }>;
  if (collection === 'list') return { kind: 'includes', path, values: [question.value] };
  if (collection === 'mapKeys') return { kind: 'hasKey', path, key: question.value };
  return { kind: 'hasValue', path, values: [question.value] };
}

function equals({ operand }: IndexUse, value: Literal): Condition {
  return { kind: 'compare', operator: 'eq', left: operand, right: value, type: value.type };
}
