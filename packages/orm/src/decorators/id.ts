import type { UserKey } from '@aeroform/core';
import type { IdOptions } from '../metadata/member-declaration.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/** The id: it becomes the user key of the record. Exactly one per entity. */
export function Id(options: IdOptions = {}): FieldDecorator<UserKey> {
  return fieldDecorator({ decorator: 'Id', options });
}
