export { defineEntity, type DefinedEntity } from './define-entity.js';
export type { ClassOptions, DefineOptions, ForeignOptions } from './define-options.js';
export type { Property, PropertyFlag } from './property.js';
export type {
  CheckedShape,
  Infer,
  KeyTooLong,
  Shape,
  ShapeEntity,
  ShapeOfClass,
  ShapeValue,
} from './shape.js';
export { t } from './t.js';
export { fromZod, type ZodEntity } from './from-zod.js';
export type { ZodBin, ZodOptions } from './zod-options.js';
export type { ZodObjectSchema } from './zod-schema.js';
