import type { Hll } from '@aeroform/core';
import { MetadataError } from '../error/metadata-error.js';
import { declarationOf } from '../metadata/decorator-target.js';
import type { EmbeddableOptions } from '../metadata/embeddable-options.js';
import type {
  BinType,
  EmbeddedOptions,
  EnumOptions,
  HllOptions,
  ListOptions,
  MapOptions,
  ReferenceOptions,
} from '../metadata/member-declaration.js';
import type { EntityClass } from '../type/entity-type.js';
import type { Expr } from '../type/expr.js';
import type { Ref } from '../type/ref.js';
import { declareShape } from './declare-shape.js';
import { declareVariants } from './declare-variants.js';
import type { Property, PropertyFlag } from './property.js';
import { describe } from './property-description.js';
import type { OneOf, Shape, ShapeValue } from './shape.js';

/** What properties say by methods instead. */
type Said = 'name' | 'nullable' | 'default' | 'select' | 'merge';
type ListChoice = Omit<ListOptions, Said>;
type MapChoice = Omit<MapOptions, Said | 'as' | 'key'>;
type EmbeddedChoice = Omit<EmbeddedOptions, Said>;
type AsBins = EmbeddedChoice & { readonly as: 'bins' };
type ReferenceChoice = Omit<ReferenceOptions, Said | 'many'>;

/** What comes with each record, or is computed: there need be none, and it has no bin. */
type Header = 'optional' | 'named' | 'unwritten';

interface GeoJsonValue {
  type: string;
  coordinates: unknown;
}

/** The types of the keys of maps. */
interface MapKeys {
  string: string;
  int: number;
  bytes: Uint8Array;
}

const scalar = <V>(type: BinType): Property<V> => describe({ decorator: 'Bin', options: { type } });

/** Any of the properties with a header of the record or a date of the mapper behind it. */
const special = <V, F extends PropertyFlag = never>(
  decorator: 'Version' | 'Ttl' | 'ExpiresAt' | 'CreatedAt' | 'UpdatedAt' | 'DeletedAt',
): Property<V, F> => describe({ decorator, options: {} });

/**
 * Describes the properties of `defineEntity`, and elements of lists and maps. A property must be
 * there unless it is `.optional()` or has a `.default(…)`: without it, writing is refused.
 */
export const t = {
  /** A text. */
  string: (): Property<string> => scalar('string'),
  /** A whole number within ±2^53; a fraction is an error. */
  int: (): Property<number> => scalar('int'),
  /** A whole number of 64 bits. */
  bigint: (): Property<bigint> => scalar('bigint'),
  /** A number with a fraction. The server has no indexes for them. */
  double: (): Property<number> => scalar('double'),
  /** True or false. */
  bool: (): Property<boolean> => scalar('bool'),
  /** Bytes. */
  bytes: (): Property<Uint8Array> => scalar('bytes'),
  /** A time, stored as milliseconds since 1970. */
  date: (): Property<Date> => scalar('date'),
  /** A time in nanoseconds since 1970. */
  datetimeNs: (): Property<bigint> => scalar('datetime-ns'),
  /** Anything JSON can say, stored as text. */
  json: <V = unknown>(): Property<V> => scalar('json'),
  /** A value of no declared type: what is stored follows the value. */
  dynamic: <V = unknown>(): Property<V> => describe({ decorator: 'Bin', options: {} }),
  /** A GeoJSON object; positions are longitude, then latitude. */
  geojson: <V extends GeoJsonValue = GeoJsonValue>(): Property<V> =>
    describe({ decorator: 'GeoBin', options: {} }),
  /** A HyperLogLog sketch. */
  hll: (options: Omit<HllOptions, Said> = {}): Property<Hll> =>
    describe({ decorator: 'HllBin', options }),

  /** One of some values, or of the members of an enum; checked when writing and reading. */
  enum: enumProperty,

  /** An array in a list; with `as: 'map'`, in a map from the `.id()` of each element. */
  list: <V>(element: Property<V>, options: ListChoice = {}): Property<V[]> =>
    describe({ decorator: 'ListBin', of: () => element, options }),
  /** A Set in an ordered list without duplicates. */
  set: <V>(element: Property<V>): Property<Set<V>> =>
    describe({ decorator: 'SetBin', of: () => element, options: {} }),
  /** A Map; its keys are strings unless `key` says otherwise. */
  map: <V, K extends keyof MapKeys = 'string'>(
    value: Property<V>,
    options: MapChoice & { readonly key?: K } = {},
  ): Property<Map<MapKeys[K], V>> => describe({ decorator: 'MapBin', of: () => value, options }),
  /** A plain object whose keys are data, in a map. */
  record: <V>(value: Property<V>, options: MapChoice = {}): Property<Record<string, V>> =>
    describe({ decorator: 'MapBin', of: () => value, options: { ...options, as: 'object' } }),

  /** An object with the properties of a shape or of a class (`() => Address`). */
  embedded: embeddedProperty,

  /**
   * One of several objects, told apart by a property that each has: `t.oneOf('kind', { circle: {
   * radius: t.int() }, square: { side: t.int() } })` is a `{ kind: 'circle', radius }` or a `{ kind:
   * 'square', side }`.
   */
  oneOf: oneOfProperty,

  /** Another entity, by its id or the digest of its key. For several: `t.list(t.reference(…))`. */
  reference: <T extends object>(
    of: () => EntityClass<T>,
    options: ReferenceChoice = {},
  ): Property<Ref<T>> => describe({ decorator: 'Reference', of, options }),

  /** Optimistic locking: the generation of the record. */
  version: (): Property<number, Header> => special('Version'),
  /** Seconds to live, as of loading; -1: never expires. */
  ttl: (): Property<number, Header> => special('Ttl'),
  /** When the record expires. */
  expiresAt: (): Property<Date, Header> => special('ExpiresAt'),
  /** The time of the insert, set by the mapper. */
  createdAt: (): Property<Date> => special('CreatedAt'),
  /** The time of the last write, set by the mapper. */
  updatedAt: (): Property<Date> => special('UpdatedAt'),
  /** The time of the soft removal, set by the mapper. */
  deletedAt: (): Property<Date, 'optional'> => special('DeletedAt'),
  /** Computed by the server, and read when a selection names it; see `@Computed`. */
  computed: <F, V>(build: (fields: F) => Expr<V>): Property<V, Header> =>
    describe({ decorator: 'Computed', build, options: {} }),
};

function oneOfProperty<K extends string, S extends Readonly<Record<string, Shape>>>(
  key: K,
  shapes: S,
  options: Omit<EmbeddedChoice, 'as' | 'prefix'> & { readonly as?: 'map' | 'list' } = {},
): Property<OneOf<K, S>> {
  const type = declareVariants(key, shapes);
  return describe({ decorator: 'Embedded', of: () => type, options });
}

function enumProperty<const V extends string | number>(
  values: readonly V[],
  options?: Pick<EnumOptions, 'as'>,
): Property<V>;
function enumProperty<E extends Readonly<Record<string, string | number>>>(
  members: E,
  options?: Pick<EnumOptions, 'as'>,
): Property<E[keyof E]>;
function enumProperty(members: object, options: Pick<EnumOptions, 'as'> = {}): Property<never> {
  return describe({ decorator: 'Enum', of: () => members, options });
}

function embeddedProperty<S extends Shape>(
  shape: S,
  options: AsBins,
): Property<ShapeValue<S>, 'named'>;
function embeddedProperty<S extends Shape>(
  shape: S,
  options?: EmbeddedChoice & Pick<EmbeddableOptions, 'schemaVersion'>,
): Property<ShapeValue<S>>;
function embeddedProperty<E extends object>(
  of: () => EntityClass<E>,
  options: AsBins,
): Property<E, 'named'>;
function embeddedProperty<E extends object>(
  of: () => EntityClass<E>,
  options?: EmbeddedChoice,
): Property<E>;
function embeddedProperty(
  source: Shape | (() => EntityClass),
  { schemaVersion, ...options }: EmbeddedChoice & Pick<EmbeddableOptions, 'schemaVersion'> = {},
): Property<never> {
  if (typeof source === 'function') {
    if (schemaVersion !== undefined) {
      throw new MetadataError('t.embedded', 'schemaVersion goes to @Embeddable of the class');
    }
    return describe({ decorator: 'Embedded', of: source, options });
  }
  const type = declareShape('', source);
  if (schemaVersion !== undefined) declarationOf(type).embeddable = { schemaVersion };
  return describe({ decorator: 'Embedded', of: () => type, options });
}
