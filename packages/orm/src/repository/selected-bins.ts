import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import { type BinSource, binsToSelect } from '../mapping/bins-of.js';

/**
 * The bins of the option `select`; without it those that are read by default, null for all bins.
 *
 * @throws QueryError when nothing is selected
 * @throws MappingError for an unknown property
 */
export function selectedBins(
  source: BinSource,
  select: readonly string[] | undefined,
): string[] | null {
  if (select === undefined) return binsToSelect(source, undefined);
  if (!Array.isArray(select)) {
    throw new QueryError(`select: takes an array of properties; got ${describeValue(select)}`);
  }
  if (select.length === 0) throw new QueryError('select: takes at least one property');
  return binsToSelect(source, select);
}
