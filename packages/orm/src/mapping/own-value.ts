import type { BinValue } from '@aeroform/core';

/** The value of a key of what core has read; what objects inherit counts as absent. */
export function ownValue(
  stored: Readonly<Record<string, BinValue>>,
  key: string,
): BinValue | undefined {
  const value = stored[key];
  // No stored value is a function; asking for the value first saves the lookup of hasOwn.
  if (typeof value !== 'function' && key !== '__proto__') return value;
  return Object.hasOwn(stored, key) ? value : undefined;
}
