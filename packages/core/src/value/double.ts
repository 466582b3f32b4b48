import { invalidArg } from '../error/argument-error.js';
import { VALUE_BRAND } from './value-brand.js';

/** A number that is stored as a double although it may be whole; see {@link double}. */
export class Double {
  declare readonly [VALUE_BRAND]: 'double';
  static {
    Object.defineProperty(this.prototype, VALUE_BRAND, { value: 'double' });
  }

  constructor(readonly value: number) {
    Object.freeze(this);
  }

  /** The number, so that arithmetic and JSON see it. */
  valueOf(): number {
    return this.value;
  }

  toJSON(): number {
    return this.value;
  }
}

/**
 * Forces the double type: a plain whole number is stored as an integer, and −0 as 0. Needed where a
 * bin holds doubles, since the server never compares or adds integers and doubles.
 *
 * @throws {InvalidArgError} when `value` is not a number.
 */
export function double(value: number): Double {
  if (typeof value !== 'number') throw invalidArg('double(value)', value, 'a number');
  return new Double(value);
}
