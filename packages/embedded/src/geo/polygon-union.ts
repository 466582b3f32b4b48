import { s2 } from 's2js';
import type { PolygonRegion } from './polygon-region.js';

/** Several polygons, which may overlap: a point in any of them is in the union. */
export class PolygonUnion implements s2.Region {
  constructor(readonly polygons: readonly PolygonRegion[]) {}

  containsPoint(point: s2.Point): boolean {
    return this.polygons.some((polygon) => polygon.containsPoint(point));
  }

  containsCell(cell: s2.Cell): boolean {
    return this.polygons.some((polygon) => polygon.containsCell(cell));
  }

  intersectsCell(cell: s2.Cell): boolean {
    return this.polygons.some((polygon) => polygon.intersectsCell(cell));
  }

  cellUnionBound(): s2.cellid.CellID[] {
    let bound = s2.Rect.emptyRect();
    for (const polygon of this.polygons) bound = bound.union(polygon.rectBound());
    return bound.capBound().cellUnionBound();
  }
}
