import { type CdtContextStep, checkStep } from '../cdt/cdt-context.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import type { ListOperation, MapOperation } from './operation.js';

/** Operations that can work inside nested lists and maps. */
export type NestedOperation = ListOperation | MapOperation;

/**
 * The same operation on what a path leads to inside the bin: `withContext(listAppend('b', 1),
 * ctx.mapKey('scores'))` appends to the list under the key 'scores' of the map in bin 'b'.
 *
 * @param steps - made by the functions of `ctx`, outermost first.
 * @returns a new frozen operation; a path that was set before is replaced.
 */
export function withContext<O extends NestedOperation>(
  operation: O,
  ...steps: readonly CdtContextStep[]
): O {
  // The server follows no path in bit and HLL operations.
  if (operation?.family !== 'list' && operation?.family !== 'map') {
    throw invalidArg('withContext(operation)', operation, 'a list or map operation');
  }
  steps.forEach((step, i) => checkStep(step, `context[${i}]`));
  if (steps.length > 0 && isPersisting(operation)) {
    throw new InvalidArgError('withContext(operation): persistIndex works at the top level only', {
      argument: 'withContext(operation)',
    });
  }
  const nested: NestedOperation = { ...operation, context: Object.freeze([...steps]) };
  return Object.freeze(nested) as O;
}

const PERSIST_INDEX = 0x10;

function isPersisting({ name, args }: NestedOperation): boolean {
  return name === 'setType' && ((args[0] as number) & PERSIST_INDEX) !== 0;
}
