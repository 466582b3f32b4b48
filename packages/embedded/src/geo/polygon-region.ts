import type { s2 } from 's2js';

/**
 * A polygon whose first, rough covering comes from its edges instead of its bounding cap. Coverings
 * start there, and so does the server: without it they would differ from the server's.
 */
export class PolygonRegion implements s2.Region {
  constructor(readonly polygon: s2.Polygon) {}

  containsPoint(point: s2.Point): boolean {
    return this.polygon.containsPoint(point);
  }

  containsCell(cell: s2.Cell): boolean {
    return this.polygon.containsCell(cell);
  }

  intersectsCell(cell: s2.Cell): boolean {
    return this.polygon.intersectsCell(cell);
  }

  cellUnionBound(): s2.cellid.CellID[] {
    return this.polygon.index.region().cellUnionBound();
  }

  rectBound(): s2.Rect {
    return this.polygon.rectBound();
  }
}
