import type { StandardSchema } from '../type/standard-schema.js';

/**
 * What is read of a zod schema (version 4, classic, mini or core): the part that zod gives libraries
 * to introspect. Structural, so that zod is neither imported nor needed for types.
 */
export interface ZodSchema extends StandardSchema {
  readonly _zod: {
    readonly def: ZodDefinition;
    /** What is known of the schema besides; `Class` of `z.instanceof`. */
    readonly bag?: { readonly Class?: unknown };
    /** The values of the properties that are literals, by property. */
    readonly propValues?: Readonly<Record<string, ReadonlySet<unknown>>>;
    run(
      payload: ZodPayload,
      context: { readonly async: boolean; readonly direction: 'backward' },
    ): ZodPayload | Promise<ZodPayload>;
  };
  /** Only classic schemas have it; throws when the schema is asynchronous. */
  readonly safeEncode?: (value: unknown) => ZodResult;
  /** Only classic schemas have it. */
  readonly safeEncodeAsync?: (value: unknown) => Promise<ZodResult>;
}

/** A zod object schema, of which only the types matter here. */
export interface ZodObjectSchema<O = unknown> {
  readonly _zod: {
    readonly def: { readonly type: 'object' };
    /** Only for the type checker. */
    readonly output: O;
  };
}

/** A value on its way through a schema. */
export interface ZodPayload {
  value: unknown;
  issues: ZodIssue[];
}

/** What a schema finds wrong. */
export interface ZodIssue {
  readonly message?: string;
  readonly code?: string;
  readonly path?: readonly PropertyKey[];
}

/** The outcome of `safeEncodeAsync`. */
export interface ZodResult {
  readonly success: boolean;
  readonly error?: { readonly issues: readonly ZodIssue[] };
}

/** One step of a codec. */
export type ZodTransform = (value: unknown, payload: ZodPayload) => unknown;

/** A definition; which of the parts there are depends on the type. */
export interface ZodDefinition {
  readonly type: string;
  /** Of numbers: `safeint`, `float64` … */
  readonly format?: string;
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly format?: string } } }[];
  readonly innerType?: ZodSchema;
  readonly element?: ZodSchema;
  readonly shape?: Readonly<Record<string, ZodSchema>>;
  /** Of objects: what is allowed besides the shape; undefined where the rest is dropped. */
  readonly catchall?: ZodSchema;
  /** Of unions: the property that tells the options apart. */
  readonly discriminator?: string;
  readonly keyType?: ZodSchema;
  readonly valueType?: ZodSchema;
  readonly options?: readonly ZodSchema[];
  readonly entries?: object;
  readonly values?: readonly unknown[];
  readonly defaultValue?: unknown;
  readonly getter?: () => ZodSchema;
  readonly in?: ZodSchema;
  readonly out?: ZodSchema;
  readonly transform?: ZodTransform;
  readonly reverseTransform?: ZodTransform;
}

/** Tells whether a value is a zod schema of version 4. */
export function isZodSchema(value: unknown): value is ZodSchema {
  const internals = (value as Partial<ZodSchema> | null | undefined)?._zod;
  return typeof internals?.def?.type === 'string';
}
