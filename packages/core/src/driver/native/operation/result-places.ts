import { CDT_INVERTED, CdtReturnType } from '@aeroform/protocol';
import { isBitModify } from '../../../cdt/bit-call.js';
import type { HllCallName } from '../../../cdt/hll-call.js';
import type { ListCallName } from '../../../cdt/list-call.js';
import type { MapCallName } from '../../../cdt/map-call.js';
import type { Operation } from '../../../operation/operation.js';
import { OPERATOR_READ } from '../../../operation/operator.js';
import type { OrderedBin } from '../../../record/record.js';
import type { BinValue } from '../../../value/bin-value.js';
import { unsupported } from '../unsupported.js';
import { BinNames } from './bin-names.js';

type Family = Operation['family'];

/** Families with which the C client asks for an answer to every operation, also to those without. */
const ANSWERED_IN_FULL: Readonly<Record<Family, boolean>> = {
  scalar: false,
  list: false,
  map: true,
  bit: true,
  hll: true,
  expression: true,
  path: false,
};

/**
 * Finds the first operation that would take the place of the result of another: the answer has one value
 * for each bin, the last.
 *
 * @param isElsewhere - whether the result of an operation comes under a name of its own, and by an
 *   expression.
 * @param isFull - whether operations without a result are answered, too.
 * @returns its index; −1 when each result is told.
 */
export function findLostResult(
  operations: readonly Operation[],
  isElsewhere: (operation: Operation) => boolean,
  isFull = isAnsweredInFull(operations, isElsewhere),
): number {
  if (operations.length === 1) return -1;
  const answered = new BinNames();
  for (let i = 0; i < operations.length; i++) {
    const operation = operations[i] as Operation;
    if (isElsewhere(operation)) continue;
    const { bin } = operation;
    const hasResult = mayHaveResult(operation);
    if (answered.has(bin) && (hasResult || (isFull && bin !== ''))) return i;
    if (hasResult) answered.add(bin);
  }
  return -1;
}

function isAnsweredInFull(
  operations: readonly Operation[],
  isElsewhere: (operation: Operation) => boolean,
): boolean {
  for (const operation of operations) {
    if (ANSWERED_IN_FULL[operation.family] || isElsewhere(operation)) return true;
  }
  return false;
}

/** @throws {UnsupportedByDriverError} when a result would be lost. */
export function refuseLostResult(
  operations: readonly Operation[],
  isElsewhere: (operation: Operation) => boolean,
): void {
  const i = findLostResult(operations, isElsewhere);
  if (i < 0) return;
  const { bin } = operations[i] as Operation;
  throw unsupported('severalResultsOfBin', `ops[${i}] (bin ${JSON.stringify(bin)})`);
}

/** Whether an operation may answer anything but null. */
export function mayHaveResult(operation: Operation): boolean {
  switch (operation.family) {
    case 'scalar':
      return operation.operator === OPERATOR_READ;
    case 'expression':
      return operation.name === 'read';
    case 'bit':
      return !isBitModify(operation.name);
    case 'hll':
      return !SILENT_HLL.has(operation.name);
    case 'path':
      return true;
    case 'list':
    case 'map':
      return !SILENT.has(operation.name) && !answersNothing(operation);
  }
}

/** Operations that answer null; what a server says. */
const SILENT: ReadonlySet<ListCallName | MapCallName> = new Set([
  'setType',
  'sort',
  'set',
  'clear',
]);
const SILENT_HLL: ReadonlySet<HllCallName> = new Set(['init', 'setUnion', 'fold']);

function answersNothing({ name, args }: Extract<Operation, { family: 'list' | 'map' }>): boolean {
  return name.includes('By') && ((args[0] as number) & ~CDT_INVERTED) === CdtReturnType.none;
}

/** One entry for each operation, of an answer by bins. */
export function orderedBins(
  operations: readonly Operation[],
  bins: Readonly<Record<string, BinValue>>,
): OrderedBin[] {
  return operations.map((operation) => {
    const { bin } = operation;
    const value = mayHaveResult(operation) && Object.hasOwn(bins, bin) ? bins[bin] : null;
    return { name: bin, value: value ?? null };
  });
}
