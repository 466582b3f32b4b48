import {
  CdtContextFlag,
  compareWireValues,
  type WireList,
  type WireValue,
} from '@aeroform/protocol';
import { type ContextStep, StepKind } from '../context-step.js';
import { nilPadding } from '../nil-padding.js';
import { selectByHeap } from '../order/heap-selection.js';
import { refuseOperation } from '../refuse.js';
import { resolvePosition } from '../span.js';
import { findInOrdered, isOrdered, replaceInOrdered, splice, withItems } from './list-order.js';

interface ListLocation {
  readonly child: WireValue | undefined;
  readonly replace: (child: WireValue) => WireList;
}

/**
 * The element that a step of a context leads to.
 *
 * @throws {CommandError} 26 when there is none and the step does not create it.
 */
export function locateInList(list: WireList, step: ContextStep): ListLocation {
  const position = POSITION_FINDERS[step.kind](list, step.target);
  if (position === undefined) return createdLocation(list, step);
  return {
    child: list.items[position],
    replace: (child) =>
      isOrdered(list)
        ? replaceInOrdered(list, position, child)
        : withItems(list, splice(list.items, position, 1, [child])),
  };
}

const POSITION_FINDERS: Record<
  StepKind,
  (list: WireList, target: WireValue) => number | undefined
> = {
  [StepKind.index]: ({ items }, target) => resolvePosition(target as number, items.length),
  [StepKind.rank]: findRanked,
  [StepKind.key]: () => refuseOperation('a list has no keys'),
  [StepKind.value]: findValue,
};

function findRanked(list: WireList, target: WireValue): number | undefined {
  const rank = resolvePosition(target as number, list.items.length);
  if (rank === undefined || isOrdered(list)) return rank;
  const compare = (a: number, b: number): number =>
    compareWireValues(list.items[a] as WireValue, list.items[b] as WireValue);
  return selectByHeap(list.items.length, { start: rank, count: 1 }, compare).positions[0];
}

function findValue(list: WireList, target: WireValue): number | undefined {
  if (isOrdered(list)) {
    const { found, rank } = findInOrdered(list.items, target);
    return found ? rank : undefined;
  }
  const position = list.items.findIndex((item) => compareWireValues(item, target) === 0);
  return position < 0 ? undefined : position;
}

/** The place behind the end that a step creates. Ordered lists sort it in, others may need nils. */
function createdLocation(list: WireList, step: ContextStep): ListLocation {
  const { items } = list;
  const ordered = isOrdered(list);
  if (step.create === 0 || step.kind !== StepKind.index)
    refuseOperation('the context leads to no element');
  if (ordered) {
    return { child: undefined, replace: (child) => replaceInOrdered(list, items.length, child) };
  }
  const index = step.target as number;
  const isNext = index === items.length || (index === -1 && items.length === 0);
  const pads =
    step.create === CdtContextFlag.createListUnorderedPad && !step.persistIndex && index > 0;
  if (!isNext && !pads) refuseOperation(`index ${index} is out of range`);
  const padding = isNext ? [] : nilPadding(index - items.length);
  return { child: undefined, replace: (child) => withItems(list, [...items, ...padding, child]) };
}
