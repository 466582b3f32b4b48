import { VALUE_BRAND } from './value-brand.js';

/** A HyperLogLog sketch as opaque bytes; made and used by the `hll…` operations. */
export class Hll {
  declare readonly [VALUE_BRAND]: 'hll';
  static {
    Object.defineProperty(this.prototype, VALUE_BRAND, { value: 'hll' });
  }

  /** @param bytes - what the server answered for a sketch; not copied. */
  constructor(readonly bytes: Uint8Array) {
    Object.freeze(this);
  }
}
