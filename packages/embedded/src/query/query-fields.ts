import { CommandError } from '../error/command-error.js';
import { ResultCode } from '@aeroform/protocol';

/** Access to the fields of a query message. */
export interface QueryFields {
  /** Data of the first field of a type, undefined when there is none. */
  field(type: number): Buffer | undefined;
}

/** A field that must have exactly `size` bytes if it is there. */
export function sizedField(fields: QueryFields, type: number, size: number): Buffer | undefined {
  const data = fields.field(type);
  if (data !== undefined && data.length !== size) {
    throw invalidQuery(`field ${type} has ${data.length} bytes, not ${size}`);
  }
  return data;
}

/** A query that the server refuses with result code 4. */
export function invalidQuery(reason: string): CommandError {
  return new CommandError(ResultCode.PARAMETER, `invalid query: ${reason}`);
}
