import { ExpressionOp, type WireGeoJson } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { geoMatches, geoShape, type GeoShape } from '../geo/region.js';
import type { ExpressionNode } from './expression-node.js';
import { operator, type OpcodeRows, signature } from './opcode-row.js';
import { StaticType } from './static-type.js';

/** Whether a point lies in a region, either way round. */
export const geoRows: OpcodeRows<typeof ExpressionOp.geoCompare> = {
  [ExpressionOp.geoCompare]: operator({
    name: 'geo_compare',
    least: 2,
    most: 2,
    type: signature([StaticType.geojson, StaticType.geojson], StaticType.boolean),
    compile: ([left, right]) => {
      const a = (left as ExpressionNode).evaluate;
      const b = (right as ExpressionNode).evaluate;
      return (scope) => {
        const first = a(scope);
        if (first === undefined) return undefined;
        const second = b(scope);
        if (second === undefined) return undefined;
        const shape = shapeOf(first as WireGeoJson);
        const other = shapeOf(second as WireGeoJson);
        return shape === undefined || other === undefined ? undefined : geoMatches(shape, other);
      };
    },
  }),
};

/** The shape of a value, undefined when its text is no GeoJSON that the server knows. */
export function shapeOf(value: WireGeoJson): GeoShape | undefined {
  try {
    return geoShape(value);
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
