import type { Condition } from '../condition/condition.js';
import { pathsOf } from '../condition/condition-paths.js';
import { conjunctsOf, normalise } from '../condition/normalise.js';

/**
 * The bins that a query asks for. The server leaves out records that have none of the bins asked for
 * (seen on CE 8.1.2), so one is asked for that every record found must have: that of the index, or of
 * a condition. Where there is none, all bins are read.
 *
 * @param bins that are wanted: null for all, none for no bins
 * @param residual what records fulfil
 * @param indexed the bin of the index, null for a scan
 * @returns bins to ask for: null for all, none for no bins
 */
export function binsToRead(
  bins: readonly string[] | null,
  residual: Condition | null,
  indexed: string | null,
): readonly string[] | null {
  if (bins === null || bins.length === 0) return bins;
  const present = indexed === null ? presentBins(residual) : [indexed];
  if (present.some((bin) => bins.includes(bin))) return bins;
  const [certain] = present;
  return certain === undefined ? null : [...bins, certain];
}

/** Bins that a record which fulfils a condition certainly has. */
function presentBins(residual: Condition | null): string[] {
  if (residual === null) return [];
  return conjunctsOf(normalise(residual)).flatMap(certainBins);
}

function certainBins(conjunct: Condition): string[] {
  if (conjunct.kind === 'not' || conjunct.kind === 'or') return [];
  const paths = conjunct.kind === 'someWhere' ? [conjunct.path] : pathsOf(conjunct);
  return paths.flatMap(({ source, binName }) => (source === 'bin' ? [binName] : []));
}
