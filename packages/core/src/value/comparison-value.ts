import type { BinValue } from './bin-value.js';
import { VALUE_BRAND } from './value-brand.js';

/** Greater than every value; only as a bound of list and map operations. */
export class CdtInfinity {
  declare readonly [VALUE_BRAND]: 'infinity';
  static {
    Object.defineProperty(this.prototype, VALUE_BRAND, { value: 'infinity' });
  }
}

/** Equal to every value; only inside values that list and map operations compare with. */
export class CdtWildcard {
  declare readonly [VALUE_BRAND]: 'wildcard';
  static {
    Object.defineProperty(this.prototype, VALUE_BRAND, { value: 'wildcard' });
  }
}

/** The upper bound that no value reaches. */
export const CDT_INFINITY: CdtInfinity = Object.freeze(new CdtInfinity());

/**
 * Matches anything: `listGetByValue('b', ['alice', CDT_WILDCARD], …)` finds each element that is a
 * list which starts with 'alice'.
 */
export const CDT_WILDCARD: CdtWildcard = Object.freeze(new CdtWildcard());

/** A value that list and map operations compare elements with. */
export type ComparisonValue = BinValue | CdtInfinity | CdtWildcard | readonly ComparisonValue[];
