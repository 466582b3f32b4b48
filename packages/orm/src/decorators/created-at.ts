import type { AuditOptions } from '../metadata/member-declaration.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/** The time the entity was inserted, set by the mapper; stored as milliseconds. */
export function CreatedAt(options: AuditOptions = {}): FieldDecorator<Date> {
  return fieldDecorator({ decorator: 'CreatedAt', options });
}
