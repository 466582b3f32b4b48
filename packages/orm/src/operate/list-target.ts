import {
  LIST_ORDERED,
  LIST_UNORDERED,
  type BinValue,
  listCreate,
  type ListOperation,
  type ListOrder,
} from '@aeroform/core';
import { fromBin } from '../mapping/from-bin.js';
import type { ListMetadata, SetMetadata } from '../metadata/value-metadata.js';
import { withinParents } from './nested-operation.js';
import type { Decode, OperateTarget } from './operate-target.js';

/** A list or set that operations work on. */
export type ListTarget = OperateTarget<ListMetadata | SetMetadata>;

/** Elements of the list. */
export const decodeItems: Decode<ListTarget['value']> = (value, { value: { element }, label }) =>
  rawItems(value).map((item) => fromBin(element, item, label));

/** The first of some elements; undefined without any. */
export const decodeFirstItem: Decode<ListTarget['value']> = (value, { value: meta, label }) => {
  const [first] = rawItems(value);
  return first === undefined ? undefined : fromBin(meta.element, first, label);
};

/** Indexes or ranks. */
export const decodeNumbers = (value: BinValue): readonly BinValue[] => rawItems(value);

function rawItems(value: BinValue): readonly BinValue[] {
  return (value ?? []) as readonly BinValue[];
}

/** Tells whether the list was declared as kept in order. */
export function isOrdered({ value }: ListTarget): boolean {
  return value.kind === 'set' || value.ordered;
}

/** How a list is made. */
export function orderOf(target: ListTarget): ListOrder {
  return isOrdered(target) ? LIST_ORDERED : LIST_UNORDERED;
}

/** Makes a list inside a map when it is missing; a bin is made by the write itself. */
export function creation(target: ListTarget): ListOperation[] {
  if (target.steps.length === 0) return [];
  return [withinParents(listCreate(target.bin, orderOf(target)), target.steps)];
}
