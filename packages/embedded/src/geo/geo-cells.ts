import { ResultCode } from '@aeroform/protocol';
import { s2 } from 's2js';
import { CommandError } from '../error/command-error.js';
import type { GeoShape } from './geo-shape.js';
import { type CoveringOptions, coverRegion } from './region-covering.js';

/** A range of cell ids, both ends included; ids are unsigned. */
export interface CellRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** Coverings of stored regions. */
const INDEX_COVERING: CoveringOptions = { minLevel: 1, maxLevel: 30, maxCells: 12 };
/** Coverings of queried regions: the defaults of the namespace's `geo2dsphere-within`. */
const QUERY_COVERING: CoveringOptions = { minLevel: 1, maxLevel: 20, maxCells: 12 };

const LEAF_LEVEL = 30;

/**
 * The cells that an index holds for a shape: the leaf cell of a point, the covering of a region.
 *
 * @throws {CommandError} 160 when the region is so large that twelve cells cannot cover it: the
 *   server refuses to store it.
 */
export function indexCells(shape: GeoShape): readonly bigint[] {
  if (shape.kind === 'point') return [shape.cellId];
  let cells = coverings.get(shape);
  if (cells === undefined) {
    cells = limitedCovering(shape.region, INDEX_COVERING, ResultCode.INVALID_GEOJSON);
    coverings.set(shape, cells);
  }
  return cells;
}

const coverings = new WeakMap<GeoShape, readonly bigint[]>();

/**
 * The ranges of an index in which shapes that match the queried shape may stand, ascending. For a
 * region these are the leaf cells inside its covering; for a point, all cells that hold the point.
 *
 * @throws {CommandError} 4 when the region is too large to be covered.
 */
export function queryCellRanges(shape: GeoShape): readonly CellRange[] {
  if (shape.kind === 'region') {
    const cells = limitedCovering(shape.region, QUERY_COVERING, ResultCode.PARAMETER);
    return cells.map((cell) => ({
      start: s2.cellid.rangeMin(cell),
      end: s2.cellid.rangeMax(cell),
    }));
  }
  const cells: bigint[] = [];
  for (let level = LEAF_LEVEL; level > 0; level--) {
    cells.push(s2.cellid.parent(shape.cellId, level));
  }
  cells.sort((a, b) => (a < b ? -1 : 1));
  return cells.map((cell) => ({ start: cell, end: cell }));
}

function limitedCovering(
  region: s2.Region,
  options: CoveringOptions,
  refusal: number,
): readonly bigint[] {
  const cells = coverRegion(region, options);
  if (cells.length > options.maxCells) {
    throw new CommandError(refusal, `a region that takes ${cells.length} cells to cover`);
  }
  return cells;
}
