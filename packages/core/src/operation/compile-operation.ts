import {
  BitOp,
  CDT_CONTEXT_CALL,
  HllOp,
  ListOp,
  MapOp,
  type MsgpackWriter,
  OpType,
  ParticleType,
  beginOp,
  endOp,
} from '@aeroform/protocol';
import { isBitModify } from '../cdt/bit-call.js';
import { isHllModify } from '../cdt/hll-call.js';
import { isListModify } from '../cdt/list-call.js';
import { isMapModify } from '../cdt/map-call.js';
import { writeContext } from '../cdt/write-context.js';
import { compileExpression, writePathCall } from '../expression/compile-expression.js';
import type { ComparisonValue } from '../value/comparison-value.js';
import { writeParticle } from '../value/write-particle.js';
import type { ValueScope } from '../value/write-element.js';
import { writeValue } from '../value/write-value.js';
import type { ExpressionOperation, Operation, ScalarOperation } from './operation.js';
import {
  OPERATOR_APPEND,
  OPERATOR_DELETE,
  OPERATOR_INCR,
  OPERATOR_PREPEND,
  OPERATOR_READ,
  OPERATOR_TOUCH,
  OPERATOR_WRITE,
  type Operator,
} from './operator.js';
import type { NestedOperation } from './with-context.js';

/** How one family of operations becomes bytes. */
interface Compiler<O extends Operation> {
  readonly opType: (operation: O) => OpType;
  /** Appends the particle and returns its type. */
  readonly particle: (writer: MsgpackWriter, operation: O, path: string) => number;
}

/**
 * Appends one operation of a message: header, bin name and particle.
 *
 * @param path - of the operation in the caller's arguments, for errors.
 * @throws {InvalidArgError} when a value has no Aerospike type.
 */
export function writeOperation(writer: MsgpackWriter, operation: Operation, path: string): void {
  const at = beginOp(writer, operationType(operation), operation.bin);
  endOp(writer, at, writeOperationParticle(writer, operation, path));
}

/** Appends the particle of an operation and returns the particle type. */
export function writeOperationParticle(
  writer: MsgpackWriter,
  operation: Operation,
  path: string,
): number {
  return compilerOf(operation).particle(writer, operation, path);
}

/** The operation's code in a message. */
export function operationType(operation: Operation): OpType {
  return compilerOf(operation).opType(operation);
}

/** True when the operation may change the record. */
export function isWriteOperation(operation: Operation): boolean {
  return !READ_TYPES.has(operationType(operation));
}

const READ_TYPES: ReadonlySet<OpType> = new Set([
  OpType.read,
  OpType.cdtRead,
  OpType.expressionRead,
  OpType.bitRead,
  OpType.hllRead,
]);

const OP_OF_OPERATOR: Record<Operator, OpType> = {
  [OPERATOR_READ]: OpType.read,
  [OPERATOR_WRITE]: OpType.write,
  [OPERATOR_INCR]: OpType.increment,
  [OPERATOR_APPEND]: OpType.append,
  [OPERATOR_PREPEND]: OpType.prepend,
  [OPERATOR_TOUCH]: OpType.touch,
  [OPERATOR_DELETE]: OpType.delete,
};

const COMPILERS: { [F in Operation['family']]: Compiler<Extract<Operation, { family: F }>> } = {
  scalar: { opType: ({ operator }) => OP_OF_OPERATOR[operator], particle: writeScalar },
  list: {
    opType: ({ name }) => (isListModify(name) ? OpType.cdtModify : OpType.cdtRead),
    particle: (writer, operation, path) =>
      writeNested(writer, ListOp[operation.name], operation, path),
  },
  map: {
    opType: ({ name }) => (isMapModify(name) ? OpType.cdtModify : OpType.cdtRead),
    particle: (writer, operation, path) =>
      writeNested(writer, MapOp[operation.name], operation, path),
  },
  bit: {
    opType: ({ name }) => (isBitModify(name) ? OpType.bitModify : OpType.bitRead),
    particle: (writer, { name, args }, path) =>
      writeCall(writer, BitOp[name], args, { path, scope: 'stored' }),
  },
  hll: {
    opType: ({ name }) => (isHllModify(name) ? OpType.hllModify : OpType.hllRead),
    particle: (writer, { name, args }, path) =>
      writeCall(writer, HllOp[name], args, { path, scope: 'stored' }),
  },
  expression: {
    opType: ({ name }) => (name === 'read' ? OpType.expressionRead : OpType.expressionModify),
    particle: writeExpression,
  },
  path: {
    opType: ({ name }) => (name === 'select' ? OpType.cdtRead : OpType.cdtModify),
    particle: (writer, operation, path) => {
      writePathCall(writer, operation, `${path}.path`);
      return ParticleType.blob;
    },
  },
};

function compilerOf(operation: Operation): Compiler<Operation> {
  return COMPILERS[operation.family] as Compiler<Operation>;
}

function writeScalar(writer: MsgpackWriter, operation: ScalarOperation, path: string): number {
  return writeParticle(writer, operation.value, `${path}.value`);
}

function writeNested(
  writer: MsgpackWriter,
  code: number,
  operation: NestedOperation,
  path: string,
): number {
  const { context, createFlags } = operation;
  if (context.length > 0) {
    writer.arrayHeader(3).integer(CDT_CONTEXT_CALL);
    writeContext(writer, context, `${path}.context`, createFlags);
  }
  const scope = STORING.has(operation.name) ? 'stored' : 'compared';
  return writeCall(writer, code, operation.args, { path, scope });
}

/** Operations that put values into a list or map, which holds no infinity and no wildcard. */
const STORING: ReadonlySet<NestedOperation['name']> = new Set([
  'append',
  'appendItems',
  'insert',
  'insertItems',
  'set',
  'put',
  'putItems',
]);

/** Where the arguments of a call stand in those of the caller, and what becomes of them. */
interface CallPlace {
  readonly path: string;
  readonly scope: ValueScope;
}

function writeCall(
  writer: MsgpackWriter,
  code: number,
  args: readonly ComparisonValue[],
  { path, scope }: CallPlace,
): number {
  writer.arrayHeader(args.length + 1).integer(code);
  for (let i = 0; i < args.length; i++) {
    writeValue(writer, args[i] as ComparisonValue, `${path}.args[${i}]`, scope);
  }
  return ParticleType.blob;
}

function writeExpression(writer: MsgpackWriter, operation: ExpressionOperation): number {
  writer.arrayHeader(2).bytes(compileExpression(operation.expression));
  writer.integer(operation.flags);
  return ParticleType.blob;
}
