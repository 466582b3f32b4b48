import type { BinValue } from './bin-value.js';

/** Puts a bin among others, also one named `__proto__`: assigning that would change the prototype. */
export function setBin(bins: Record<string, BinValue>, name: string, value: BinValue): void {
  if (name !== '__proto__') {
    bins[name] = value;
    return;
  }
  Object.defineProperty(bins, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
