import type { ReferenceOptions } from '../metadata/member-declaration.js';
import type { EntityClass } from '../type/entity-type.js';
import type { Ref } from '../type/ref.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/** A property with several references. */
export interface ManyReferenceOptions<N extends string = string> extends ReferenceOptions<N> {
  /** The property is an array of references. */
  readonly many: true;
}

/** A property with one reference. */
export interface OneReferenceOptions<N extends string = string> extends ReferenceOptions<N> {
  /** The property is one reference. */
  readonly many?: false;
}

/**
 * A reference to another entity (`Ref<Customer>`), stored as its id or the digest of its key; with
 * `many: true`, an array of them.
 *
 * @param of the class of the other entity, in a function
 * @param options name, by, eager, many
 */
export function Reference<E extends object, N extends string = string>(
  of: () => EntityClass<E>,
  options: ManyReferenceOptions<N>,
): FieldDecorator<readonly Ref<E>[]>;
export function Reference<E extends object, N extends string = string>(
  of: () => EntityClass<E>,
  options?: OneReferenceOptions<N>,
): FieldDecorator<Ref<E>>;
export function Reference(
  of: () => EntityClass,
  options: ReferenceOptions = {},
): FieldDecorator<never> {
  return fieldDecorator({ decorator: 'Reference', of, options });
}
