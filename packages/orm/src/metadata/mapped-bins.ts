import type { DiscriminatorMetadata, MappedBin, SchemaVersionMetadata } from './entity-metadata.js';
import { flattenBins } from './flatten-bins.js';
import type { PropertyMetadata } from './property-metadata.js';
import { checkBinName, checkUnique } from './stored-name.js';

/** Bins that the mapper keeps beside those of the properties. */
export interface KeptBins {
  readonly discriminator: DiscriminatorMetadata | null;
  readonly schemaVersion: SchemaVersionMetadata | null;
  /** Name of the class. */
  readonly owner: string;
}

/** The bins of all properties; refuses names that no server takes, and those that are used twice. */
export function mappedBins(properties: readonly PropertyMetadata[], kept: KeptBins): MappedBin[] {
  const names = new Map<string, string>();
  const add = (binName: string, label: string): void => {
    checkBinName(binName, label);
    checkUnique(names, binName, label);
    names.set(binName, label);
  };
  if (kept.discriminator !== null) {
    add(kept.discriminator.binName, `the discriminator of ${kept.owner}`);
  }
  if (kept.schemaVersion !== null) {
    add(kept.schemaVersion.binName, `the schema version of ${kept.owner}`);
  }
  const bins = properties.flatMap(flattenBins);
  for (const { binName, property, path } of bins) {
    add(binName, path.length > 1 ? `${property.label} (in ${path.join('.')})` : property.label);
  }
  return bins;
}
