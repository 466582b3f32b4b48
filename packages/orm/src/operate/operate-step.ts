import {
  type CdtContextStep,
  type ComparisonValue,
  ctx,
  MAP_KEY_ORDERED,
  type MapOrder,
} from '@aeroform/core';
import type { PathStep } from '../metadata/index-metadata.js';

/** How a step finds its value. `position`: the place of a property in an object stored as a list. */
export type StepKind =
  | 'mapKey'
  | 'mapIndex'
  | 'mapRank'
  | 'mapValue'
  | 'listIndex'
  | 'listRank'
  | 'listValue'
  | 'position';

/** One step from a bin into a nested list or map. */
export interface OperateStep {
  readonly kind: StepKind;
  /** The key, index, rank or value. */
  readonly argument: ComparisonValue;
  /** Finds what is there. */
  readonly find: CdtContextStep;
  /** Finds it, or makes a map where there is none; where the server cannot, the same as `find`. */
  readonly create: CdtContextStep;
  /** Of steps to keys: how the map that holds the key is made where there is none. */
  readonly order: MapOrder;
}

/** The entry of a map under a key. */
export function keyStep(key: ComparisonValue, order: MapOrder = MAP_KEY_ORDERED): OperateStep {
  const create = ctx.mapKeyCreate(key, MAP_KEY_ORDERED);
  return { kind: 'mapKey', argument: key, find: ctx.mapKey(key), create, order };
}

const FIND = {
  mapIndex: ctx.mapIndex,
  mapRank: ctx.mapRank,
  listIndex: ctx.listIndex,
  listRank: ctx.listRank,
  position: ctx.listIndex,
} as const;

/** An element or entry by its place. */
export function placeStep(kind: keyof typeof FIND, place: number): OperateStep {
  const find = FIND[kind](place);
  return { kind, argument: place, find, create: find, order: MAP_KEY_ORDERED };
}

/** An element or entry by its value. */
export function valueStep(kind: 'mapValue' | 'listValue', value: ComparisonValue): OperateStep {
  const find = kind === 'mapValue' ? ctx.mapValue(value) : ctx.listValue(value);
  return { kind, argument: value, find, create: find, order: MAP_KEY_ORDERED };
}

/** A step of the metadata. */
export function declaredStep(step: PathStep): OperateStep {
  return step.kind === 'mapKey' ? keyStep(step.key) : placeStep('position', step.index);
}
