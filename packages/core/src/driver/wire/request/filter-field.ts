import { type ByteWriter, FieldType, writeField } from '@aeroform/protocol';
import { compileExpression } from '../../../expression/compile-expression.js';
import type { Expression } from '../../../expression/expression.js';

/** Writes the filter expression, if there is one; returns the number of fields written. */
export function writeFilterField(
  writer: ByteWriter,
  filterExpression: Expression<'bool'> | null,
): number {
  if (filterExpression === null) return 0;
  writeField(writer, FieldType.filterExpression, compileExpression(filterExpression));
  return 1;
}
