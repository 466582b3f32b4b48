import type { CdtContext } from '../cdt/cdt-context.js';
import type { BitCallName } from '../cdt/bit-call.js';
import type { HllCallName } from '../cdt/hll-call.js';
import type { ListCallName } from '../cdt/list-call.js';
import type { MapCallName } from '../cdt/map-call.js';
import type { Expression } from '../expression/expression.js';
import type { PathStep } from '../expression/path-step.js';
import type { BinValue } from '../value/bin-value.js';
import type { ComparisonValue } from '../value/comparison-value.js';
import type { Operator } from './operator.js';

/** Reads or writes a whole bin, or the record. */
export interface ScalarOperation {
  readonly family: 'scalar';
  readonly operator: Operator;
  /** `''` for operations on the whole record. */
  readonly bin: string;
  readonly value: BinValue;
  /** New ttl of a touch; null to leave it to meta and policy. */
  readonly ttl: number | null;
}

interface Call<Family extends string, Name extends string> {
  readonly family: Family;
  readonly name: Name;
  readonly bin: string;
  /** Arguments in the order of the wire format: return type first, flags last. */
  readonly args: readonly ComparisonValue[];
}

/** Works inside a list. */
export interface ListOperation extends Call<'list', ListCallName> {
  /** Path to a nested list; empty for the bin itself. */
  readonly context: CdtContext;
  /** Flags that `listCreate` adds to the last step of the context. */
  readonly createFlags: number;
}

/** Works inside a map. */
export interface MapOperation extends Call<'map', MapCallName> {
  /** Path to a nested map; empty for the bin itself. */
  readonly context: CdtContext;
  /** Flags that `mapCreate` adds to the last step of the context. */
  readonly createFlags: number;
}

/** Works on the bits of a blob. */
export type BitOperation = Call<'bit', BitCallName>;

/** Works on a HyperLogLog sketch. */
export type HllOperation = Call<'hll', HllCallName>;

/** Reads or writes the value of an expression. */
export interface ExpressionOperation {
  readonly family: 'expression';
  readonly name: 'read' | 'write';
  /** The bin to write; the name of the result for reads. */
  readonly bin: string;
  readonly expression: Expression;
  readonly flags: number;
}

/** Reads or changes what a path leads to in a list or map. */
export interface PathOperation {
  readonly family: 'path';
  readonly name: 'select' | 'modify';
  readonly bin: string;
  /** As on the wire. */
  readonly flags: number;
  /** Outermost step first. */
  readonly path: readonly PathStep[];
  /** The new value of each place; null to select. */
  readonly modification: Expression | null;
}

/**
 * One step of `operate`: frozen, driver-neutral data. Values are held by reference: do not change an
 * array or map between building and sending the operation.
 */
export type Operation =
  | ScalarOperation
  | ListOperation
  | MapOperation
  | BitOperation
  | HllOperation
  | ExpressionOperation
  | PathOperation;
