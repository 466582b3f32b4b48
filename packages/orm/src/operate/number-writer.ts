import {
  type Double,
  double,
  listIncrement,
  MAP_KEY_ORDERED,
  mapIncrement,
  type Operation,
  operations,
} from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import { scalarCodecs } from '../mapping/scalar-value.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import {
  decoder,
  type OperateTarget,
  splitPath,
  withinCreated,
  type WriterMethods,
  writing,
} from './operate-target.js';

/** inc and dec. */
export function numberMethods(target: OperateTarget): WriterMethods {
  return {
    inc: (by?: number | bigint) => addition(target, 'inc', by),
    dec: (by?: number | bigint) => addition(target, 'dec', by),
  };
}

function addition(target: OperateTarget, method: 'inc' | 'dec', by?: number | bigint) {
  const summand = summandOf(target.value, by ?? 1, method === 'dec', `${target.label}.${method}`);
  return writing(target, {
    method,
    operations: addOperations(target, summand),
    decode: decoder(target),
  });
}

/** The number to add in the type of the value: adding an integer to a double is refused by the server. */
export function summandOf(
  meta: ValueMetadata,
  by: number | bigint,
  negate: boolean,
  label: string,
): number | bigint | Double {
  const isDouble = meta.kind === 'double';
  const signed = negate ? -by : by;
  if (isDouble && typeof signed === 'number') return double(signed);
  const kind = typeof signed === 'bigint' ? 'bigint' : isDouble ? 'double' : 'int';
  if (!isDouble && scalarCodecs[kind].write(signed) !== undefined) return signed;
  throw new MappingError(
    label,
    `the number must be ${scalarCodecs[kind].expected}; got ${String(by)}`,
  );
}

function addOperations(target: OperateTarget, summand: number | bigint | Double): Operation[] {
  const path = splitPath(target);
  if (path === null) {
    return [operations.increment(target.bin, summand), operations.read(target.bin)];
  }
  const { last, parents } = path;
  const add =
    last.kind === 'mapKey'
      ? mapIncrement(target.bin, last.key, summand, { order: MAP_KEY_ORDERED })
      : listIncrement(target.bin, last.index, summand);
  return [withinCreated(add, parents)];
}
