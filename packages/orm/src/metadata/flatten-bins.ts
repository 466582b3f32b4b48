import { MetadataError } from '../error/metadata-error.js';
import type { MappedBin } from './entity-metadata.js';
import type { PropertyMetadata } from './property-metadata.js';

/** The bins of a property: one, or those of an object embedded as bins. */
export function flattenBins(property: PropertyMetadata): MappedBin[] {
  return flatten(property, '', []);
}

function flatten(
  property: PropertyMetadata,
  prefix: string,
  owners: readonly string[],
): MappedBin[] {
  const path = [...owners, property.property];
  const { value, storedName } = property;
  if (storedName !== null) {
    return [{ binName: `${prefix}${storedName}`, path, value, property }];
  }
  if (value.kind !== 'embedded') return [];
  if (owners.length > 8) {
    throw new MetadataError(property.label, `a class embedded as bins cannot contain itself`);
  }
  return value.embeddable.properties.flatMap((nested) =>
    flatten(nested, `${prefix}${value.prefix}`, path),
  );
}
