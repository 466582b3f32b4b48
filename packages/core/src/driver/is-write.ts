import { isWriteOperation } from '../operation/compile-operation.js';
import type { Operation } from '../operation/operation.js';
import type { BatchRow, RecordCommand } from './driver.js';

type Kind = RecordCommand['kind'] | BatchRow['kind'];

const WRITES: Readonly<Record<Kind, boolean | 'as its operations'>> = {
  get: false,
  header: false,
  put: true,
  remove: true,
  operate: 'as its operations',
  operateOrdered: 'as its operations',
  apply: true,
  announce: true,
  read: false,
  write: true,
  verify: false,
  roll: true,
};

/** Whether the command may change the record, so that sending it twice may change it twice. */
export function isWrite(command: RecordCommand | BatchRow): boolean {
  const answer = WRITES[command.kind];
  if (typeof answer === 'boolean') return answer;
  return (command as { readonly operations: readonly Operation[] }).operations.some(
    isWriteOperation,
  );
}

/** Whether the row may be sent again although it may have been carried out. */
export function isRepeatable(row: BatchRow): boolean {
  return row.kind === 'roll' || !isWrite(row);
}
