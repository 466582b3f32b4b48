import {
  type BinValue,
  type Operation,
  operations,
  type OperateOrderedResult,
} from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { MappingError } from '../error/mapping-error.js';
import { toBin } from '../mapping/to-bin.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { Op, Out, RecordOps } from '../type/writer.js';
import type { PendingOperation } from './pending-operation.js';
import { recordOps } from './record-ops.js';

/** What an operate call sends and how its answer is read. */
export interface OperateProgram<O> {
  readonly operations: readonly Operation[];
  /** True when any of them writes. */
  readonly writes: boolean;
  /** True when the record is removed. */
  readonly removes: boolean;
  /** The bins that are read back after the writes, in the order of the last operations. */
  readonly readBack: readonly string[];
  /** The results by name. */
  results(answer: OperateOrderedResult): Out<O>;
}

/** What is known of the record an operate call works on. */
export interface OperateSubject {
  /** Its bins that were written are read back. */
  readonly readBack: boolean;
  /** Dates of creation to write when the call may make the record. */
  readonly creation: readonly Operation[];
}

/** Runs the callback and lays out its operations in one list. */
export function operateProgram<T extends object, O extends Record<string, Op<unknown>>>(
  context: EntityContext<T>,
  build: (record: RecordOps<T>) => O,
  subject: OperateSubject,
): OperateProgram<O> {
  const built = new Set<PendingOperation>();
  const named = build(recordOps(context, built));
  const pending = checkResults(context.metadata.name, named, built);
  const written = new Set(pending.flatMap(([, { writes }]) => (writes === null ? [] : [writes])));
  const sent = pending.flatMap(([, each]) => each.operations);
  const removes = isRemoval(sent);
  if (written.size > 0 && !removes) {
    for (const operation of updateDates(context.metadata, written)) sent.push(operation);
    sent.push(...subject.creation);
  }
  const readBack = subject.readBack && !removes ? [...written].filter((bin) => bin !== '') : [];
  sent.push(...readBack.map((bin) => operations.read(bin)));
  return {
    operations: sent,
    writes: written.size > 0,
    removes,
    readBack,
    results: (answer) => decodeResults<O>(pending, answer),
  };
}

/** The answers of the operations that read bins back. */
export function readBackBins(
  { readBack }: Pick<OperateProgram<unknown>, 'readBack'>,
  { orderedBins }: OperateOrderedResult,
): Map<string, BinValue> {
  const first = orderedBins.length - readBack.length;
  return new Map(readBack.map((bin, index) => [bin, orderedBins[first + index]?.value ?? null]));
}

type NamedOperation = readonly [name: string, operation: PendingOperation];

function checkResults(
  entity: string,
  named: unknown,
  built: ReadonlySet<PendingOperation>,
): NamedOperation[] {
  if (typeof named !== 'object' || named === null) {
    throw new MappingError(
      entity,
      'operate() takes a function that returns an object of operations',
    );
  }
  const entries = Object.entries(named) as [string, PendingOperation][];
  for (const [name, operation] of entries) {
    if (!built.has(operation)) {
      throw new MappingError(entity, `operate(): '${name}' is no operation, e.g. r.views.inc()`);
    }
  }
  const returned = new Set(entries.map(([, operation]) => operation));
  const forgotten = [...built].find((operation) => !returned.has(operation));
  if (forgotten !== undefined) {
    throw new MappingError(
      forgotten.label,
      'was built but not returned, so it would not happen; put it into the object operate() returns',
    );
  }
  if (entries.length === 0) throw new MappingError(entity, 'operate() got no operations');
  return entries;
}

function decodeResults<O>(
  pending: readonly NamedOperation[],
  { orderedBins, meta }: OperateOrderedResult,
): Out<O> {
  const results: Record<string, unknown> = {};
  let position = 0;
  for (const [name, { operations: sent, answer, decode }] of pending) {
    const value = answer === null ? null : (orderedBins[position + answer]?.value ?? null);
    results[name] = decode(value);
    position += sent.length;
  }
  Object.defineProperty(results, '$version', { value: meta.gen, enumerable: false });
  // safe: each name got the result its operation declares
  return results as Out<O>;
}

function isRemoval(sent: readonly Operation[]): boolean {
  const { operator } = operations.delete();
  return sent.some((each) => each.family === 'scalar' && each.operator === operator);
}

function updateDates(metadata: EntityMetadata, written: Set<string>): Operation[] {
  return metadata.stored.flatMap(({ audit, storedName, value, label }) => {
    if (audit !== 'updated' || storedName === null || written.has(storedName)) return [];
    written.add(storedName);
    return [operations.write(storedName, toBin(value, new Date(), label))];
  });
}
