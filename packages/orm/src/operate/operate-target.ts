import type { BinValue, Operation, OrderedBin } from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import { fromBin } from '../mapping/from-bin.js';
import { toBin } from '../mapping/to-bin.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { KeyedListMetadata, ValueMetadata } from '../metadata/value-metadata.js';
import type { OperateStep } from './operate-step.js';

/** The value that operations work on: a bin, or something inside one. */
export interface OperateTarget<V extends ValueMetadata = ValueMetadata> {
  /** `''` for the record itself. */
  readonly bin: string;
  /** From the bin to the value; empty for the bin itself. */
  readonly steps: readonly OperateStep[];
  readonly value: V;
  /** `Class.property`, for errors. */
  readonly label: string;
  readonly sink: OperationSink;
  /** True for a property that is declared `nullable: false`. */
  readonly required?: boolean;
  /** Of an element of a keyed list: what it is stored under, which is left out of it. */
  readonly keyed?: KeyedItem;
}

/** Where an element of a keyed list is. */
export interface KeyedItem {
  readonly list: KeyedListMetadata;
  readonly id: unknown;
  readonly storedId: BinValue;
}

/** Where writers leave their operations, and what decides what their methods give. */
export interface OperationSink {
  /** The entity of the record. */
  readonly metadata: EntityMetadata;
  /** Takes an operation; what it answers is what the method of the writer gives. */
  take(operation: PendingOperation): unknown;
  /** The writer of a value inside another. */
  writerOf(target: OperateTarget): object;
}

/** The result of an operation from what the server answered. */
export type Decode<V extends ValueMetadata = ValueMetadata> = (
  value: BinValue,
  target: OperateTarget<V>,
) => unknown;

/** The result of an operation. */
export interface ResultOf {
  /** The bin that is written; `''` for the record, null for reads. */
  readonly writes: string | null;
  /** Null when there is no result. */
  readonly decode: Decode | null;
  /** Which of the operations answers; default the last one. */
  readonly answer?: number;
}

/** What stands behind an `Op`: the operations to send and how their answer becomes the result. */
export class PendingOperation {
  readonly target: OperateTarget;
  readonly method: string;
  readonly operations: readonly Operation[];
  /** Null when there is no result. */
  readonly decode: Decode | null;
  /** The bin that is written; `''` for the record, null for reads. */
  readonly writes: string | null;
  /** Which of the operations answers the result. */
  readonly answer: number;
  /** The call it was made in. */
  owner: object | null = null;

  /**
   * @param target what it works on
   * @param method the method of the writer, for errors
   * @param operations what is sent
   * @param result what it gives
   */
  constructor(
    target: OperateTarget,
    method: string,
    operations: readonly Operation[],
    { writes, decode, answer = operations.length - 1 }: ResultOf,
  ) {
    this.target = target;
    this.method = method;
    this.operations = operations;
    this.writes = writes;
    this.decode = decode;
    this.answer = answer;
  }

  /** `Class.property.method`. */
  get label(): string {
    return `${this.target.label}.${this.method}`;
  }

  /** The result in the answers to all operations of a call. */
  resultIn(answers: readonly OrderedBin[], position: number): unknown {
    if (this.decode === null) return undefined;
    return this.decode(answers[position + this.answer]?.value ?? null, this.target);
  }
}

/** An operation that reads. */
export function reading<V extends ValueMetadata>(
  target: OperateTarget<V>,
  method: string,
  operation: Operation,
  decode: Decode<V>,
): unknown {
  // safe: the operation is decoded with its own target
  const result = { writes: null, decode: decode as Decode };
  return target.sink.take(new PendingOperation(target, method, [operation], result));
}

/** Operations that write; without `decode` they have no result. */
export function writing<V extends ValueMetadata>(
  target: OperateTarget<V>,
  method: string,
  operations: readonly Operation[],
  decode: Decode<V> | null = null,
): unknown {
  // safe: the operation is decoded with its own target
  const result = { writes: target.bin, decode: decode as Decode | null };
  return target.sink.take(new PendingOperation(target, method, operations, result));
}

/**
 * Stored form of a value of the target, or of something inside it.
 *
 * @param method the method of the writer, for errors about something inside
 * @throws MappingError for undefined: a forgotten value must not remove anything
 */
export function encode(
  target: OperateTarget,
  value: unknown,
  meta: ValueMetadata = target.value,
  method?: string,
): BinValue {
  const label = method === undefined ? target.label : `${target.label}.${method}`;
  if (value === undefined) {
    throw new MappingError(
      label,
      'operate() was given undefined as its value; use unset() to remove it, or delete() for the entry of a map',
    );
  }
  if (value === null && meta === target.value) refuseAbsence(target);
  return target.keyed === undefined || meta !== target.value
    ? toBin(meta, value, label)
    : encodeKeyed(target.keyed, value, label);
}

/** Refuses to leave nothing where a property is declared `nullable: false`. */
export function refuseAbsence({ required, label }: OperateTarget): void {
  if (required !== true) return;
  throw new MappingError(label, 'is declared nullable: false and must have a value');
}

function encodeKeyed({ list, id, storedId }: KeyedItem, value: unknown, label: string): BinValue {
  const element = Object.create(Object.getPrototypeOf(value) as object | null) as object;
  const whole = Object.assign(element, value, { [list.key.property]: id });
  const stored = toBin(list, [whole], label) as ReadonlyMap<BinValue, BinValue>;
  // safe: the list has the one element
  return stored.get(storedId) ?? [...stored.values()][0]!;
}

/** The value of the target; undefined when it is absent. */
export const decodeValue: Decode = (value, { value: meta, label, keyed }) => {
  if (value === null) return undefined;
  if (keyed === undefined) return fromBin(meta, value, label);
  return (fromBin(keyed.list, new Map([[keyed.storedId, value]]), label) as unknown[])[0];
};

/** Counts, sizes and flags: as they are. */
export const decodePlain: Decode = (value) => value;

/** As it is; undefined when there is nothing. */
export const decodePresent: Decode = (value) => value ?? undefined;

/** Counts and sizes of what may be absent. */
export const decodeCount: Decode = (value) => value ?? 0;

/** Whether something is there. */
export const decodeExists: Decode = (value) =>
  value === true || (typeof value === 'number' && value > 0);
