import {
  ExpressionType,
  ParticleType,
  WireBlob,
  WireDouble,
  WireGeoJson,
  WireList,
  WireMap,
} from '@aeroform/protocol';
import type { ExpressionValue } from './expression-node.js';

/** The type that an expression has before it is evaluated. */
export const StaticType = {
  ...ExpressionType,
  /** The order to remove the element at hand; only a path operation can obey it. */
  removeResult: 11,
  /** Extension elements have no type: they can only be compared with each other. */
  none: 12,
} as const;
export type StaticType = (typeof StaticType)[keyof typeof StaticType];

const TYPE_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(StaticType).map(([name, type]) => [type, name]),
);

export function typeName(type: StaticType): string {
  return TYPE_NAMES.get(type) as string;
}

/** Whether a number on the wire is a type that bins and calls can be declared as. */
export function isExpressionType(type: number | bigint): type is ExpressionType {
  return typeof type === 'number' && type >= ExpressionType.nil && type <= ExpressionType.hll;
}

/** Whether a value is what an expression declares it to be. Unknown has no type. */
export function hasType(value: ExpressionValue | undefined, type: StaticType): boolean {
  return PREDICATES[type](value);
}

const isBlob = (value: ExpressionValue | undefined, particleType: number): boolean =>
  value instanceof WireBlob && value.particleType === particleType;

const PREDICATES: Record<StaticType, (value: ExpressionValue | undefined) => boolean> = {
  [StaticType.nil]: (value) => value === null,
  [StaticType.boolean]: (value) => typeof value === 'boolean',
  [StaticType.integer]: (value) => typeof value === 'number' || typeof value === 'bigint',
  [StaticType.string]: (value) => typeof value === 'string',
  [StaticType.list]: (value) => value instanceof WireList,
  [StaticType.map]: (value) => value instanceof WireMap,
  [StaticType.blob]: (value) => isBlob(value, ParticleType.blob),
  [StaticType.float]: (value) => value instanceof WireDouble,
  [StaticType.geojson]: (value) => value instanceof WireGeoJson,
  [StaticType.hll]: (value) => isBlob(value, ParticleType.hll),
  [StaticType.removeResult]: () => false,
  [StaticType.none]: () => false,
};
