import type { MsgpackWriter } from '@aeroform/protocol';
import type { ComparisonValue } from './comparison-value.js';
import { toInvalidArg } from './invalid-value.js';
import { type ValueScope, writeElement } from './write-element.js';

/**
 * Appends a value as msgpack: as list element, map value, or argument of an operation.
 *
 * @param path - of the value in the caller's arguments, for the error.
 * @throws {InvalidArgError} that names the path of the first value that Aerospike has no type for.
 */
export function writeValue(
  writer: MsgpackWriter,
  value: ComparisonValue,
  path: string,
  scope: ValueScope = 'compared',
): void {
  try {
    writeElement(writer, value, 0, scope);
  } catch (error) {
    throw toInvalidArg(error, path);
  }
}
