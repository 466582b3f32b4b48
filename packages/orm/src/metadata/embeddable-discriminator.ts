import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import { classChain } from './class-chain.js';
import { embeddableOptions, ownEmbeddableOptions } from './embeddable-options.js';
import { registry } from './registry.js';
import type { EmbeddableDiscriminator, EmbeddableMetadata } from './value-metadata.js';
import type { BuildScope } from './value-type.js';

/** What tells objects of an embedded class from those of others; null outside of a hierarchy. */
export function embeddableDiscriminator(
  type: EntityClass,
  usedBy: string,
  scope: BuildScope,
): EmbeddableDiscriminator | null {
  const { discriminator } = embeddableOptions(type);
  if (discriminator === undefined) return null;
  const root = rootOf(type);
  const value = ownEmbeddableOptions(type)?.discriminator?.value ?? null;
  let known: { readonly size: number; readonly byValue: ReadonlyMap<string, EmbeddableMetadata> } =
    { size: -1, byValue: new Map() };
  return {
    // safe: options with a discriminator have the key of the root
    key: discriminator.key!,
    value,
    variants: () => {
      // Classes may be declared after the first call, in a module that is imported later.
      const derived = registry.children.get(root) ?? [];
      if (derived.length !== known.size) {
        const classes = [root, ...derived].filter((each) => isWithin(each, type));
        known = { size: derived.length, byValue: byValue(classes, usedBy, scope) };
      }
      return known.byValue;
    },
  };
}

/** An embedded class, and those that a property of it may hold besides. */
export function classesOf(embeddable: EmbeddableMetadata): readonly EmbeddableMetadata[] {
  return [...new Set([embeddable, ...(embeddable.discriminator?.variants().values() ?? [])])];
}

/** The class whose `@Embeddable` names the key. */
function rootOf(type: EntityClass): EntityClass {
  // safe: options with a discriminator have been checked to have a root
  return classChain(type).find(
    (each) => ownEmbeddableOptions(each)?.discriminator?.key !== undefined,
  )!;
}

function isWithin(type: EntityClass, base: EntityClass): boolean {
  return type === base || type.prototype instanceof base;
}

function byValue(
  classes: readonly EntityClass[],
  usedBy: string,
  scope: BuildScope,
): ReadonlyMap<string, EmbeddableMetadata> {
  const found = new Map<string, EmbeddableMetadata>();
  for (const type of classes) {
    const value = ownEmbeddableOptions(type)?.discriminator?.value;
    if (value === undefined) continue;
    const other = found.get(value);
    if (other !== undefined) {
      throw new MetadataError(
        type.name,
        `the discriminator value '${value}' is already used by ${other.name}; give each class its own`,
      );
    }
    found.set(value, scope.embeddableOf(type, usedBy, scope));
  }
  return found;
}
