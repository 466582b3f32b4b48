import {
  type BinValue,
  type Operation,
  OPERATOR_DELETE,
  operations,
  type OperateOrderedResult,
  type OrderedBin,
} from '@aeroform/core';
import { toBin } from '../mapping/to-bin.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import { carriedOut } from './carried-out.js';
import type { PendingOperation } from './operate-target.js';
import { type NamedOperations, VERSION } from './operation-recorder.js';

/** What an operate call sends and how its answer is read. */
export interface OperateProgram {
  readonly named: NamedOperations;
  readonly operations: readonly Operation[];
  /** True when any of them writes. */
  readonly writes: boolean;
  /** True when the record is removed. */
  readonly removes: boolean;
  /** True when operations that only read prolong the life of the record. */
  readonly touches: boolean;
  /** The bins that are read back after the writes, in the order of the last operations. */
  readonly readBack: readonly string[];
}

/** What is known of the record an operate call works on. */
export interface OperateSubject {
  /** Its bins that were written are read back. */
  readonly readBack: boolean;
  /** Dates of creation to write when the call may make the record. */
  readonly creation: readonly Operation[];
  /** Operations that only read prolong its life. */
  readonly touches: boolean;
}

const NONE: readonly string[] = [];

/** Lays out operations in one list, with what goes with every write. */
export function operateProgram(
  metadata: EntityMetadata,
  named: NamedOperations,
  subject: OperateSubject,
): OperateProgram {
  const sent: Operation[] = [];
  const written = new Set<string>();
  let removes = false;
  for (const { operations: own, writes } of named.operations) {
    if (writes !== null) written.add(writes);
    for (const operation of own) {
      removes ||= isRemoval(operation);
      sent.push(operation);
    }
  }
  const changes = written.size > 0 && !removes;
  if (changes) {
    writeUpdateDates(metadata, written, sent);
    sent.push(...subject.creation);
  }
  const readBack = changes && subject.readBack ? [...written].filter((bin) => bin !== '') : NONE;
  for (const bin of readBack) sent.push(operations.read(bin));
  const writes = written.size > 0;
  const touches = subject.touches && !writes;
  // After the operations of the caller, whose answers are found by their place.
  if (touches) sent.push(operations.touch());
  return { named, operations: sent, writes, removes, touches, readBack };
}

/** The results by name, with `$version`. */
export function resultsOf(
  { named, writes }: Pick<OperateProgram, 'named' | 'writes'>,
  answers: readonly OrderedBin[],
  version: number,
): Record<string, unknown> {
  const results = carriedOut(writes, () => readResults(named, answers));
  Object.defineProperty(results, VERSION, { value: version, enumerable: false });
  return results;
}

function readResults(
  { names, operations: pending }: NamedOperations,
  answers: readonly OrderedBin[],
): Record<string, unknown> {
  const results: Record<string, unknown> = {};
  let position = 0;
  for (let i = 0; i < names.length; i++) {
    // safe: there is an operation for each name
    const operation = pending[i] as PendingOperation;
    results[names[i] as string] = operation.resultIn(answers, position);
    position += operation.operations.length;
  }
  return results;
}

/** The answers of the operations that read bins back. */
export function readBackBins(
  { readBack }: Pick<OperateProgram, 'readBack'>,
  { orderedBins }: OperateOrderedResult,
): Map<string, BinValue> {
  const first = orderedBins.length - readBack.length;
  return new Map(readBack.map((bin, index) => [bin, orderedBins[first + index]?.value ?? null]));
}

function isRemoval(operation: Operation): boolean {
  return operation.family === 'scalar' && operation.operator === OPERATOR_DELETE;
}

const updateDates = new WeakMap<EntityMetadata, readonly PropertyMetadata[]>();

function writeUpdateDates(metadata: EntityMetadata, written: Set<string>, sent: Operation[]): void {
  let dates = updateDates.get(metadata);
  if (dates === undefined) {
    dates = metadata.stored.filter(
      ({ audit, storedName }) => audit === 'updated' && storedName !== null,
    );
    updateDates.set(metadata, dates);
  }
  for (const { storedName, value, label } of dates) {
    if (storedName === null || written.has(storedName)) continue;
    written.add(storedName);
    sent.push(operations.write(storedName, toBin(value, new Date(), label)));
  }
}
