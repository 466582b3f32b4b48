import type { ElementType, MapOptions } from '../metadata/member-declaration.js';
import type { ElementOf } from '../type/type-of-bin.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/** A map property that is a plain object. */
export interface ObjectMapOptions<N extends string = string> extends MapOptions<N> {
  /** The property holds a plain object, not a Map. */
  readonly as: 'object';
}

/**
 * A Map (or, with `as: 'object'`, a plain object) in a key-ordered map.
 *
 * @param of the class or type of the values: `() => 'int'`, `() => Address`
 * @param options name, type of the keys, order, persistIndex, `as`
 */
export function MapBin<N extends string = string>(
  of: ElementType,
  options: ObjectMapOptions<N>,
): FieldDecorator<object>;
export function MapBin<E extends ReturnType<ElementType>, N extends string = string>(
  of: () => E,
  options?: MapOptions<N>,
): FieldDecorator<ReadonlyMap<unknown, ElementOf<E>>>;
export function MapBin(of: ElementType, options: MapOptions = {}): FieldDecorator<never> {
  return fieldDecorator({ decorator: 'MapBin', of, options });
}
