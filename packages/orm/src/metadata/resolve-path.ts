import { MetadataError } from '../error/metadata-error.js';
import type { EntityMetadata } from './entity-metadata.js';
import type { PathStep } from './index-metadata.js';
import { pathProperties } from './embedded-property.js';
import { listLayout } from './list-layout.js';
import type { PropertyMetadata } from './property-metadata.js';
import type { EmbeddedMetadata, ValueMetadata } from './value-metadata.js';

/** Where a property path is stored. */
export interface StoredPath {
  /** Null for what is no bin: look at the property's role. */
  readonly binName: string | null;
  /** Steps from the bin into the nested value. */
  readonly steps: readonly PathStep[];
  readonly value: ValueMetadata;
  /** The last property of the path. */
  readonly property: PropertyMetadata;
  /** `Class.property.property`, for errors. */
  readonly label: string;
}

/**
 * Finds the bin and the steps inside it for a property path such as `['address', 'city']`.
 *
 * @throws MetadataError when a property does not exist
 */
export function resolvePath(metadata: EntityMetadata, path: readonly string[]): StoredPath {
  const [first = '', ...rest] = path;
  const property = metadata.property.get(first);
  if (property === undefined) throw unknownProperty(metadata.name, first, metadata.properties);
  let found: StoredPath = {
    binName: property.storedName,
    steps: [],
    value: property.value,
    property,
    label: property.label,
  };
  let prefix = '';
  for (const name of rest) {
    if (found.value.kind === 'embedded') prefix += found.value.prefix;
    found = descend(found, name, prefix);
  }
  return found;
}

/** The stored path of a property of an embedded object. */
function descend(from: StoredPath, name: string, prefix: string): StoredPath {
  const { value } = from;
  if (value.kind !== 'embedded') {
    throw new MetadataError(from.label, `is not an embedded object, so it has no '${name}'`);
  }
  const properties = pathProperties(value);
  const property = properties.get(name);
  if (property === undefined) throw unknownProperty(from.label, name, [...properties.values()]);
  const label = `${from.label}.${name}`;
  if (value.as === 'bins') {
    const binName = property.storedName === null ? null : `${prefix}${property.storedName}`;
    return { binName, steps: [], value: property.value, property, label };
  }
  const steps = [...from.steps, stepTo(value, property)];
  return { binName: from.binName, steps, value: property.value, property, label };
}

/** The step from an embedded object (as map or list) to one of its properties. */
export function stepTo(owner: EmbeddedMetadata, property: PropertyMetadata): PathStep {
  if (owner.as === 'list') {
    return { kind: 'listIndex', index: placeOf(owner, property) };
  }
  return { kind: 'mapKey', key: property.storedName ?? property.property };
}

function placeOf({ embeddable }: EmbeddedMetadata, property: PropertyMetadata): number {
  const index = listLayout(embeddable).indexOf(property);
  if (index >= 0) return index;
  throw new MetadataError(property.label, 'was retired by @Until, so lists have no place for it');
}

function unknownProperty(
  owner: string,
  name: string,
  known: readonly PropertyMetadata[],
): MetadataError {
  const names = known.map(({ property }) => property).join(', ');
  return new MetadataError(`${owner}.${name}`, `is not a mapped property; there are ${names}`);
}
