import { describeValue } from '../error/describe-value.js';
import { MetadataError } from '../error/metadata-error.js';
import type { BinName } from '../type/bin-name.js';
import type { StandardSchema } from '../type/standard-schema.js';
import { checkChoice, checkOptions, checkSwitch, checkWhole } from './check-options.js';
import type { BinMigration, EntityTtl, UnknownBins } from './entity-metadata.js';
import type { NamingStrategy } from './naming.js';

/** `@Entity({ discriminator })`. */
export interface DiscriminatorOptions<N extends string = string> {
  /** The bin that says which class a record is of. */
  readonly bin: BinName<N>;
  /** What it holds for the class itself; left out when the class is abstract. */
  readonly value?: string;
}

/** `@Entity(options)`. */
export interface EntityOptions<N extends string = string> {
  /** Default: the class name. At most 63 bytes. */
  readonly set?: string;
  /** Default: the namespace of the data source. */
  readonly namespace?: string;
  /**
   * Time to live given to every write: seconds, `'never'`, `'default'` (the namespace's) or `'keep'`.
   * Without it: `'default'`, but a loaded entity with a `@Ttl` property keeps what it has.
   */
  readonly ttl?: EntityTtl;
  /** Store the id with the record, so that queries can give it back. Default true. */
  readonly sendKey?: boolean;
  /** Leave a tombstone when removing (Enterprise Edition). Default false. */
  readonly durableDelete?: boolean;
  /**
   * Reading an entity by its id prolongs its life. True: every read gives it the entity's ttl anew; a
   * number (1 to 100): the server does so when that per cent of the time has passed (server 7.1).
   * Default false.
   */
  readonly touchOnRead?: boolean | number;
  /**
   * Bins of a record that the class does not map, and keys of its embedded objects: left alone, kept
   * with the entity (so that `replace` writes them again), or an error. Default: as the data source says.
   */
  readonly unknownBins?: UnknownBins;
  /** Version of the stored form, from 1, and the bin that holds it; default `_v`. */
  readonly schemaVersion?: number | { readonly version: number; readonly bin?: string };
  /** Turns the bins of each older version into those of the next; without one, nothing changes. */
  readonly migrate?: Readonly<Record<number, BinMigration>>;
  /** The set gets an index of its own, so that reading it all does not pass the namespace. */
  readonly setIndex?: boolean;
  /** Checks entities before they are written: a zod, valibot, arktype … schema. */
  readonly validate?: StandardSchema;
  /** Several classes share the set: the derived ones have `@ChildEntity(value)`. */
  readonly discriminator?: DiscriminatorOptions<N>;
  /**
   * Only a base of entities: they take over its options, except for set and discriminator. With a
   * discriminator: the root of a hierarchy of which there are no records.
   */
  readonly abstract?: boolean;
  /** How properties without a declared name are stored. Default: as the data source says. */
  readonly naming?: NamingStrategy;
}

const SET_MAX_BYTES = 63;
const NAMESPACE_MAX_BYTES = 31;
/** The server allows ten years. */
export const TTL_MAX_SECONDS = 315_360_000;

/** Refuses options that are unknown, contradict each other, or that no server takes. */
export function checkEntityOptions(options: EntityOptions, name: string): void {
  checkOptions('Entity', options, name);
  const { set, namespace, ttl, validate } = options;
  checkName('set', set ?? name, SET_MAX_BYTES, name);
  if (namespace !== undefined) checkName('namespace', namespace, NAMESPACE_MAX_BYTES, name);
  if (ttl !== undefined && !isTtl(ttl)) {
    throw new MetadataError(
      name,
      `ttl must be whole seconds from 1 to ${TTL_MAX_SECONDS}, 'never', 'default' or 'keep'; got ${String(ttl)}`,
    );
  }
  for (const option of ['sendKey', 'durableDelete', 'setIndex', 'abstract'] as const) {
    checkSwitch(option, options[option], name);
  }
  checkChoice('unknownBins', options.unknownBins, ['ignore', 'keep', 'throw'], name);
  if (typeof options.naming !== 'function') {
    checkChoice('naming', options.naming, ['asIs', 'snake', 'short'], name);
  }
  if (validate !== undefined && typeof validate?.['~standard']?.validate !== 'function') {
    throw new MetadataError(
      name,
      `validate must be a Standard Schema, such as z.object(…); got ${describeValue(validate)}`,
    );
  }
  checkTouchOnRead(options, name);
  checkDiscriminator(options, name);
}

function checkTouchOnRead({ touchOnRead, ttl }: EntityOptions, name: string): void {
  if (typeof touchOnRead !== 'boolean') checkWhole('touchOnRead', touchOnRead, [1, 100], name);
  if (touchOnRead === undefined || touchOnRead === false) return;
  if (ttl === 'keep' || ttl === 'never') {
    throw new MetadataError(
      name,
      `touchOnRead prolongs nothing with ttl: '${ttl}'; give the seconds, or leave out touchOnRead`,
    );
  }
}

function checkDiscriminator({ discriminator, abstract }: EntityOptions, name: string): void {
  if (discriminator === undefined) return;
  const { bin, value, ...unknown } = discriminator;
  const [option] = Object.keys(unknown);
  if (option !== undefined || typeof bin !== 'string') {
    const problem = option === undefined ? 'needs bin' : `has no option '${option}'`;
    throw new MetadataError(name, `discriminator ${problem}; it is { bin, value? }`);
  }
  if (value !== undefined && (typeof value !== 'string' || value === '')) {
    throw new MetadataError(
      name,
      `discriminator.value must be a text; got ${describeValue(value)}`,
    );
  }
  if ((value === undefined) === (abstract === true)) return;
  throw new MetadataError(
    name,
    abstract === true
      ? 'an abstract class has no records, so leave out discriminator.value'
      : `records of the class itself need a discriminator.value; if there are none, add abstract: true`,
  );
}

/** Tells whether a value is a time to live. */
export function isTtl(ttl: unknown): ttl is EntityTtl {
  if (typeof ttl === 'string') return ttl === 'never' || ttl === 'default' || ttl === 'keep';
  return Number.isSafeInteger(ttl) && (ttl as number) > 0 && (ttl as number) <= TTL_MAX_SECONDS;
}

function checkName(kind: string, value: string, maxBytes: number, label: string): void {
  const bytes = Buffer.byteLength(value);
  if (bytes > 0 && bytes <= maxBytes && !/[\0;:=]/.test(value)) return;
  throw new MetadataError(
    label,
    `${kind} '${value}' must have 1 to ${maxBytes} bytes and none of ; : =`,
  );
}
