import { CDT_INVERTED, CdtReturnType } from '@aeroform/protocol';
import type { Operation } from '../../../operation/operation.js';
import type { BinValue } from '../../../value/bin-value.js';

/**
 * Makes pairs of the keys and values that map operations answer, in place: the addon gives them one
 * after the other.
 */
export function pairResults(
  operations: readonly Operation[],
  bins: Record<string, BinValue>,
): void {
  for (const operation of operations) {
    if (operation.family !== 'map' || !operation.name.includes('By')) continue;
    const returnType = (operation.args[0] as number) & ~CDT_INVERTED;
    const flat = bins[operation.bin];
    if (returnType !== CdtReturnType.keyValue || !Array.isArray(flat)) continue;
    bins[operation.bin] = pairsOf(flat as readonly BinValue[]);
  }
}

function pairsOf(flat: readonly BinValue[]): BinValue[] {
  const pairs: BinValue[] = [];
  for (let i = 0; i < flat.length; i += 2) {
    pairs.push([flat[i] as BinValue, flat[i + 1] as BinValue]);
  }
  return pairs;
}
