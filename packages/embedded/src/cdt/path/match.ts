import {
  compareWireValues,
  ListFlag,
  ResultCode,
  WireList,
  type WireMap,
  type WireValue,
} from '@aeroform/protocol';
import { CommandError } from '../../error/command-error.js';
import type { LoopElement } from '../expression-evaluation.js';
import { ItemIndex } from '../item-list.js';
import { isOrdered } from '../list/list-order.js';
import { quickSelect } from '../order/quick-select.js';
import { refuseParameter } from '../refuse.js';
import { resolvePosition } from '../span.js';
import type { PathQuery } from './path-query.js';
import { ALWAYS, requireEvaluation, SelectKind, type SelectStep } from './select-step.js';

/** A selected element of a list or map. */
export interface Match {
  readonly position: number;
  readonly element: LoopElement;
}

const LIST_TYPE_MASK = 0x30;
const LIST_TYPE = 0x10;
const MAP_TYPE_MASK = 0xf0;
const MAP_TYPE = 0x20;

/**
 * The elements of a list or map that a step selects, one by one, so that errors come in the order
 * of the elements.
 *
 * @throws {CommandError} 4 when the step does not fit, or an expression is unknown and must not be.
 */
export function* matches(
  container: WireList | WireMap,
  step: SelectStep,
  query: PathQuery,
): Generator<Match> {
  requireFit(container, step);
  const size = container instanceof WireList ? container.items.length : container.keys.length;
  if (step.kind === SelectKind.index || step.kind === SelectKind.rank) {
    yield* placed(container, step, query);
    return;
  }
  const test = selectorOf(container, step, query);
  for (let position = 0; position < size; position++) {
    requirePlace(query, position);
    const element = elementAt(container, position);
    let selected = test(element);
    if (selected === true) selected = holds(step.condition, element, query);
    if (selected === undefined && !query.noFail) {
      refuseParameter('an expression of the path has no known outcome');
    }
    if (selected === true) yield { position, element };
  }
}

/** The element with an index or rank. A condition that is unknown never fails here. */
function* placed(
  container: WireList | WireMap,
  step: SelectStep,
  query: PathQuery,
): Generator<Match> {
  const position = placeOf(container, step);
  if (position === undefined) return;
  const element = elementAt(container, position);
  if (holds(step.condition, element, query) === true) yield { position, element };
  if (container instanceof WireList && step.kind === SelectKind.index) {
    if (position + 1 < container.items.length) requirePlace(query, position + 1);
  } else {
    query.cursor.lost = true;
  }
}

function requirePlace({ cursor }: PathQuery, position: number): void {
  if (cursor.lost) {
    throw new CommandError(
      ResultCode.SERVER_ERROR,
      `the server finds no element ${position} behind one that it found by rank or index`,
    );
  }
}

function requireFit(container: WireList | WireMap, { type }: SelectStep): void {
  const fits =
    container instanceof WireList
      ? [0, LIST_TYPE].includes(type & LIST_TYPE_MASK)
      : [0, MAP_TYPE].includes(type & MAP_TYPE_MASK);
  if (!fits) refuseParameter(`path step ${type} meets a list or map that it does not fit`);
}

function elementAt(container: WireList | WireMap, position: number): LoopElement {
  if (container instanceof WireList) {
    return { key: undefined, value: container.items[position] as WireValue, index: position };
  }
  return {
    key: container.keys[position] as WireValue,
    value: container.values[position] as WireValue,
    index: undefined,
  };
}

function placeOf(container: WireList | WireMap, { kind, target }: SelectStep): number | undefined {
  const isList = container instanceof WireList;
  const size = isList ? container.items.length : container.keys.length;
  const place = resolvePosition(target as number, size);
  if (place === undefined || kind === SelectKind.index) return place;
  if (isList && isOrdered(container)) return place;
  const values = isList ? container.items : container.values;
  const at = (position: number): WireValue => values[position] as WireValue;
  return quickSelect(size, place, (a, b) => compareWireValues(at(a), at(b)));
}

/** True, false, or undefined for unknown. */
type Truth = boolean | undefined;

function selectorOf(
  container: WireList | WireMap,
  step: SelectStep,
  query: PathQuery,
): (element: LoopElement) => Truth {
  switch (step.kind) {
    case SelectKind.expression:
      return (element) => holds(step.expression, element, query);
    case SelectKind.value:
      return ({ value }) => compareWireValues(value, step.target) === 0;
    case SelectKind.key:
      return keySelector(container, step.target);
    case SelectKind.keyList:
      return keyListSelector(container, step.target);
    case SelectKind.index:
    case SelectKind.rank:
      return () => undefined;
  }
}

/** Keys are unknown in a list; in a map at most one key is found. */
function keySelector(container: WireList | WireMap, key: WireValue) {
  if (container instanceof WireList) return () => undefined;
  let found = false;
  return (element: LoopElement): Truth => {
    if (found || compareWireValues(element.key as WireValue, key) !== 0) return false;
    found = true;
    return true;
  };
}

function keyListSelector(container: WireList | WireMap, keys: WireValue) {
  if (container instanceof WireList) return () => undefined;
  if (!(keys instanceof WireList)) refuseParameter('the keys of a path step must be a list');
  if ((keys.flags & ListFlag.ordered) !== 0 && !isSorted(keys.items)) {
    refuseParameter('the keys of a path step are not in the announced order');
  }
  const index = new ItemIndex(keys.items);
  return (element: LoopElement): Truth => index.has(element.key as WireValue);
}

function isSorted(items: readonly WireValue[]): boolean {
  return items.every(
    (item, i) => i === 0 || compareWireValues(items[i - 1] as WireValue, item) <= 0,
  );
}

function holds(expression: unknown, element: LoopElement, query: PathQuery): Truth {
  if (expression === undefined || expression === ALWAYS) return true;
  const outcome = requireEvaluation(query.evaluation).evaluate(expression, element);
  return outcome === undefined ? undefined : outcome === true;
}
