import type { BinValue } from '@aeroform/core';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import type { RefFactory } from './ref-factory.js';

/**
 * Turns the values of one declaration into what is stored, and back. Built once for each declaration;
 * absent values (null, undefined) never reach it. Faults are thrown without a label.
 */
export interface ValueMapper {
  /**
   * The property value of what is stored. It shares nothing mutable with the stored value, which is
   * kept to tell changes. No constructor is run.
   *
   * @throws ValueFault when the stored value is not of the declared type
   */
  read(stored: BinValue, refs: RefFactory): unknown;
  /**
   * What is stored for a property value. It shares nothing mutable with the property.
   *
   * @param before what is stored in its place, null for nothing: keys in there that no class maps are
   * kept; undefined to keep none
   * @throws ValueFault when the value is not of the declared type
   */
  write(value: unknown, before?: BinValue): BinValue;
  /** Tells whether writing the value would leave what is stored as it is to a reader. Never throws. */
  same(value: unknown, stored: BinValue): boolean;
  /** True where a value is stored as it is: one that `Object.is` what is stored is the same. */
  readonly isIdentity?: boolean;
  /**
   * The path to the first thing in what is stored that no class maps; undefined for none. Absent where
   * all is mapped. Never throws.
   */
  readonly unknownIn?: (stored: BinValue) => string | undefined;
}

/** Gives the mapper of a declaration; passed down, since declarations may nest in a circle. */
export type MapperSource = (meta: ValueMetadata) => ValueMapper;
