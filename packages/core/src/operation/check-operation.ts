import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { MAX_BINS } from '../value/bin-name.js';
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
 * @throws {InvalidArgError} when it is empty or too long, or holds something that no helper made.
 */
export function checkOperations(operations: readonly Operation[], path = 'ops'): void {
  if (!Array.isArray(operations)) throw invalidArg(path, operations, 'an array of operations');
  if (operations.length === 0) {
    throw new InvalidArgError(`${path} must hold at least one operation`, { argument: path });
  }
  if (operations.length > MAX_BINS) {
    throw new InvalidArgError(
      `${path} has ${operations.length} operations; a command takes ${MAX_BINS} at most`,
      { argument: path },
    );
  }
  for (let i = 0; i < operations.length; i++) {
    const operation = operations[i];
    const { family = '' } = ((operation as Operation | null) ?? {}) as Partial<Operation>;
    if (Object.hasOwn(FAMILIES, family) && Object.isFrozen(operation)) continue;
    throw invalidArg(
      `${path}[${i}]`,
      operation,
      'an operation: build it with `operations`, list…, map…, bit… or hll…',
    );
  }
}
