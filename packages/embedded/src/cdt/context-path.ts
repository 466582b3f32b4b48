import { WireList, WireMap, type WireValue } from '@aeroform/protocol';
import {
  type ContextReader,
  type ContextStep,
  createAround,
  requireCreatable,
} from './context-step.js';
import { locateInList } from './list/locate.js';
import { locateInMap } from './map/locate.js';
import { refuseOperation, refuseParameter } from './refuse.js';

/** An element of a list or map. */
export interface Location {
  /** Undefined when the element is to be created. */
  readonly child: WireValue | undefined;
  /** The container with another element in this place. */
  readonly replace: (child: WireValue) => WireList | WireMap;
}

/** Where a path leads to. */
export interface ContextPath {
  /** Undefined when it is to be created. */
  readonly target: WireValue | undefined;
  /** The value of the bin with another target. */
  readonly rebuild: (target: WireValue) => WireValue;
}

/**
 * Follows a path from the value of a bin, as far as it exists. The rest is created, when the steps
 * say so.
 *
 * @throws {CommandError} 4 when the bin is no list or map; 26 when a step leads nowhere.
 */
export function followContext(
  bin: WireValue | undefined,
  steps: ContextReader,
  mayCreate: boolean,
): ContextPath {
  if (bin === undefined) return createdPath(steps);
  if (!(bin instanceof WireList || bin instanceof WireMap)) {
    refuseParameter('a context needs a list or map');
  }
  const outer: Location['replace'][] = [];
  let target: WireValue | undefined = bin;
  while (!steps.done && target !== undefined) {
    const location: Location = locate(target, steps.next());
    outer.push(location.replace);
    target = location.child;
  }
  if (target === undefined) {
    if (!mayCreate) refuseOperation('a read creates nothing');
    outer.push(...creators(steps));
  }
  return { target, rebuild: nest(outer) };
}

function locate(container: WireValue, step: ContextStep): Location {
  if (container instanceof WireList) {
    if (step.forMap) refuseOperation('a step for maps leads into a list');
    return locateInList(container, step);
  }
  if (container instanceof WireMap) {
    if (step.forList) refuseOperation('a step for lists leads into a map');
    return locateInMap(container, step);
  }
  refuseOperation('a step leads into a value that is no list or map');
}

/** The path of a bin that does not exist: the first step must create it. */
function createdPath(steps: ContextReader): ContextPath {
  const first = steps.next();
  if (first.create === 0) refuseOperation('there is no bin, and the context creates none');
  requireCreatable(first, true);
  const create = (child: WireValue): WireValue => createAround(first, child);
  return { target: undefined, rebuild: nest([create, ...creators(steps)]) };
}

/** What creates the lists and maps of the steps that are left. */
function creators(steps: ContextReader): Location['replace'][] {
  const created: Location['replace'][] = [];
  while (!steps.done) {
    const step = steps.next();
    requireCreatable(step, false);
    created.push((child) => createAround(step, child));
  }
  return created;
}

/** Applies the innermost function first. */
function nest(outer: readonly ((child: WireValue) => WireValue)[]): ContextPath['rebuild'] {
  return (target) => outer.reduceRight((child, replace) => replace(child), target);
}
