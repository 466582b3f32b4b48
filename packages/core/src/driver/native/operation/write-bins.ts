import { checkPropertyName } from '../../../value/bin-name.js';
import type { Bins, BinValue } from '../../../value/bin-value.js';
import { propertyStep } from '../../../value/map-key.js';
import type { OfficialModule, OfficialOperation } from '../official-module.js';
import { isPlainValue } from '../to-official-value.js';
import { officialTemplate } from './operation-codes.js';
import { writeOperation } from './write-operation.js';

/**
 * Writes whole bins, each by an operation.
 *
 * @param path - of the bins in the caller's arguments, for errors.
 */
export function writeBins(official: OfficialModule, bins: Bins, path: string): OfficialOperation[] {
  const names = Object.keys(bins);
  const { op } = officialTemplate(official, 'operations', 'write');
  const operations = new Array<OfficialOperation>(names.length);
  for (let i = 0; i < names.length; i++) {
    const bin = names[i] as string;
    const value = bins[bin] as BinValue;
    checkPropertyName(bin, path);
    operations[i] = isPlainValue(value)
      ? { op, bin, value }
      : writeOperation(official, bin, value, path + propertyStep(bin));
  }
  return operations;
}
