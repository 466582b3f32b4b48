import { invalidArg } from '../error/argument-error.js';
import { checkBinName } from '../value/bin-name.js';

/**
 * Checks a list of bin names.
 *
 * @throws {InvalidArgError} unless it is an array of valid names.
 */
export function checkBinNames(bins: readonly string[], path: string): readonly string[] {
  if (!Array.isArray(bins)) throw invalidArg(path, bins, 'an array of bin names');
  bins.forEach((bin: string, i) => checkBinName(bin, `${path}[${i}]`));
  return bins;
}
