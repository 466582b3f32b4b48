import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import type { Operation } from './operation.js';

const FAMILIES: Record<Operation['family'], true> = {
  scalar: true,
  list: true,
  map: true,
  bit: true,
  hll: true,
  expression: true,
  path: true,
};

/**
 * Checks a list of operations.
 *
 * @throws {InvalidArgError} when it is empty, or holds something that no helper made.
 */
export function checkOperations(operations: readonly Operation[], path = 'ops'): void {
  if (!Array.isArray(operations)) throw invalidArg(path, operations, 'an array of operations');
  if (operations.length === 0) {
    throw new InvalidArgError(`${path} must hold at least one operation`, { argument: path });
  }
  operations.forEach((operation: Partial<Operation> | null | undefined, i) => {
    if (Object.hasOwn(FAMILIES, operation?.family ?? '') && Object.isFrozen(operation)) return;
    throw invalidArg(
      `${path}[${i}]`,
      operation,
      'an operation: build it with `operations`, list…, map…, bit… or hll…',
    );
  });
}
