import { InvalidArgError } from '../error/argument-error.js';
import { isWriteOperation } from '../operation/compile-operation.js';
import type { Operation } from '../operation/operation.js';

/** A query only reads; servers refuse anything else without saying which operation it is. */
export function refuseWrites(operations: readonly Operation[]): void {
  for (const [i, operation] of operations.entries()) {
    if (!isWriteOperation(operation)) continue;
    const argument = `operations[${i}]`;
    throw new InvalidArgError(
      `${argument} writes bin "${operation.bin}"; project() only takes what reads: use operate() for a job that writes`,
      { argument },
    );
  }
}
