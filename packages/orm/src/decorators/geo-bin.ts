import type { BinOptions } from '../metadata/member-declaration.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/** A GeoJSON object: `{ type: 'Point', coordinates: [longitude, latitude] }` or a polygon. */
export function GeoBin<N extends string = string>(
  options: Omit<BinOptions<unknown, N>, 'type'> = {},
): FieldDecorator<object> {
  return fieldDecorator({ decorator: 'GeoBin', options: options as BinOptions });
}
