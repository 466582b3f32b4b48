import { CdtSelectFlag, WireList, WireMap, type WireValue } from '@aeroform/protocol';
import { refuseType } from '../refuse.js';
import { matches } from './match.js';
import { isLeafLevel, type PathQuery, wantsKeys } from './path-query.js';
import type { SelectStep } from './select-step.js';

/**
 * Answers what a path selects: as the tree that leads to it, or as a flat list of the elements that
 * the last step selects, their keys, or both.
 *
 * @throws {CommandError} 12 when keys of a list are asked for.
 */
export function select(value: WireList | WireMap, query: PathQuery): WireValue {
  if (query.mode === CdtSelectFlag.tree) return selectTree(value, query, 0);
  const leaves: WireValue[] = [];
  collectLeaves(value, query, 0, leaves);
  return new WireList(leaves);
}

export function isContainer(value: WireValue): value is WireList | WireMap {
  return value instanceof WireList || value instanceof WireMap;
}

/** Empty lists and maps are answered as they are, others without their order. */
function selectTree(value: WireList | WireMap, query: PathQuery, level: number): WireValue {
  if (isEmpty(value)) return value;
  const keys: WireValue[] = [];
  const values: WireValue[] = [];
  for (const { element } of matches(value, query.steps[level] as SelectStep, query)) {
    const descends = !isLeafLevel(query, level) && isContainer(element.value);
    keys.push(element.key ?? null);
    values.push(descends ? selectTree(element.value, query, level + 1) : element.value);
  }
  return value instanceof WireMap ? new WireMap(keys, values) : new WireList(values);
}

function collectLeaves(
  value: WireList | WireMap,
  query: PathQuery,
  level: number,
  leaves: WireValue[],
): void {
  const isLeaf = isLeafLevel(query, level);
  if (isLeaf && wantsKeys(query) && value instanceof WireList && !isPlainEmpty(value)) {
    if (!query.noFail) refuseType('a list has no keys to select');
    return;
  }
  if (isEmpty(value)) return;
  for (const { element } of matches(value, query.steps[level] as SelectStep, query)) {
    if (!isLeaf) {
      if (isContainer(element.value)) collectLeaves(element.value, query, level + 1, leaves);
      continue;
    }
    if (wantsKeys(query)) leaves.push(element.key as WireValue);
    if (query.mode !== CdtSelectFlag.leafMapKey) leaves.push(element.value);
  }
}

/** The flags of a list count as an element here. */
function isPlainEmpty(list: WireList): boolean {
  return list.items.length === 0 && list.flags === 0;
}

export function isEmpty(value: WireList | WireMap): boolean {
  return (value instanceof WireList ? value.items : value.keys).length === 0;
}
