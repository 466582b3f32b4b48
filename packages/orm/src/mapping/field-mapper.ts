import type { BinValue } from '@aeroform/core';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { EntityClass } from '../type/entity-type.js';
import { type RefFactory, unloadedRefs } from './ref-factory.js';
import { ValueFault } from './value-fault.js';
import type { MapperSource, ValueMapper } from './value-mapper.js';

/** A property with its mapper. */
export interface FieldMapper {
  readonly property: PropertyMetadata;
  /** The property of the class. */
  readonly name: string;
  /** The bin or map key; that of an object spread over bins is of no use. */
  readonly storedName: string;
  readonly mapper: ValueMapper;
  /** That of the mapper. */
  readonly isIdentity: boolean;
  readonly nullable: boolean;
  /** False for getters without a setter: they are stored, but reading cannot set them. */
  readonly isAssignable: boolean;
}

/** The mapper of a property of a class. */
export function fieldMapper(
  type: EntityClass,
  property: PropertyMetadata,
  mapperOf: MapperSource,
): FieldMapper {
  const mapper = mapperOf(property.value);
  return {
    property,
    name: property.property,
    storedName: property.storedName ?? property.property,
    mapper,
    isIdentity: mapper.isIdentity === true,
    nullable: property.nullable,
    isAssignable: !isGetter(type, property.property),
  };
}

/** The value of a property of what is stored; without anything stored its default. */
export function readField(
  { mapper, property }: FieldMapper,
  stored: BinValue | undefined,
  refs: RefFactory,
): unknown {
  if (stored === null || stored === undefined) return defaultOf(property);
  return mapper.read(stored, refs);
}

/**
 * What is stored for the value of a property; null for none.
 *
 * @param before what is stored in its place: see {@link ValueMapper.write}
 */
export function writeField(
  { mapper, nullable }: FieldMapper,
  value: unknown,
  before?: BinValue,
): BinValue {
  if (value !== null && value !== undefined) return mapper.write(value, before);
  if (!nullable) throw new ValueFault('is declared nullable: false and must have a value');
  return null;
}

/** Tells whether writing the value of a property would leave what is stored as it is. */
export function sameField(
  { mapper, isIdentity, nullable }: FieldMapper,
  value: unknown,
  stored: BinValue | undefined,
): boolean {
  const isAbsent = stored === null || stored === undefined;
  // Most properties are as they were; this saves three calls for each.
  if (isIdentity && !isAbsent && Object.is(value, stored)) return true;
  if (value !== null && value !== undefined) return !isAbsent && mapper.same(value, stored);
  return isAbsent ? nullable : isReadAsNothing(mapper, stored);
}

/** The path to the first thing that no class maps in what is stored under fields. */
export function unknownInFields(
  fields: readonly FieldMapper[],
  storedOf: (field: FieldMapper, index: number) => BinValue | undefined,
): string | undefined {
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index]!;
    const { unknownIn } = field.mapper;
    if (unknownIn === undefined) continue;
    const stored = storedOf(field, index) ?? null;
    const path = stored === null ? undefined : unknownIn(stored);
    if (path !== undefined) return `.${field.name}${path}`;
  }
  return undefined;
}

/** Converters and JSON may read null out of something. */
function isReadAsNothing(mapper: ValueMapper, stored: BinValue): boolean {
  try {
    return (mapper.read(stored, unloadedRefs) ?? null) === null;
  } catch {
    return false;
  }
}

/** The declared default of a property, made anew; undefined without one. */
export function defaultOf({ default: standard }: PropertyMetadata): unknown {
  return typeof standard === 'function' ? (standard as () => unknown)() : standard;
}

function isGetter(type: EntityClass, property: string): boolean {
  for (
    let owner = type.prototype as object | null;
    owner !== null;
    owner = Object.getPrototypeOf(owner) as object | null
  ) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, property);
    if (descriptor !== undefined) return descriptor.get !== undefined && !descriptor.set;
  }
  return false;
}
