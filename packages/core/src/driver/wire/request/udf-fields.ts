import {
  beginField,
  endField,
  FieldType,
  type MsgpackWriter,
  writeTextField,
} from '@aeroform/protocol';
import type { UdfCall } from '../../../udf/udf-call.js';
import { writeValue } from '../../../value/write-value.js';

/** Number of fields that {@link writeUdfFields} writes. */
export const UDF_FIELD_COUNT = 3;

/**
 * Writes module, function and arguments.
 *
 * @throws {InvalidArgError} for an argument that Aerospike has no type for.
 */
export function writeUdfFields(writer: MsgpackWriter, call: UdfCall, path = 'args'): void {
  writeTextField(writer, FieldType.udfModule, call.module);
  writeTextField(writer, FieldType.udfFunction, call.functionName);
  const at = beginField(writer, FieldType.udfArguments);
  writeValue(writer, call.args, path, 'stored');
  endField(writer, at);
}
