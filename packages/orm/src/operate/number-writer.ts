import {
  type BinValue,
  type Double,
  double,
  listIncrement,
  mapIncrement,
  type Operation,
  operations,
} from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import { scalarCodecs } from '../mapping/scalar-value.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import { splitSteps, within, withinCreated } from './nested-operation.js';
import { decodeValue, type OperateTarget, writing } from './operate-target.js';
import { indexOf, ScalarWriter } from './scalar-writer.js';
import { TARGET } from './value-writer.js';

/** inc and dec. */
export class NumberWriter extends ScalarWriter {
  inc(by: number | bigint = 1): unknown {
    return addition(this[TARGET], 'inc', by);
  }

  dec(by: number | bigint = 1): unknown {
    return addition(this[TARGET], 'dec', by);
  }
}

function addition(target: OperateTarget, method: 'inc' | 'dec', by: number | bigint): unknown {
  const summand = summandOf(target, method, target.value, method === 'dec' ? negated(by) : by);
  return writing(target, method, addOperations(target, method, summand), decodeValue);
}

/** What is no number stays what it is, to be refused. */
function negated(by: number | bigint): number | bigint {
  return typeof by === 'number' || typeof by === 'bigint' ? -by : by;
}

/** The number to add in the type of the value: adding an integer to a double is refused by the server. */
export function summandOf(
  { label }: OperateTarget,
  method: string,
  meta: ValueMetadata,
  by: number | bigint,
): number | bigint | Double {
  const isDouble = meta.kind === 'double';
  if (isDouble && typeof by === 'number') return double(by);
  const kind = typeof by === 'bigint' ? 'bigint' : isDouble ? 'double' : 'int';
  const isNumber = typeof by === 'number' || typeof by === 'bigint';
  if (!isDouble && isNumber && scalarCodecs[kind].write(by) !== undefined) return by;
  const { expected } = scalarCodecs[kind];
  throw new MappingError(`${label}.${method}`, `the number must be ${expected}; got ${String(by)}`);
}

function addOperations(
  target: OperateTarget,
  method: string,
  summand: number | bigint | Double,
): Operation[] {
  const { bin, steps } = target;
  const split = splitSteps(steps);
  if (split === null) return [operations.increment(bin, summand), operations.read(bin)];
  const { last, parents } = split;
  if (last.kind === 'mapKey') {
    const add = mapIncrement(bin, last.argument as BinValue, summand, { order: last.order });
    return [withinCreated(add, parents)];
  }
  return [within(listIncrement(bin, indexOf(target, method), summand), parents)];
}
