import { ResultCode, WireList, WireMap, type WireValue } from '@aeroform/protocol';
import { CommandError } from '../../error/command-error.js';
import { type LoopElement, REMOVE_ELEMENT } from '../expression-evaluation.js';
import { isOrdered, sortValues } from '../list/list-order.js';
import { refuseType } from '../refuse.js';
import { storableValue } from '../storable-value.js';
import { matches } from './match.js';
import { isLeafLevel, type PathQuery } from './path-query.js';
import { isContainer, isEmpty } from './select.js';
import { requireEvaluation, type SelectStep } from './select-step.js';

/**
 * Replaces or removes what a path selects, as an expression says. Ordered lists are sorted again.
 *
 * @throws {CommandError} 1 when the outcome of the expression is unknown, 12 when it can't be stored.
 */
export function modifySelected(
  value: WireList | WireMap,
  query: PathQuery,
  level = 0,
): WireList | WireMap {
  if (isEmpty(value)) return value;
  const changes = new Map<number, WireValue | typeof REMOVE_ELEMENT>();
  for (const { position, element } of matches(value, query.steps[level] as SelectStep, query)) {
    const change = changeOf(element, query, level);
    if (change !== undefined) changes.set(position, change);
  }
  if (value instanceof WireList) return changedList(value, changes);
  return changedMap(value, changes);
}

/** The new value of a selected element; undefined when it stays. */
function changeOf(
  element: LoopElement,
  query: PathQuery,
  level: number,
): WireValue | typeof REMOVE_ELEMENT | undefined {
  if (!isLeafLevel(query, level)) {
    return isContainer(element.value) ? modifySelected(element.value, query, level + 1) : undefined;
  }
  const outcome = requireEvaluation(query.evaluation).evaluate(query.modify, element);
  if (outcome === REMOVE_ELEMENT) return outcome;
  if (outcome === undefined) {
    if (query.noFail) return undefined;
    throw new CommandError(ResultCode.SERVER_ERROR, 'the expression has no known outcome');
  }
  const stored = storableValue(outcome);
  if (stored === undefined) refuseType("the outcome of the expression can't be stored");
  return stored;
}

type Changes = ReadonlyMap<number, WireValue | typeof REMOVE_ELEMENT>;

function changedList(list: WireList, changes: Changes): WireList {
  const items: WireValue[] = [];
  for (const [position, item] of list.items.entries()) {
    const change = changes.has(position) ? changes.get(position) : item;
    if (change !== REMOVE_ELEMENT) items.push(change as WireValue);
  }
  return new WireList(isOrdered(list) ? sortValues(items) : items, list.flags);
}

function changedMap(map: WireMap, changes: Changes): WireMap {
  const keys: WireValue[] = [];
  const values: WireValue[] = [];
  for (const [position, key] of map.keys.entries()) {
    const change = changes.has(position) ? changes.get(position) : map.values[position];
    if (change === REMOVE_ELEMENT) continue;
    keys.push(key);
    values.push(change as WireValue);
  }
  return new WireMap(keys, values, map.flags);
}
