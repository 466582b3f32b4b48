import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import type { BinType } from './member-declaration.js';
import {
  type EmbeddableMetadata,
  type ScalarKind,
  storedTypeOf,
  type ValueMetadata,
} from './value-metadata.js';

/** Gives the metadata of an embedded class; passed down, since such classes may nest in a circle. */
export type EmbeddableSource = (type: EntityClass, label: string) => EmbeddableMetadata;

/** Scalar kinds of the constructors that TypeScript emits as type hints. */
const kindOfConstructor = new Map<unknown, ScalarKind>([
  [String, 'string'],
  [Number, 'int'],
  [BigInt, 'bigint'],
  [Boolean, 'bool'],
  [Date, 'date'],
  [Uint8Array, 'bytes'],
  [Buffer, 'bytes'],
]);

/** The kind a type hint stands for; null when it says nothing (Object, Array, a class …). */
export function kindOfHint(hint: unknown): ScalarKind | null {
  return kindOfConstructor.get(hint) ?? null;
}

const binTypes: readonly string[] = [...Object.keys(storedTypeOf), 'list', 'map'];

/** The metadata of a declared type name. */
export function valueOfType(type: BinType, label: string): ValueMetadata {
  if (!binTypes.includes(type)) {
    throw new MetadataError(label, `type '${type}' is unknown; it must be ${binTypes.join(', ')}`);
  }
  if (type === 'list' || type === 'map') return { kind: 'dynamic', converter: null };
  return { kind: type, converter: null };
}

/** The metadata of an element: a type name, String, Number …, or a class to embed as a map. */
export function valueOfElement(
  of: () => EntityClass | BinType,
  label: string,
  embeddableOf: EmbeddableSource,
): ValueMetadata {
  const type = resolve(of, label);
  if (typeof type === 'string') return valueOfType(type, label);
  const kind = kindOfHint(type);
  if (kind !== null) return { kind, converter: null };
  return { kind: 'embedded', as: 'map', prefix: '', embeddable: embeddableOf(type, label) };
}

/** Calls a type function, which fails to give a class when modules import each other in a circle. */
export function resolve<T>(of: () => T, label: string): T {
  const type = typeof of === 'function' ? of() : undefined;
  if (type !== undefined && type !== null) return type;
  throw new MetadataError(label, `the type function gives nothing; write e.g. () => Address`);
}
