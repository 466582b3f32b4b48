import { ExpressionType } from '@aeroform/protocol';

/** Types of expressions as `exp.key`, `EXP_TYPE_…` arguments and the server number them. */
export const EXP_TYPE_NIL = 0;
export const EXP_TYPE_BOOL = 1;
export const EXP_TYPE_INT = 2;
export const EXP_TYPE_STRING = 3;
export const EXP_TYPE_LIST = 4;
export const EXP_TYPE_MAP = 5;
export const EXP_TYPE_BLOB = 6;
export const EXP_TYPE_FLOAT = 7;
export const EXP_TYPE_GEO = 8;
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
  [EXP_TYPE_NIL]: 'nil';
  [EXP_TYPE_BOOL]: 'bool';
  [EXP_TYPE_INT]: 'int';
  [EXP_TYPE_STRING]: 'string';
  [EXP_TYPE_LIST]: 'list';
  [EXP_TYPE_MAP]: 'map';
  [EXP_TYPE_BLOB]: 'blob';
  [EXP_TYPE_FLOAT]: 'float';
  [EXP_TYPE_GEO]: 'geo';
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
