import type * as ClassTransformer from 'class-transformer';
import type { ClassTransformOptions } from 'class-transformer';
import { describeValue } from '../error/describe-value.js';
import { MappingError } from '../error/mapping-error.js';
import { metadataOfEntity } from '../mapping/class-metadata.js';
import { isPlainObject } from '../mapping/plain-object.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { getEntityMetadata } from '../metadata/get-entity-metadata.js';
import type { EntityClass } from '../type/entity-type.js';
import { checkValues } from './check-values.js';
import { isEntity } from './is-entity.js';
import { jsonForm } from './json-form.js';
import { copyPlain, makeInstance } from './make-instance.js';
import { withCall, withUnknownKeys } from './plain-call.js';
import { registerEntity } from './register-class.js';
import {
  checkSerialiseOptions,
  type FromPlainOptions,
  type ToPlainOptions,
} from './serialise-options.js';

/** What JSON can hold of an entity, by property. */
export type Plain = Record<string, unknown>;

/** Turns entities into plain objects and back; see {@link loadSerialiser}. */
export interface Serialiser {
  /** Each of some entities as JSON can hold it. */
  toPlain(entities: readonly object[], options?: ToPlainOptions): Plain[];
  /**
   * An entity as JSON can hold it. Types come from the entity class; class-transformer's `@Expose`,
   * `@Exclude` and `@Transform` count (transforms get references as ids or entities). Bigints are written as digits, dates as ISO 8601, bytes and
   * sketches as base64, Sets as arrays, Maps as objects; a reference is its id, or the entity when it
   * is loaded (once: further references to it are ids). A value with a converter is what that makes of
   * it, unless JSON can say it as it is; transforms get that. Absent properties are left out.
   */
  toPlain(entity: object, options?: ToPlainOptions): Plain;
  /** Tells whether a value is an entity, which `toPlain` takes. */
  isEntity(value: unknown): value is object;
  /**
   * A new entity of what `toPlain` made, or a client sent. The constructor is run without arguments.
   * Of classes that share a set, the discriminator in the object chooses.
   *
   * @throws MappingError for keys that are no properties of the class, unless they are ignored, and for
   * values that are not of the declared types
   */
  fromPlain<T extends object>(type: EntityClass<T>, plain: object, options?: FromPlainOptions): T;
}

class TransformingSerialiser implements Serialiser {
  readonly #transformer: typeof ClassTransformer;

  constructor(transformer: typeof ClassTransformer) {
    this.#transformer = transformer;
  }

  readonly isEntity = isEntity;

  toPlain(entities: readonly object[], options?: ToPlainOptions): Plain[];
  toPlain(entity: object, options?: ToPlainOptions): Plain;
  toPlain(given: object, options: ToPlainOptions = {}): Plain | Plain[] {
    checkSerialiseOptions('toPlain', options);
    return Array.isArray(given)
      ? given.map((entity: object) => this.#plainOf(entity, options))
      : this.#plainOf(given, options);
  }

  #plainOf(entity: object, options: ToPlainOptions): Plain {
    const metadata = metadataOf(entity);
    registerEntity(this.#transformer, metadata);
    const { exclude = [], expose, ...transform } = options;
    const call = {
      root: entity,
      exclude: new Set(exclude),
      expose: expose === undefined ? null : new Set(expose),
      written: new Set([entity]),
    };
    const classTransform = withCall(toClassTransform(transform), call);
    const plain = jsonForm(this.#transformer.instanceToPlain(entity, classTransform)) as Plain;
    for (const key of Object.keys(plain)) {
      // Properties the mapper does not know, such as exposed getters.
      if (call.exclude.has(key) || call.expose?.has(key) === false) delete plain[key];
    }
    const { discriminator } = metadata;
    if (discriminator !== null) plain[discriminator.binName] ??= discriminator.value;
    return plain;
  }

  fromPlain<T extends object>(
    type: EntityClass<T>,
    plain: object,
    options: FromPlainOptions = {},
  ): T {
    checkSerialiseOptions('fromPlain', options);
    if (!isPlainObject(plain)) {
      throw new MappingError(type.name, `fromPlain() takes an object; got ${describeValue(plain)}`);
    }
    const { unknownKeys = 'throw', ...transform } = options;
    const source = copyPlain(plain);
    const metadata = childMetadata(getEntityMetadata(type), source);
    registerEntity(this.#transformer, metadata);
    const classTransform = withUnknownKeys(toClassTransform(transform), unknownKeys);
    const entity = makeInstance(this.#transformer, metadata, source, classTransform);
    checkValues(metadata, entity);
    return entity;
  }
}

let loaded: Promise<Serialiser> | undefined;

/**
 * The serialiser, which needs the package class-transformer 0.5 in the application.
 *
 * @throws MappingError when it is not installed
 */
export function loadSerialiser(): Promise<Serialiser> {
  loaded ??= importSerialiser();
  return loaded;
}

/** Within `try`, bundlers only warn of a package that is not installed. */
async function importSerialiser(): Promise<Serialiser> {
  try {
    return new TransformingSerialiser(await import('class-transformer'));
  } catch (error) {
    loaded = undefined;
    throw new MappingError('loadSerialiser', 'npm install class-transformer', error);
  }
}

/** Each of some entities as JSON can hold it; see {@link Serialiser.toPlain}. */
export function toPlain(entities: readonly object[], options?: ToPlainOptions): Promise<Plain[]>;
/** An entity as JSON can hold it; see {@link Serialiser.toPlain}. */
export function toPlain(entity: object, options?: ToPlainOptions): Promise<Plain>;
export async function toPlain(
  given: object,
  options: ToPlainOptions = {},
): Promise<Plain | Plain[]> {
  return (await loadSerialiser()).toPlain(given, options);
}

/** A new entity of its plain form; see {@link Serialiser.fromPlain}. */
export async function fromPlain<T extends object>(
  type: EntityClass<T>,
  plain: object,
  options: FromPlainOptions = {},
): Promise<T> {
  return (await loadSerialiser()).fromPlain(type, plain, options);
}

function toClassTransform({
  groups,
  version,
  strategy,
}: Pick<ToPlainOptions, 'groups' | 'version' | 'strategy'>): ClassTransformOptions {
  return {
    exposeUnsetFields: false,
    ...(groups === undefined ? {} : { groups: [...groups] }),
    ...(version === undefined ? {} : { version }),
    ...(strategy === undefined ? {} : { strategy }),
  };
}

function metadataOf(entity: object): EntityMetadata {
  const { constructor } = entity as { readonly constructor: EntityClass };
  return metadataOfEntity(getEntityMetadata(constructor) as EntityMetadata, entity);
}

/** Takes the discriminator out of the object. */
function childMetadata<T extends object>(
  metadata: EntityMetadata<T>,
  source: Plain,
): EntityMetadata<T> {
  const { discriminator } = metadata;
  if (discriminator === null) return metadata;
  const { [discriminator.binName]: value } = source;
  delete source[discriminator.binName];
  if (value === undefined && discriminator.value !== null) return metadata;
  const child = typeof value === 'string' ? discriminator.children().get(value) : undefined;
  // safe: the classes of the hierarchy are T or share its set
  if (child !== undefined) return child as unknown as EntityMetadata<T>;
  const known = [...discriminator.children().keys()].join(', ');
  throw new MappingError(
    `${metadata.name}.${discriminator.binName}`,
    `${describeValue(value)} is no class of ${metadata.name}; there are ${known}`,
  );
}
