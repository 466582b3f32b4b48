import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import type { DiscriminatorMetadata, EntityMetadata } from './entity-metadata.js';
import { registry } from './registry.js';
import { childValue, type ResolvedOptions } from './resolve-options.js';
import type { BuildScope } from './value-type.js';

/** What tells the classes of a hierarchy apart; null for an entity outside of any. */
export function discriminatorOf(
  type: EntityClass,
  { options, root, value }: ResolvedOptions,
  { entityOf }: BuildScope,
): DiscriminatorMetadata | null {
  const { discriminator } = options;
  if (root === null || discriminator === undefined) return null;
  checkValue(type, value, root, discriminator.value);
  let known: { readonly size: number; readonly byValue: ReadonlyMap<string, EntityMetadata> } = {
    size: -1,
    byValue: new Map(),
  };
  return {
    binName: discriminator.bin,
    value,
    root: () => entityOf(root),
    children: () => {
      // Classes may be declared after the first call, in a module that is imported later.
      const derived = registry.children.get(root) ?? [];
      if (derived.length !== known.size) {
        known = { size: derived.length, byValue: byValue(root, derived, entityOf) };
      }
      return known.byValue;
    },
  };
}

function checkValue(
  type: EntityClass,
  value: string | null,
  root: EntityClass,
  rootValue: string | undefined,
): void {
  if (value === null) return;
  const others = (registry.children.get(root) ?? []).map((other) => [other, childValue(other)]);
  const classes = [[root, rootValue] as const, ...others];
  for (const [other, taken] of classes) {
    if (other === type || taken !== value) continue;
    const name = (other as EntityClass).name;
    throw new MetadataError(
      type.name,
      `the discriminator value '${value}' is already used by ${name}; give each class its own`,
    );
  }
}

function byValue(
  root: EntityClass,
  derived: readonly EntityClass[],
  entityOf: BuildScope['entityOf'],
): ReadonlyMap<string, EntityMetadata> {
  const classes = new Map<string, EntityMetadata>();
  for (const type of [root, ...derived]) {
    const metadata = entityOf(type);
    const value = metadata.discriminator?.value;
    if (value !== undefined && value !== null) classes.set(value, metadata);
  }
  return classes;
}

/**
 * The metadata of an instance: that of its class where the classes of a hierarchy share a set.
 *
 * @throws MetadataError when the class is abstract, or none of the hierarchy
 */
export function metadataOfInstance<T extends object>(
  metadata: EntityMetadata<T>,
  instance: object,
): EntityMetadata<T> {
  const { discriminator } = metadata;
  if (discriminator === null) return metadata;
  let type: unknown = instance.constructor;
  for (; typeof type === 'function'; type = Object.getPrototypeOf(type)) {
    for (const child of discriminator.children().values()) {
      // safe: the instance is of a class derived from T, or of T itself
      if (child.entity === type) return child as unknown as EntityMetadata<T>;
    }
  }
  if (instance.constructor === Object && discriminator.value !== null) return metadata;
  throw new MetadataError(
    metadata.name,
    `cannot say which class ${instance.constructor.name} is; use an instance of ${[...discriminator.children().values()].map(({ name }) => name).join(', ')}`,
  );
}

/**
 * The metadata for the discriminator value of a record.
 *
 * @throws MetadataError when no class has the value
 */
export function metadataOfValue<T extends object>(
  metadata: EntityMetadata<T>,
  value: unknown,
): EntityMetadata<T> {
  const { discriminator } = metadata;
  if (discriminator === null || value === discriminator.value) return metadata;
  const classes = discriminator.children();
  const found = classes.get(value as string);
  // safe: the classes of the hierarchy are T or derived from it
  if (found !== undefined) return found as unknown as EntityMetadata<T>;
  throw new MetadataError(
    metadata.name,
    `a record has ${discriminator.binName} = ${JSON.stringify(value) ?? 'nothing'}; there are ${[...classes.keys()].join(', ')}; is the class imported and listed in entities?`,
  );
}
