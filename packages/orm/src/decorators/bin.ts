import type { BinOptions } from '../metadata/member-declaration.js';
import { type AnyFieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * Stores a property in a bin.
 *
 * @param nameOrOptions bin name (at most 15 UTF-8 bytes), or options; default: the property name
 */
export function Bin(nameOrOptions: string | BinOptions = {}): AnyFieldDecorator {
  const options = typeof nameOrOptions === 'string' ? { name: nameOrOptions } : nameOrOptions;
  return fieldDecorator({ decorator: 'Bin', options });
}
