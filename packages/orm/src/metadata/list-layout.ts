import type { PropertyMetadata } from './property-metadata.js';
import type { EmbeddableMetadata } from './value-metadata.js';

/**
 * The properties of an embedded class in the order in which lists hold them: first those with an
 * `@Ordinal`, by that, then the others in the order of declaration. Retired properties and those of
 * later layouts have no place.
 *
 * @param version the layout; default: the one that is written
 */
export function listLayout(
  { properties, schemaVersion }: EmbeddableMetadata,
  version: number | null = schemaVersion,
): readonly PropertyMetadata[] {
  const present =
    version === null
      ? properties
      : properties.filter(
          ({ since, until }) => (since ?? 1) <= version && version <= (until ?? version),
        );
  return present.toSorted((left, right) => place(left) - place(right));
}

function place({ ordinal }: PropertyMetadata): number {
  return ordinal ?? Number.MAX_SAFE_INTEGER;
}
