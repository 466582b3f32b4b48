import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { checkBinName, MAX_BINS } from '../value/bin-name.js';

/**
 * Checks a list of bin names.
 *
 * @throws {InvalidArgError} unless it is an array of at most 32,767 valid names.
 */
export function checkBinNames(bins: readonly string[], path: string): readonly string[] {
  if (!Array.isArray(bins)) throw invalidArg(path, bins, 'an array of bin names');
  if (bins.length > MAX_BINS) {
    throw new InvalidArgError(
      `${path} has ${bins.length} names; a record has ${MAX_BINS} bins at most`,
      {
        argument: path,
      },
    );
  }
  bins.forEach((bin: string, i) => checkBinName(bin, `${path}[${i}]`));
  return bins;
}
