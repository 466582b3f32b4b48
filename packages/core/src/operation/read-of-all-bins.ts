import type { Operation } from './operation.js';
import { OPERATOR_READ } from './operator.js';

/** True for `operations.read()` without a bin. */
export function isReadOfAllBins(operation: Operation): boolean {
  return (
    operation.family === 'scalar' && operation.operator === OPERATOR_READ && operation.bin === ''
  );
}
