import type { BinValue } from '@aeroform/core';

/**
 * Turns a property value into what is stored, and back. `null` and `undefined` never reach a
 * converter: they mean that the bin is absent.
 */
export interface Converter<Property = unknown, Stored extends BinValue = BinValue> {
  /** What is stored for a property value. */
  toAerospike(value: Property): Stored;
  /** The property value of what was read. */
  fromAerospike(value: Stored): Property;
}
