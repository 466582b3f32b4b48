import type { BinOptions } from '../metadata/member-declaration.js';
import type { BinName } from '../type/bin-name.js';
import { type AnyFieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * Stores a property in a bin.
 *
 * @param nameOrOptions bin name (at most 15 UTF-8 bytes), or options; default: the property name
 */
export function Bin<N extends string = string>(
  nameOrOptions: BinName<N> | BinOptions<unknown, N> = {},
): AnyFieldDecorator {
  const options = typeof nameOrOptions === 'string' ? { name: nameOrOptions } : nameOrOptions;
  return fieldDecorator({ decorator: 'Bin', options: options as BinOptions });
}
