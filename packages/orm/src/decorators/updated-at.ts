import type { AuditOptions } from '../metadata/member-declaration.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/** The time of the last write through the mapper; stored as milliseconds. */
export function UpdatedAt(options: AuditOptions = {}): FieldDecorator<Date> {
  return fieldDecorator({ decorator: 'UpdatedAt', options });
}
