import type { AuditOptions } from '../metadata/member-declaration.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/** The time the entity was inserted, set by the mapper; stored as milliseconds. */
export function CreatedAt<N extends string = string>(
  options: AuditOptions<N> = {},
): FieldDecorator<Date> {
  return fieldDecorator({ decorator: 'CreatedAt', options });
}

/** The time of the last write through the mapper; stored as milliseconds. */
export function UpdatedAt<N extends string = string>(
  options: AuditOptions<N> = {},
): FieldDecorator<Date> {
  return fieldDecorator({ decorator: 'UpdatedAt', options });
}

/**
 * The time the entity was removed softly, absent while it is not: `softRemove` sets it, `restore`
 * takes it away, and reading leaves out what has it. Stored as milliseconds.
 */
export function DeletedAt<N extends string = string>(
  options: AuditOptions<N> = {},
): FieldDecorator<Date> {
  return fieldDecorator({ decorator: 'DeletedAt', options });
}
