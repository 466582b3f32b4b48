import type { UserKey } from '@aeroform/core';
import type { IdOptions } from '../metadata/member-declaration.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * The id: it becomes the user key of the record. Exactly one per entity. In an embedded class: the key
 * of lists with `as: 'map'`.
 */
export function Id<N extends string = string>(options: IdOptions<N> = {}): FieldDecorator<UserKey> {
  return fieldDecorator({ decorator: 'Id', options: options as IdOptions });
}
