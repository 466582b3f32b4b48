import {
  CDT_CONTEXT_CALL,
  CDT_SELECT_CALL,
  type ListOp,
  type MapOp,
  MapOp as MapOpCode,
  WireList,
  WireMap,
  type WireValue,
} from '@aeroform/protocol';
import { decodeArguments } from './cdt-arguments.js';
import { type CdtCall, readCdtCall, readNestedCall } from './cdt-call.js';
import type { CdtOutcome, Modification } from './cdt-outcome.js';
import { followContext } from './context-path.js';
import { ContextReader } from './context-step.js';
import type { ExpressionEvaluation } from './expression-evaluation.js';
import { LIST_OPERATIONS } from './list/operation-table.js';
import { createdListFlags } from './list/order.js';
import { MAP_OPERATIONS } from './map/operation-table.js';
import { createdMapFlags } from './map/order.js';
import { type CdtOperation, WhenAbsent } from './operation.js';
import { executeSelect, executeSelectModify } from './path/execute-select.js';
import { signedInteger } from './signed-integer.js';
import { refuseMissing, refuseParameter, refuseType } from './refuse.js';
import { withoutPersistedIndex } from './storable-value.js';

/**
 * Runs an operation that reads a list or map.
 *
 * @param value the value of the bin; undefined when there is none: then nothing is read.
 * @param bytes the call as it came: `[opcode, argument…]`, `[255, context, [opcode, argument…]]` or
 *   `[254, context, flags]`.
 * @param evaluation runs the expressions of path operations.
 * @returns the answer; nil when there is none, undefined without a bin.
 * @throws {CommandError} with the result code of the server.
 */
export function executeCdtRead(
  value: WireValue | undefined,
  bytes: Buffer,
  evaluation?: ExpressionEvaluation,
): WireValue | undefined {
  if (value === undefined) return undefined;
  const call = readCdtCall(bytes);
  if (call.opcode === CDT_SELECT_CALL) return executeSelect(value, call, evaluation);
  if (call.opcode !== CDT_CONTEXT_CALL) return readFrom(value, call);
  const { target } = followContext(value, contextOf(call), false);
  return readFrom(target as WireValue, readNestedCall(call.reader));
}

/**
 * Runs an operation that modifies a list or map, or creates one.
 *
 * @param value the value of the bin; undefined when there is none.
 * @param bytes the call as it came.
 * @param evaluation runs the expressions of path operations.
 * @throws {CommandError} with the result code of the server; `value` stays as it is.
 */
export function executeCdtModify(
  value: WireValue | undefined,
  bytes: Buffer,
  evaluation?: ExpressionEvaluation,
): CdtOutcome {
  const call = readCdtCall(bytes);
  if (call.opcode === CDT_SELECT_CALL) return executeSelectModify(value, call, evaluation);
  if (call.opcode !== CDT_CONTEXT_CALL) return modifyBin(value, call);
  return modifyNested(value, call);
}

function contextOf(call: CdtCall): ContextReader {
  if (call.argumentCount !== 2) {
    refuseParameter(`a call with context has ${call.argumentCount} arguments instead of 2`);
  }
  return new ContextReader(call.reader);
}

function readFrom(container: WireValue, call: CdtCall): WireValue {
  const run = <Container>(
    operation: CdtOperation<Container> | undefined,
    from: Container,
  ): WireValue => {
    if (operation?.mode !== 'read') refuseParameter(`operation ${call.opcode} is no read`);
    const { parameters, required, read } = operation;
    return asParticle(read(from, decodeArguments(call, parameters, required))) ?? null;
  };
  return isListOpcode(call.opcode)
    ? run(LIST_OPERATIONS[call.opcode as ListOp], requireList(container))
    : run(MAP_OPERATIONS[call.opcode as MapOp], requireMap(container));
}

function modifyBin(value: WireValue | undefined, call: CdtCall): CdtOutcome {
  const { container, result } = modifyContainer(value, call, { binExists: value !== undefined });
  return {
    value: container,
    result: asParticle(result),
    changed: container !== value,
  };
}

function modifyNested(value: WireValue | undefined, call: CdtCall): CdtOutcome {
  const { target, rebuild } = followContext(value, contextOf(call), true);
  const { container, result, created } = modifyContainer(target, readNestedCall(call.reader), {
    binExists: value !== undefined,
    nested: true,
  });
  // What the context would create is created only when the operation has something to put there.
  const unchanged = container === undefined || container === target || container === created;
  return {
    value: unchanged ? value : rebuild(container),
    result: asParticle(result),
    changed: !unchanged,
  };
}

/** A container after an operation; undefined when it was not there and is not created. */
interface Modified extends Modification<WireList | WireMap | undefined> {
  /** The empty container that the operation started with, if there was none. */
  readonly created?: WireList | WireMap;
}

function modifyContainer(
  value: WireValue | undefined,
  call: CdtCall,
  surroundings: Surroundings,
): Modified {
  if (isListOpcode(call.opcode)) {
    return modify(LIST_OPERATIONS[call.opcode as ListOp], call, {
      present: value === undefined ? undefined : requireList(value),
      create: (order) => new WireList([], createdListFlags(order)),
      ...surroundings,
    });
  }
  return modify(MAP_OPERATIONS[call.opcode as MapOp], call, {
    present: value === undefined ? undefined : requireMap(value),
    create: (order) => new WireMap([], [], createdMapFlags(order, surroundings.nested)),
    ...surroundings,
  });
}

interface Surroundings {
  readonly binExists: boolean;
  /** Whether the operation works on an element of the bin. */
  readonly nested?: boolean;
}

interface Place<Container> extends Surroundings {
  readonly present: Container | undefined;
  readonly create: (order: number) => Container;
}

function modify<Container extends WireList | WireMap>(
  operation: CdtOperation<Container> | undefined,
  call: CdtCall,
  { present, create, binExists, nested = false }: Place<Container>,
): Modified {
  if (operation?.mode !== 'modify') refuseParameter(`operation ${call.opcode} modifies nothing`);
  const { parameters, required, whenAbsent } = operation;
  if (present === undefined) {
    if (whenAbsent === WhenAbsent.skip) return { container: undefined, result: undefined };
    if (whenAbsent === WhenAbsent.refuseElement) refuseMissing('there is nothing to replace');
    if (whenAbsent === WhenAbsent.refuseBin && !binExists) refuseType('there is no list');
  }
  const args = decodeArguments(call, parameters, required);
  // Only a bin persists its index. The flag is dropped, but inside of what is all new.
  if (nested && binExists) args.order = withoutPersistedIndex(args.order);
  if (present !== undefined) return operation.modify(present, args);
  const created = create(args.order);
  const { container, result } = operation.modify(created, args);
  return { container: nested ? createdInside(container, created) : container, result, created };
}

/** In a new bin a nested list keeps the flag of a persisted index, a map only while it is empty. */
function createdInside<Container extends WireList | WireMap>(
  container: Container,
  created: Container,
): WireList | WireMap {
  if (container === created || container instanceof WireList || container.keys.length === 0) {
    return container;
  }
  return new WireMap(container.keys, container.values, withoutPersistedIndex(container.flags));
}

/** An answer as a bin of its own: nil is no answer, and integers have 64 bits with a sign. */
function asParticle(result: WireValue | undefined): WireValue | undefined {
  return typeof result === 'bigint' ? signedInteger(result) : (result ?? undefined);
}

/** The server compares codes without their sign: negative ones fall behind those of maps. */
function isListOpcode(opcode: number): boolean {
  return opcode >= 0 && opcode < MapOpCode.setType;
}

function requireList(value: WireValue): WireList {
  if (value instanceof WireList) return value;
  refuseType('the operation needs a list');
}

function requireMap(value: WireValue): WireMap {
  if (value instanceof WireMap) return value;
  refuseType('the operation needs a map');
}
