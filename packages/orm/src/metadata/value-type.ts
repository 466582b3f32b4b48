import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import type { EntityMetadata } from './entity-metadata.js';
import type { BinType, ElementType } from './member-declaration.js';
import type { NamingScope } from './naming.js';
import {
  type EmbeddableMetadata,
  type ScalarKind,
  storedTypeOf,
  type ValueMetadata,
} from './value-metadata.js';

/** Gives the metadata of an embedded class; passed down, since such classes may nest in a circle. */
export type EmbeddableSource = (
  type: EntityClass,
  label: string,
  scope: BuildScope,
) => EmbeddableMetadata;

/** What the building of a value or property gets from the class it belongs to. */
export interface BuildScope {
  /** How properties without a declared name are stored. */
  readonly naming: NamingScope;
  readonly embeddableOf: EmbeddableSource;
  /** The metadata of a referenced entity; called late, since entities may refer to each other. */
  readonly entityOf: (type: EntityClass) => EntityMetadata;
}

/** What besides its own declaration says something about the type of a value. */
export interface ValueSources {
  /** Name of the class. */
  readonly owner: string;
  readonly property: string;
  /** `Class.property`, for errors. */
  readonly label: string;
  readonly designType: unknown;
  /** The type of an `@Index` on the property, in terms of scalars. */
  readonly indexedKind: ScalarKind | null;
  readonly scope: BuildScope;
  /** The value of an element of a list, set or map. */
  readonly elementOf: (of: ElementType) => ValueMetadata;
}

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

/** Calls a type function, which fails to give a class when modules import each other in a circle. */
export function resolve<T>(of: () => T, label: string): T {
  if (typeof of === 'function' && isClass(of)) {
    throw new MetadataError(label, `write () => ${of.name}: the class in a function`);
  }
  const type = typeof of === 'function' ? of() : undefined;
  if (type !== undefined && type !== null) return type;
  throw new MetadataError(label, `the type function gives nothing; write e.g. () => Address`);
}

/** Classes cannot be called; their prototype cannot be replaced, which tells them from functions. */
function isClass(of: () => unknown): boolean {
  return Object.getOwnPropertyDescriptor(of, 'prototype')?.writable === false;
}
