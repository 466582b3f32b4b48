import { isWriteOperation } from '../../../operation/compile-operation.js';
import type { Operation } from '../../../operation/operation.js';
import { OPERATOR_INCR, OPERATOR_READ } from '../../../operation/operator.js';
import type { OrderedBin } from '../../../record/record.js';
import type { BinValue } from '../../../value/bin-value.js';
import { convertBins, fromRawResult, fromRawValue } from '../from-official-value.js';
import type { OfficialBins, OfficialModule, OfficialOperation } from '../official-module.js';
import { particleTypeOf } from './expression-type.js';
import { pairResults } from './pair-results.js';
import { findLostResult, mayHaveResult, orderedBins, refuseLostResult } from './result-places.js';
import { toOfficialOperations } from './to-official-operation.js';
import { typedReads, typedResult } from './typed-reads.js';

/** How the results of operations come back, one for each. */
export interface OperationPlan {
  readonly operations: readonly OfficialOperation[];
  /** Whether the policy needs `deserialize: false`. */
  readonly isRaw: boolean;
  /** Whether all results of the answer are exact, and the results. */
  read(bins: OfficialBins): { readonly isExact: boolean; readonly ordered: OrderedBin[] };
}

/**
 * Chooses how to send operations so that each result is told, and exactly: by their bins where that is
 * enough, else with typed reads in place of plain ones.
 *
 * @throws {UnsupportedByDriverError} when results would be lost nevertheless.
 */
export function planOperations(
  official: OfficialModule,
  operations: readonly Operation[],
): OperationPlan {
  return isPlain(operations) ? plainPlan(official, operations) : typedPlan(official, operations);
}

/** Whether results are told, and exactly, by their bins. */
function isPlain(operations: readonly Operation[]): boolean {
  return findLostResult(operations, isNever) < 0 && !needsTypes(operations);
}

/** Whether {@link planOperations} knows a way. */
export function canOrder(operations: readonly Operation[]): boolean {
  return isPlain(operations) || findLostResult(operations, isRead) < 0;
}

/** @throws {UnsupportedByDriverError} unless {@link planOperations} knows a way. */
export function expectOrder(operations: readonly Operation[]): void {
  if (!canOrder(operations)) refuseLostResult(operations, isRead);
}

/** Whether results would be lost in a batch, where the C client asks for an answer to everything. */
export function losesResultInBatch(operations: readonly Operation[]): boolean {
  return findLostResult(operations, isNever, true) >= 0;
}

function plainPlan(official: OfficialModule, operations: readonly Operation[]): OperationPlan {
  return {
    operations: toOfficialOperations(official, operations),
    isRaw: false,
    read(bins) {
      const isExact = convertBins(bins).length === 0;
      pairResults(operations, bins as Record<string, BinValue>);
      return { isExact, ordered: orderedBins(operations, bins as Record<string, BinValue>) };
    },
  };
}

/** Reads bins by expressions of every type, each under a name of its own. */
export function typedPlan(
  official: OfficialModule,
  operations: readonly Operation[],
): OperationPlan {
  refuseLostResult(operations, isRead);
  const given = toOfficialOperations(official, operations);
  return {
    operations: operations.flatMap((operation, i) =>
      isRead(operation) ? typedReads(official, operation.bin, i) : (given[i] as OfficialOperation),
    ),
    isRaw: true,
    read: (bins) => ({
      isExact: true,
      ordered: operations.map((operation, i) => ({
        name: operation.bin,
        value: resultOf(operation, i, bins),
      })),
    }),
  };
}

function resultOf(operation: Operation, place: number, bins: OfficialBins): BinValue {
  if (isRead(operation)) return typedResult(bins, place);
  const { bin } = operation;
  if (!mayHaveResult(operation) || !Object.hasOwn(bins, bin)) return null;
  if (operation.family !== 'expression') return fromRawResult(bins[bin], operation.family);
  const particleType = particleTypeOf(operation.expression);
  return particleType === undefined
    ? fromRawResult(bins[bin], operation.family)
    : fromRawValue(bins[bin], particleType);
}

/**
 * Whether the addon could leave something open that can not be asked for again: what is read on the way
 * of a write, and values of expressions.
 */
function needsTypes(operations: readonly Operation[]): boolean {
  if (operations.some(isExpressionRead)) return true;
  if (!operations.some(isRead) || !operations.some(isWriteOperation)) return false;
  const numbers = new Set(operations.filter(isIncrement).map(({ bin }) => bin));
  return operations.some((operation) => isRead(operation) && !numbers.has(operation.bin));
}

function isIncrement(operation: Operation): boolean {
  return operation.family === 'scalar' && operation.operator === OPERATOR_INCR;
}

function isRead(operation: Operation): boolean {
  return operation.family === 'scalar' && operation.operator === OPERATOR_READ;
}

function isNever(): boolean {
  return false;
}

function isExpressionRead(operation: Operation): boolean {
  return operation.family === 'expression' && operation.name === 'read';
}
