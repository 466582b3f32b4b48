import { s2 } from 's2js';
import { RefinementQueue } from './refinement-queue.js';

/** How fine a covering is: levels of its cells (0 to 30) and their number. */
export interface CoveringOptions {
  readonly minLevel: number;
  readonly maxLevel: number;
  readonly maxCells: number;
}

/** A cell that meets the region. */
interface Candidate {
  readonly cell: s2.Cell;
  /** Good as it is: inside the region, or at the finest level. */
  readonly terminal: boolean;
}

/** A cell that may be replaced by those of its children that meet the region. */
interface Refinement {
  readonly cell: s2.Cell;
  readonly children: readonly Candidate[];
  readonly priority: number;
}

/** Bits that hold a count of children: there are up to four. */
const CHILD_SHIFT = 2;
const ALL_CHILDREN = 4;
/** Cells of the rough covering that the refinement starts from. */
const INITIAL_CELLS = 4;

/**
 * Ids of cells that cover the region together, in ascending order. Regions that meet all sides of the
 * sphere need more cells than were asked for.
 *
 * This is the algorithm of S2's region coverer, to the order of refinement, so that coverings are
 * those of the server. The coverer of s2js 1.44 finds others: it computes priorities as
 * `(level << 2) + children << 2 + terminals`, where JavaScript adds before it shifts.
 */
export function coverRegion(region: s2.Region, options: CoveringOptions): readonly bigint[] {
  return new Covering(region, options).run();
}

class Covering {
  readonly #region: s2.Region;
  readonly #options: CoveringOptions;
  readonly #cells: bigint[] = [];
  readonly #queue = new RefinementQueue<Refinement>();

  constructor(region: s2.Region, options: CoveringOptions) {
    this.#region = region;
    this.#options = options;
  }

  run(): readonly bigint[] {
    const { minLevel, maxLevel, maxCells } = this.#options;
    const rough = new s2.RegionCoverer({ maxLevel, maxCells: Math.min(INITIAL_CELLS, maxCells) });
    for (const id of rough.fastCovering(this.#region)) {
      const candidate = this.#candidate(s2.Cell.fromCellID(id));
      if (candidate !== undefined) this.#add(candidate);
    }
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) {
      if (this.#canRefine(next)) next.children.forEach((child) => this.#add(child));
      else this.#cells.push(next.cell.id);
    }
    const union = new s2.CellUnion(...this.#cells);
    union.normalize();
    union.denormalize(minLevel, 1);
    return Array.from(union);
  }

  #canRefine({ cell, children }: Refinement): boolean {
    const { minLevel, maxCells } = this.#options;
    if (cell.level < minLevel || children.length === 1) return true;
    return this.#cells.length + this.#queue.size + children.length <= maxCells;
  }

  #candidate(cell: s2.Cell): Candidate | undefined {
    if (!this.#region.intersectsCell(cell)) return undefined;
    const { minLevel, maxLevel } = this.#options;
    const terminal =
      cell.level >= minLevel && (cell.level >= maxLevel || this.#region.containsCell(cell));
    return { cell, terminal };
  }

  #add({ cell, terminal }: Candidate): void {
    if (terminal) {
      this.#cells.push(cell.id);
      return;
    }
    const children = s2.cellid
      .children(cell.id)
      .map((id) => this.#candidate(s2.Cell.fromCellID(id)))
      .filter((child) => child !== undefined);
    if (children.length === 0) return;
    const terminals = children.filter((child) => child.terminal).length;
    if (terminals === ALL_CHILDREN && cell.level >= this.#options.minLevel) {
      this.#cells.push(cell.id);
      return;
    }
    // Coarse cells first, then those with few children, then those with few terminal children.
    const order = (((cell.level << CHILD_SHIFT) + children.length) << CHILD_SHIFT) + terminals;
    this.#queue.push({ cell, children, priority: -order });
  }
}
