import { CdtContextFlag, CdtContextType } from '@aeroform/protocol';
import { invalidArg } from '../error/argument-error.js';
import type { ComparisonValue } from '../value/comparison-value.js';
import { checkMapKey } from '../value/map-key.js';
import { LIST_ORDERED, LIST_UNORDERED, type ListOrder } from './list-order.js';
import {
  MAP_KEY_ORDERED,
  MAP_KEY_VALUE_ORDERED,
  MAP_UNORDERED,
  type MapOrder,
} from './map-order.js';

/** One step of a path into nested lists and maps; made by the functions of `ctx`. */
export interface CdtContextStep {
  /** How the step finds its element: by index, rank, key or value. */
  readonly type: CdtContextTypeName;
  /** The index, rank, key or value to find. */
  readonly value: ComparisonValue;
  /** Flags that create the list or map when it is missing; 0 for none. */
  readonly createFlags: number;
}

/** Kinds of step. */
export type CdtContextTypeName = Exclude<keyof typeof CdtContextType, 'expression' | 'mapKeysIn'>;

/** A path: outermost step first. */
export type CdtContext = readonly CdtContextStep[];

/**
 * Checks one step of a path.
 *
 * @throws {InvalidArgError} unless a function of `ctx` made it, and it leads to one element.
 */
export function checkStep(step: unknown, path: string): CdtContextStep {
  const { type, createFlags } = (step ?? {}) as Partial<CdtContextStep>;
  const isKnown = typeof type === 'string' && Object.hasOwn(CdtContextType, type);
  if (isKnown && typeof createFlags === 'number') return step as CdtContextStep;
  throw invalidArg(path, step, 'a step made by the functions of `ctx`');
}

/**
 * Checks a path that finds what is there.
 *
 * @throws {InvalidArgError} unless it is an array of steps, none of which creates anything.
 */
export function checkSearchPath(steps: unknown, path: string): CdtContext {
  if (!Array.isArray(steps)) throw invalidArg(path, steps, 'an array of steps made by `ctx`');
  return steps.map((given: unknown, i) => {
    const found = checkStep(given, `${path}[${i}]`);
    if (found.createFlags === 0) return found;
    throw invalidArg(
      `${path}[${i}]`,
      given,
      'a step that creates nothing: indexes find what is there',
    );
  });
}

/** The list element at `index`; negative counts from the end. */
export function listIndex(index: number): CdtContextStep {
  return step('listIndex', checkPosition(index, 'ctx.listIndex(index)'));
}

/** The list element of `rank`; 0 is the smallest, -1 the largest. */
export function listRank(rank: number): CdtContextStep {
  return step('listRank', checkPosition(rank, 'ctx.listRank(rank)'));
}

/** The first list element that equals `value`. */
export function listValue(value: ComparisonValue): CdtContextStep {
  return step('listValue', checkValue(value, 'ctx.listValue(value)'));
}

/** The map entry at `index` in the order of keys; negative counts from the end. */
export function mapIndex(index: number): CdtContextStep {
  return step('mapIndex', checkPosition(index, 'ctx.mapIndex(index)'));
}

/** The map entry of `rank` by value; 0 is the smallest, -1 the largest. */
export function mapRank(rank: number): CdtContextStep {
  return step('mapRank', checkPosition(rank, 'ctx.mapRank(rank)'));
}

/** The map entry with `key`: a string, an integer or bytes. */
export function mapKey(key: ComparisonValue): CdtContextStep {
  checkMapKey(key, 'ctx.mapKey(key)');
  return step('mapKey', key);
}

/** The first map entry whose value equals `value`. */
export function mapValue(value: ComparisonValue): CdtContextStep {
  return step('mapValue', checkValue(value, 'ctx.mapValue(value)'));
}

/**
 * The list at `index`, created when it is missing.
 *
 * @param pad - with an unordered list: an index beyond the end is reached by padding with nil.
 */
export function listIndexCreate(
  index: number,
  order: ListOrder = LIST_UNORDERED,
  pad = false,
): CdtContextStep {
  const path = 'ctx.listIndexCreate';
  return step(
    'listIndex',
    checkPosition(index, `${path}(index)`),
    listCreateFlags(order, pad, path),
  );
}

/** The map under `key` (a string, an integer or bytes), created when it is missing. */
export function mapKeyCreate(
  key: ComparisonValue,
  order: MapOrder = MAP_UNORDERED,
): CdtContextStep {
  checkMapKey(key, 'ctx.mapKeyCreate(key)');
  return step('mapKey', key, mapCreateFlags(order, 'ctx.mapKeyCreate'));
}

/** Flags of a step that creates a list. */
export function listCreateFlags(order: ListOrder, pad: boolean, path: string): number {
  if (typeof pad !== 'boolean') throw invalidArg(`${path}(pad)`, pad, 'a boolean');
  if (order === LIST_ORDERED) {
    if (pad) throw invalidArg(`${path}(pad)`, pad, 'false for an ordered list');
    return CdtContextFlag.createListOrdered;
  }
  if (order !== LIST_UNORDERED) {
    throw invalidArg(`${path}(order)`, order, 'LIST_UNORDERED or LIST_ORDERED');
  }
  return pad ? CdtContextFlag.createListUnorderedPad : CdtContextFlag.createListUnordered;
}

/** Flags of a step that creates a map. */
export function mapCreateFlags(order: MapOrder, path: string): number {
  const flags = MAP_CREATE_FLAGS[order] as number | undefined;
  if (flags !== undefined) return flags;
  throw invalidArg(`${path}(order)`, order, 'a MAP_…ORDERED constant');
}

const MAP_CREATE_FLAGS: Record<MapOrder, number> = {
  [MAP_UNORDERED]: CdtContextFlag.createMapUnordered,
  [MAP_KEY_ORDERED]: CdtContextFlag.createMapKeyOrdered,
  [MAP_KEY_VALUE_ORDERED]: CdtContextFlag.createMapKeyValueOrdered,
};

function step(type: CdtContextTypeName, value: ComparisonValue, createFlags = 0): CdtContextStep {
  return Object.freeze({ type, value, createFlags });
}

function checkValue(value: ComparisonValue, path: string): ComparisonValue {
  if (value === undefined) throw invalidArg(path, value, 'a value');
  return value;
}

function checkPosition(position: number, path: string): number {
  if (Number.isSafeInteger(position)) return position;
  throw invalidArg(path, position, 'an integer');
}
