import { ExpressionType } from '@aeroform/protocol';

// Types of expressions as `exp.key`, `EXP_TYPE_…` arguments and the server number them.

/** Nil. */
export const EXP_TYPE_NIL = 0;
/** True or false. */
export const EXP_TYPE_BOOL = 1;
/** A 64-bit integer. */
export const EXP_TYPE_INT = 2;
/** A string. */
export const EXP_TYPE_STRING = 3;
/** A list. */
export const EXP_TYPE_LIST = 4;
/** A map. */
export const EXP_TYPE_MAP = 5;
/** Bytes. */
export const EXP_TYPE_BLOB = 6;
/** A 64-bit floating point number. */
export const EXP_TYPE_FLOAT = 7;
/** GeoJSON. */
export const EXP_TYPE_GEO = 8;
/** A HyperLogLog sketch. */
export const EXP_TYPE_HLL = 9;

/** What an expression evaluates to. */
export type ExpressionKind =
  | 'bool'
  | 'int'
  | 'float'
  | 'string'
  | 'list'
  | 'map'
  | 'blob'
  | 'geo'
  | 'hll'
  | 'nil';

/** Kinds by their number. */
export interface ExpressionKinds {
  /** Nil. */
  [EXP_TYPE_NIL]: 'nil';
  /** True or false. */
  [EXP_TYPE_BOOL]: 'bool';
  /** A 64-bit integer. */
  [EXP_TYPE_INT]: 'int';
  /** A string. */
  [EXP_TYPE_STRING]: 'string';
  /** A list. */
  [EXP_TYPE_LIST]: 'list';
  /** A map. */
  [EXP_TYPE_MAP]: 'map';
  /** Bytes. */
  [EXP_TYPE_BLOB]: 'blob';
  /** A 64-bit floating point number. */
  [EXP_TYPE_FLOAT]: 'float';
  /** GeoJSON. */
  [EXP_TYPE_GEO]: 'geo';
  /** A HyperLogLog sketch. */
  [EXP_TYPE_HLL]: 'hll';
}

/** One of the `EXP_TYPE_…` constants. */
export type ExpressionTypeCode = keyof ExpressionKinds;

/** Kinds by number, at run time. */
export const KIND_OF_TYPE: Readonly<ExpressionKinds> = {
  [ExpressionType.nil]: 'nil',
  [ExpressionType.boolean]: 'bool',
  [ExpressionType.integer]: 'int',
  [ExpressionType.string]: 'string',
  [ExpressionType.list]: 'list',
  [ExpressionType.map]: 'map',
  [ExpressionType.blob]: 'blob',
  [ExpressionType.float]: 'float',
  [ExpressionType.geojson]: 'geo',
  [ExpressionType.hll]: 'hll',
};
