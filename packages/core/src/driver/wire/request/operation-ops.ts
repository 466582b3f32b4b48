import { Info1, Info2, type MsgpackWriter, OpType } from '@aeroform/protocol';
import {
  isWriteOperation,
  operationType,
  writeOperation,
} from '../../../operation/compile-operation.js';
import type { Operation } from '../../../operation/operation.js';

/** What a list of operations asks of the server as a whole. */
export interface OperationFlags {
  readonly info1: number;
  /** 0 when nothing is written. */
  readonly info2: number;
}

export function operationFlags(operations: readonly Operation[]): OperationFlags {
  let info1 = 0;
  let info2 = 0;
  for (const operation of operations) {
    if (isWriteOperation(operation)) info2 = Info2.write;
    else info1 |= isReadAll(operation) ? Info1.read | Info1.getAll : Info1.read;
  }
  return { info1, info2 };
}

/** Appends the operations; errors name them by their place in the list, which is at `path`. */
export function writeOperations(
  writer: MsgpackWriter,
  operations: readonly Operation[],
  path = 'ops',
): void {
  for (let i = 0; i < operations.length; i++) {
    writeOperation(writer, operations[i] as Operation, `${path}[${i}]`);
  }
}

function isReadAll(operation: Operation): boolean {
  return operation.bin === '' && operationType(operation) === OpType.read;
}
