import type { s2 } from 's2js';

/** What the server makes of a GeoJSON text: a point or a region. */
export type GeoShape = GeoPoint | GeoRegion;

/** A place on the sphere, known by the leaf cell that it lies in (about a square centimetre). */
export class GeoPoint {
  readonly kind = 'point';

  /**
   * @param cellId - id of the leaf cell, unsigned.
   * @param center - centre of that cell: the server compares it, not the point as it was written.
   */
  constructor(
    readonly cellId: bigint,
    readonly center: s2.Point,
  ) {}
}

/** A circle, a polygon or several polygons. */
export class GeoRegion {
  readonly kind = 'region';

  constructor(readonly region: s2.Region) {}
}
