import type { BinOptions, BinType } from '../metadata/member-declaration.js';
import type { BinName } from '../type/bin-name.js';
import type { ValueOfBin } from '../type/type-of-bin.js';
import {
  type AnyFieldDecorator,
  fieldDecorator,
  type OpenFieldDecorator,
} from './field-decorator.js';

/** The same options, which tell what the property can be. K: the type; C: the converter. */
export interface TypedBinOptions<K, C, N extends string> extends Omit<
  BinOptions<ValueOfBin<K, C> | null, N>,
  'type' | 'convert'
> {
  /** Stored type. Default: what TypeScript emitted for the property, else what the value is. */
  readonly type?: K;
  /** Turns the property into what is stored, and back. */
  readonly convert?: C;
}

/**
 * Stores a property in a bin.
 *
 * @param nameOrOptions bin name (at most 15 UTF-8 bytes), or options; default: the property name
 */
export function Bin<N extends string = string>(name?: BinName<N>): AnyFieldDecorator;
export function Bin<
  K extends BinType = BinType,
  C extends BinOptions['convert'] = undefined,
  N extends string = string,
>(options: TypedBinOptions<K, C, N>): OpenFieldDecorator<ValueOfBin<K, C>>;
export function Bin(nameOrOptions: string | BinOptions = {}): AnyFieldDecorator {
  const options = typeof nameOrOptions === 'string' ? { name: nameOrOptions } : nameOrOptions;
  return fieldDecorator({ decorator: 'Bin', options });
}
