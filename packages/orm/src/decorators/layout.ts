import { type AnyFieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * The property is in lists from a layout on. For classes with `@Embeddable({ schemaVersion })`.
 *
 * @param version the first layout that has the property
 */
export function Since(version: number): AnyFieldDecorator {
  return fieldDecorator({ decorator: 'Since', number: version, options: {} });
}

/**
 * The property is in lists up to a layout. For classes with `@Embeddable({ schemaVersion })`.
 *
 * @param version the last layout that has the property
 */
export function Until(version: number): AnyFieldDecorator {
  return fieldDecorator({ decorator: 'Until', number: version, options: {} });
}

/**
 * The place of the property in lists: before all without one, and by this number among those with one.
 *
 * @param place a whole number from 0
 */
export function Ordinal(place: number): AnyFieldDecorator {
  return fieldDecorator({ decorator: 'Ordinal', number: place, options: {} });
}
