import type { BinOptions, BinType, IndexOptions } from '../metadata/member-declaration.js';
import type { EntityOptions } from '../metadata/entity-options.js';
import type { BinName } from '../type/bin-name.js';
import type { IdStrategy } from '../type/id-strategy.js';
import type { StandardSchema } from '../type/standard-schema.js';
import type { ClassOptions } from './define-options.js';

/** What a zod schema cannot say of a property. Options that its kind does not have are errors. */
export interface ZodBin<N extends string = string> {
  /** Bin name, at most 15 UTF-8 bytes. Default: the property name, as the naming strategy has it. */
  readonly name?: BinName<N>;
  /** Stored type; for schemas that have none of their own, or to store e.g. an object as JSON. */
  readonly type?: BinType;
  /** Between the property and what is stored. */
  readonly convert?: NonNullable<BinOptions['convert']>;
  /** Secondary indexes: true for one with all defaults. */
  readonly index?: true | IndexOptions | readonly IndexOptions[];
  /** False: read only when it is named. */
  readonly select?: boolean;
  /** What becomes of the property when a save is merged with that of another writer. */
  readonly merge?: NonNullable<BinOptions['merge']>;
  /** Of objects: map, list or bins; of arrays: list or map; of enums: value or name. */
  readonly as?: 'map' | 'list' | 'bins' | 'value' | 'name';
  /** Of objects as bins: put before their names. */
  readonly prefix?: string;
  /** Of arrays and maps: how the server sorts them. */
  readonly order?: 'ordered' | 'unordered' | 'key' | 'key-value';
  /** Of arrays: pushing a value that is there does nothing. */
  readonly unique?: boolean;
  /** Of arrays: pushes drop the oldest elements beyond this number. */
  readonly maxItems?: number;
  /** Of maps: the server stores the index of the map. */
  readonly persistIndex?: boolean;
}

/** `fromZod(schema, options)`. */
export interface ZodOptions<
  K extends string,
  I extends K,
  N extends string = string,
  H extends K = K,
>
  extends Omit<EntityOptions<N>, 'validate'>, ClassOptions {
  /** Name of the class; also of the set, unless `set` is given. */
  readonly name: string;
  /** The property that identifies the entity. */
  readonly id: I;
  /** Where the id of a new entity comes from. Default `assigned`. */
  readonly idStrategy?: IdStrategy;
  /** The property that holds the generation, for optimistic locking. */
  readonly version?: H;
  /** The property that holds the seconds to live. */
  readonly ttlProperty?: H;
  /** The property that holds the date of expiry. */
  readonly expiresAt?: H;
  /** The property that is set to the time of the insert. */
  readonly createdAt?: K;
  /** The property that is set to the time of the last write. */
  readonly updatedAt?: K;
  /** The property that is set to the time of the soft removal. */
  readonly deletedAt?: K;
  /** More about single properties. */
  readonly bins?: { readonly [P in K]?: ZodBin };
  /** Checks entities before they are written. Default: the schema; null for none. */
  readonly validate?: StandardSchema | null;
}
