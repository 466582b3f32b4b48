import type { BatchRow } from '../../driver.js';
import { operationFlags } from '../request/operation-ops.js';

/** Whether sending the row twice may change the record twice. */
export function isWriteRow(row: BatchRow): boolean {
  if (row.kind === 'operate') return operationFlags(row.operations).info2 !== 0;
  return row.kind !== 'read';
}
