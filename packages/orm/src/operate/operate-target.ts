import {
  type BinValue,
  type ListOperation,
  type MapOperation,
  type Operation,
  withContext,
} from '@aeroform/core';
import { toCdtContext, toCreatingContext } from '../context/cdt-context.js';
import { MappingError } from '../error/mapping-error.js';
import { fromBin } from '../mapping/from-bin.js';
import { toBin } from '../mapping/to-bin.js';
import type { PathStep } from '../metadata/index-metadata.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import { noResult, type PendingOperation } from './pending-operation.js';

/** The value that operations work on: a bin, or something inside one. */
export interface OperateTarget {
  readonly bin: string;
  readonly steps: readonly PathStep[];
  readonly value: ValueMetadata;
  readonly label: string;
  /** Takes every operation that was built, so that none is forgotten. */
  readonly built: Set<PendingOperation>;
}

/** Methods of a writer, by name. */
export type WriterMethods = Readonly<
  Record<string, (...args: never[]) => PendingOperation | object>
>;

/** The parts of a pending operation that differ. */
interface Parts {
  readonly method: string;
  readonly operations: readonly Operation[];
  /** Default: the last operation. */
  readonly answer?: number;
  readonly decode?: (value: BinValue) => unknown;
}

/** An operation that reads. */
export function reading(target: OperateTarget, parts: Parts): PendingOperation {
  return pending(target, parts, null);
}

/** An operation that writes; without `decode` it has no result. */
export function writing(target: OperateTarget, parts: Parts): PendingOperation {
  return pending(target, parts, target.bin);
}

function pending(
  target: OperateTarget,
  { method, operations, answer, decode }: Parts,
  writes: string | null,
): PendingOperation {
  const operation: PendingOperation = Object.freeze({
    operations,
    answer: decode === undefined ? null : (answer ?? operations.length - 1),
    decode: decode ?? noResult,
    writes,
    label: `${target.label}.${method}`,
  });
  target.built.add(operation);
  return operation;
}

/**
 * Stored form of a value of the target (or of its elements).
 *
 * @throws MappingError for undefined: a forgotten value must not remove anything
 */
export function encode(target: OperateTarget, value: unknown, meta = target.value): BinValue {
  if (value === undefined) {
    throw new MappingError(
      target.label,
      'operate() was given undefined as its value; use unset() to remove it, or delete() for the entry of a map',
    );
  }
  return toBin(meta, value, target.label);
}

/** The decoder of a value; an absent value is undefined. */
export function decoder(target: OperateTarget, meta = target.value): (value: BinValue) => unknown {
  return (value) => (value === null ? undefined : fromBin(meta, value, target.label));
}

/** The decoder of counts, sizes and flags: as they are. */
export function plain(value: BinValue): unknown {
  return value;
}

/** The last step and the path before it; null when the target is the bin itself. */
export function splitPath(
  target: OperateTarget,
): { readonly last: PathStep; readonly parents: readonly PathStep[] } | null {
  const last = target.steps.at(-1);
  return last === undefined ? null : { last, parents: target.steps.slice(0, -1) };
}

/** A list or map operation on what a path leads to, which must be there. */
export function within<O extends ListOperation | MapOperation>(
  operation: O,
  path: readonly PathStep[],
): O {
  return path.length === 0 ? operation : withContext(operation, ...toCdtContext(path));
}

/** The same for writes; missing maps on the way are made. */
export function withinCreated<O extends ListOperation | MapOperation>(
  operation: O,
  path: readonly PathStep[],
): O {
  return path.length === 0 ? operation : withContext(operation, ...toCreatingContext(path));
}
