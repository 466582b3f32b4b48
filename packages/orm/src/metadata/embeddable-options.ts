import { describeValue } from '../error/describe-value.js';
import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import { checkChoice, checkOptions, checkWhole } from './check-options.js';
import { classChain } from './class-chain.js';
import { ownDeclarations } from './decorator-target.js';

/** `@Embeddable({ discriminator })`: on a base class the key, on classes derived from it the value. */
export interface EmbeddableDiscriminatorOptions {
  /**
   * On the base class: the key of the stored map that says the class of the object. Objects in lists
   * end with a mark instead.
   */
  readonly key?: string;
  /** What is stored for objects of the class; it stays when the class is renamed. */
  readonly value?: string;
}

/** `@Embeddable(options)`. */
export interface EmbeddableOptions {
  /** How objects of the class are stored where nothing else is said: a map (default) or a list. */
  readonly as?: 'map' | 'list';
  /**
   * The layout of lists, from 1. Lists then end with a mark of the layout they were written in, so
   * that `@Since` and `@Until` can add and retire properties without rewriting records.
   */
  readonly schemaVersion?: number;
  /**
   * Where a property of the base class may hold objects of classes derived from it: `{ key: 'kind' }`
   * on the base class, `{ value: 'circle' }` on each of the others.
   */
  readonly discriminator?: EmbeddableDiscriminatorOptions;
}

/**
 * What `@Embeddable` says of a class, or the nearest of its bases that has it; in a hierarchy with a
 * discriminator, what the bases say and the class does not.
 */
export function embeddableOptions(type: EntityClass): EmbeddableOptions {
  let options: EmbeddableOptions = {};
  for (const each of classChain(type)) {
    const own = ownEmbeddableOptions(each);
    if (own === null) continue;
    checkOwn(own, each.name);
    options = derived(options, own, each.name);
  }
  return options;
}

/** What `@Embeddable` says of a class itself; null without it. */
export function ownEmbeddableOptions(type: EntityClass): EmbeddableOptions | null {
  return ownDeclarations(type).find(({ embeddable }) => embeddable !== null)?.embeddable ?? null;
}

function checkOwn(options: EmbeddableOptions, name: string): void {
  checkOptions('Embeddable', options, name);
  checkChoice('as', options.as, ['map', 'list'], name);
  checkWhole('schemaVersion', options.schemaVersion, [1, Number.MAX_SAFE_INTEGER], name);
  const { discriminator } = options;
  if (discriminator === undefined) return;
  checkOptions('Embeddable.discriminator', discriminator, name);
  const { key, value } = discriminator;
  for (const [option, given] of Object.entries({ key, value })) {
    if (given === undefined || (typeof given === 'string' && given !== '')) continue;
    throw new MetadataError(
      name,
      `${option} of the discriminator must be a text; got ${describeValue(given)}`,
    );
  }
}

function derived(base: EmbeddableOptions, own: EmbeddableOptions, name: string): EmbeddableOptions {
  const key = base.discriminator?.key;
  const { discriminator } = own;
  if (key === undefined) {
    if (discriminator === undefined || discriminator.key !== undefined) return own;
    throw new MetadataError(
      name,
      `a discriminator with a value needs a base class with @Embeddable({ discriminator: { key: '…' } })`,
    );
  }
  if (discriminator?.key === undefined) return { ...base, ...own, discriminator: { key } };
  throw new MetadataError(
    name,
    `the key of the discriminator is that of the base class ('${key}'); give only a value`,
  );
}
