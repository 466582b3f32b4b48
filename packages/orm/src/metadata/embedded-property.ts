import { isDeepStrictEqual } from 'node:util';
import type { PropertyMetadata } from './property-metadata.js';
import type {
  EmbeddableDiscriminator,
  EmbeddableMetadata,
  EmbeddedMetadata,
} from './value-metadata.js';

interface Known {
  readonly variants: ReadonlyMap<string, EmbeddableMetadata>;
  readonly properties: ReadonlyMap<string, PropertyMetadata>;
}

const known = new WeakMap<EmbeddableMetadata, Known>();

/**
 * The properties by which paths go into an embedded object: those of its class and, where it is the
 * base of others and stored as a map, the discriminator and what the others have. Of those only what
 * all that have it store alike; in lists, each class has other properties in one place.
 */
export function pathProperties({
  as,
  embeddable,
}: EmbeddedMetadata): ReadonlyMap<string, PropertyMetadata> {
  const { discriminator } = embeddable;
  if (discriminator === null || as === 'list') return embeddable.property;
  const variants = discriminator.variants();
  const before = known.get(embeddable);
  if (before?.variants === variants) return before.properties;
  const properties = new Map([
    [discriminator.key, kindProperty(embeddable, discriminator)],
    ...sharedProperties([...variants.values()]),
    ...embeddable.property,
  ]);
  known.set(embeddable, { variants, properties });
  return properties;
}

function sharedProperties(variants: readonly EmbeddableMetadata[]): [string, PropertyMetadata][] {
  const shared = new Map<string, PropertyMetadata | null>();
  for (const property of variants.flatMap(({ properties }) => properties)) {
    const other = shared.get(property.property);
    const isNew = other === undefined;
    const isAlike = isNew || (other !== null && isStoredAlike(other, property));
    if (isNew || !isAlike) shared.set(property.property, isAlike ? property : null);
  }
  return [...shared].flatMap(([name, property]) => (property === null ? [] : [[name, property]]));
}

function isStoredAlike(left: PropertyMetadata, right: PropertyMetadata): boolean {
  return left.storedName === right.storedName && isDeepStrictEqual(left.value, right.value);
}

/** The discriminator as a property, for conditions. */
function kindProperty(
  { name }: EmbeddableMetadata,
  { key }: EmbeddableDiscriminator,
): PropertyMetadata {
  return Object.freeze({
    property: key,
    label: `${name}.${key}`,
    role: 'bin',
    storedName: key,
    value: Object.freeze({ kind: 'string', converter: null }),
    nullable: true,
    default: undefined,
    merge: null,
    audit: null,
    selected: true,
    since: null,
    until: null,
    ordinal: null,
  } satisfies PropertyMetadata);
}
