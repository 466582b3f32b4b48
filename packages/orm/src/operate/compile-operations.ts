import type { Operation } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { MappingError } from '../error/mapping-error.js';
import type { RecordOps } from '../type/writer.js';
import { isReadOperation } from './is-read-operation.js';
import { operateProgram } from './operate-program.js';
import { recordOperations } from './record-ops.js';

/**
 * The operations that a function builds, for a background job on the records of a query: they write
 * only, since a job answers nothing. `@UpdatedAt` dates are written, too.
 *
 * @throws MappingError for operations that read, and for mistakes as in `operate`
 */
export function compileOperations<T extends object>(
  context: Pick<EntityContext<T>, 'metadata'>,
  build: (record: RecordOps<T>) => unknown,
): Operation[] {
  const named = recordOperations(context, build);
  const reading = named.operations.find(({ writes }) => writes === null);
  if (reading !== undefined) {
    throw new MappingError(
      reading.label,
      'reads, but a background job answers nothing; use operateMany(), or select() and project() of the query',
    );
  }
  const program = operateProgram(context.metadata, named, {
    readBack: false,
    touches: false,
    creation: [],
  });
  return program.operations.filter((operation) => !isReadOperation(operation));
}
