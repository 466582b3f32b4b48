import type { Condition, Leaf } from './condition.js';
import { conjunctsOf, normalise } from './normalise.js';
import type { Operand } from './operand.js';

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
  return conjunctsOf(normalise(residual)).flatMap((conjunct) => binsOfLeaf(conjunct as Leaf));
}

function binsOfLeaf(leaf: Leaf): string[] {
  switch (leaf.kind) {
    case 'compare':
      return [...binsOfOperand(leaf.left), ...binsOfOperand(leaf.right)];
    case 'between':
    case 'in':
    case 'text':
      return binsOfOperand(leaf.operand);
    case 'exists':
    case 'includes':
    case 'some':
    case 'hasKey':
    case 'hasValue':
    case 'geo':
      return leaf.path.source === 'bin' ? [leaf.path.binName] : [];
    default:
      return [];
  }
}

function binsOfOperand(operand: Operand): string[] {
  switch (operand.kind) {
    case 'field':
    case 'size':
      return operand.path.source === 'bin' ? [operand.path.binName] : [];
    case 'arithmetic':
      return [...binsOfOperand(operand.left), ...binsOfOperand(operand.right)];
    default:
      return [];
  }
}
