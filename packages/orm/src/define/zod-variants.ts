import { MetadataError } from '../error/metadata-error.js';
import type { ZodDefinition, ZodSchema } from './zod-schema.js';

/** The objects of a union, and the property that tells them apart. */
export interface ZodVariants {
  readonly key: string;
  /** The schemas of the objects, by what the property says. */
  readonly byValue: ReadonlyMap<string, ZodSchema>;
}

/**
 * Finds out what tells the objects of a union apart: the discriminator of `z.discriminatedUnion`, or the
 * only property of a `z.union` that is another literal in each of them.
 *
 * @param def of the union
 * @returns null for a union that holds more or less than several objects
 * @throws MetadataError for objects that cannot be told apart by one text
 */
export function zodVariants(def: ZodDefinition, path: string): ZodVariants | null {
  const alternatives = (def.options ?? []).filter((option) => !isNothing(option));
  if (alternatives.length === 0) return null;
  const objects = alternatives.flatMap(objectsIn);
  if (!objects.every(isObject)) return null;
  if (def.discriminator === undefined && objects.length === 1) return null;
  const key = def.discriminator ?? commonKey(objects, path);
  const byValue = new Map<string, ZodSchema>();
  for (const object of objects) {
    for (const value of kindsOf(object, key)) {
      if (typeof value !== 'string') {
        throw new MetadataError(
          `${path}.${key}`,
          `tells objects apart by ${String(value)}; use texts, e.g. z.literal('${String(value)}')`,
        );
      }
      if (byValue.has(value)) {
        throw new MetadataError(
          `${path}.${key}`,
          `is '${value}' in two of the objects; give each a value of its own`,
        );
      }
      byValue.set(value, object);
    }
  }
  return { key, byValue };
}

const absent: readonly string[] = ['null', 'undefined', 'void'];

/** Whether a schema has only values that are not stored. */
export function isNothing({ _zod }: ZodSchema): boolean {
  return absent.includes(_zod.def.type);
}

function isObject({ _zod }: ZodSchema): boolean {
  return _zod.def.type === 'object';
}

/** The objects behind an alternative, which may be a union itself; else the alternative. */
function objectsIn(schema: ZodSchema): readonly ZodSchema[] {
  const { def } = schema._zod;
  if (def.type === 'readonly' && def.innerType !== undefined) return objectsIn(def.innerType);
  if (def.type === 'union' && def.discriminator !== undefined) {
    return (def.options ?? []).flatMap(objectsIn);
  }
  const inner = def.type === 'lazy' ? def.getter?.() : undefined;
  // One step: a schema that leads to itself has no end.
  return inner !== undefined && isObject(inner) ? [inner] : [schema];
}

function kindsOf({ _zod }: ZodSchema, key: string): readonly unknown[] {
  return [...(_zod.propValues?.[key] ?? [])];
}

function commonKey(objects: readonly ZodSchema[], path: string): string {
  const [first, ...others] = objects;
  const keys = Object.keys(first?._zod.propValues ?? {}).filter((key) => {
    const kinds = objects.flatMap((object) => kindsOf(object, key));
    const isInAll = others.every((object) => kindsOf(object, key).length > 0);
    return isInAll && new Set(kinds).size === kinds.length;
  });
  const [key] = keys;
  if (key !== undefined && keys.length === 1) return key;
  const problem =
    key === undefined
      ? 'no property tells its objects apart; give each a z.literal(…) of its own, say kind, and'
      : `${keys.join(' and ')} tell its objects apart; say which to go by:`;
  const example = key ?? 'kind';
  throw new MetadataError(path, `${problem} use z.discriminatedUnion('${example}', […])`);
}
