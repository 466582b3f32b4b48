import { compareWireValues, WireMap, type WireValue } from '@aeroform/protocol';
import { type ContextStep, StepKind } from '../context-step.js';
import { RankTarget } from '../order/find-rank.js';
import { refuseOperation } from '../refuse.js';
import { resolvePosition } from '../span.js';
import { storableValue } from '../storable-value.js';
import { findKey, positionsByValue } from './map-order.js';
import { withEntry } from './put.js';

interface MapLocation {
  readonly child: WireValue | undefined;
  readonly replace: (child: WireValue) => WireMap;
}

/**
 * The value that a step of a context leads to.
 *
 * @throws {CommandError} 26 when there is none and the step does not create it.
 */
export function locateInMap(map: WireMap, step: ContextStep): MapLocation {
  const position = POSITION_FINDERS[step.kind](map, step.target);
  if (position === undefined) return createdLocation(map, step);
  return {
    child: map.values[position],
    replace: (child) => new WireMap(map.keys, map.values.with(position, child), map.flags),
  };
}

const POSITION_FINDERS: Record<StepKind, (map: WireMap, target: WireValue) => number | undefined> =
  {
    [StepKind.index]: ({ keys }, target) => resolvePosition(target as number, keys.length),
    [StepKind.rank]: (map, target) => {
      const rank = resolvePosition(target as number, map.keys.length);
      return rank === undefined ? undefined : positionsByValue(map)[rank];
    },
    [StepKind.key]: (map, target) => {
      if (storableValue(target) === undefined) refuseOperation('the key can be in no map');
      const { found, rank } = findKey(map, target, RankTarget.any);
      return found ? rank : undefined;
    },
    [StepKind.value]: ({ values }, target) => {
      const position = values.findIndex((value) => compareWireValues(value, target) === 0);
      return position < 0 ? undefined : position;
    },
  };

function createdLocation(map: WireMap, step: ContextStep): MapLocation {
  if (step.create === 0 || step.kind !== StepKind.key) {
    refuseOperation('the context leads to no entry');
  }
  const key = step.target;
  const { rank } = findKey(map, key);
  return {
    child: undefined,
    replace: (value) => withEntry(map, rank, { key, value, replaces: false }),
  };
}
