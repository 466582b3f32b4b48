import { describeValue } from '../error/describe-value.js';
import { MetadataError } from '../error/metadata-error.js';
import { indexesOfEmbedded } from './build-embeddable.js';
import { pathProperties } from './embedded-property.js';
import type { EntityMetadata } from './entity-metadata.js';
import type { IndexMetadata, SindexCollection, SindexType } from './index-metadata.js';
import { checkChoice } from './check-options.js';
import type { IndexOptions } from './member-declaration.js';
import type { PropertyMetadata } from './property-metadata.js';
import { resolvePath, type StoredPath } from './resolve-path.js';
import { type StoredType, storedTypeOf, type ValueMetadata } from './value-metadata.js';

/** The server keeps index names in 64 bytes with a terminating zero. */
const INDEX_NAME_MAX_BYTES = 63;

/** The indexes declared on one path. */
export interface DeclaredIndexes {
  readonly path: readonly string[];
  readonly options: readonly IndexOptions[];
}

/** The indexes declared inside the embedded objects of a property. */
export function nestedIndexes(
  property: PropertyMetadata,
  path: readonly string[],
): DeclaredIndexes[] {
  const { value } = property;
  if (value.kind !== 'embedded' || path.length > 8) return [];
  return [...pathProperties(value).values()].flatMap((nested) => {
    const nestedPath = [...path, nested.property];
    return [
      { path: nestedPath, options: indexesOfEmbedded(nested) },
      ...nestedIndexes(nested, nestedPath),
    ];
  });
}

/** Makes the metadata of all declared indexes and refuses those that no server can hold. */
export function buildIndexes(
  metadata: EntityMetadata,
  declared: readonly DeclaredIndexes[],
): IndexMetadata[] {
  const indexes = declared.flatMap(({ path, options }) =>
    options.map((each) => buildIndex(metadata, path, each)),
  );
  const seen = new Set<string>();
  for (const { name, label } of indexes) {
    if (seen.has(name)) throw new MetadataError(label, `index name '${name}' is used twice`);
    seen.add(name);
  }
  return indexes;
}

function buildIndex(
  metadata: EntityMetadata,
  owner: readonly string[],
  options: IndexOptions,
): IndexMetadata {
  const path = options.path === undefined ? owner : [...owner, ...options.path.split('.')];
  const stored = resolvePath(metadata, path);
  const { binName, steps, label } = stored;
  if (binName === null) {
    const remedy =
      stored.property.role === 'id'
        ? 'find by id needs no index; use storeAsBin to index the id'
        : 'name a property inside it with path';
    throw new MetadataError(label, `@Index needs a property in a bin; ${remedy}`);
  }
  checkChoice('type', options.type, ['numeric', 'string', 'geo2dsphere', 'blob'], label);
  const collection = collectionOf(stored, options);
  const type = options.type ?? typeOf(stored.value, collection, label);
  const nested = path.length > 1 && steps.length > 0 ? `_${path.slice(1).join('_')}` : '';
  const where = whereOf(options, label);
  const part = where === null ? '' : '_where';
  const suffix = (collection === 'default' || collection === 'list' ? '' : `_${collection}`) + part;
  const name = options.name ?? `${metadata.set}_${binName}${nested}${suffix}`;
  checkIndexName(name, label);
  return { name, path, binName, steps, type, collection, where, label };
}

function whereOf({ where }: IndexOptions, label: string): IndexMetadata['where'] {
  if (where === undefined) return null;
  if (typeof where === 'function') return where;
  throw new MetadataError(
    label,
    `where of @Index takes a function, as where: (f) => f.status.eq('new'); got ${describeValue(where)}`,
  );
}

/** Refuses an index name that no server takes. */
export function checkIndexName(name: string, label: string): void {
  const bytes = Buffer.byteLength(name);
  if (bytes > 0 && bytes <= INDEX_NAME_MAX_BYTES && !/[\0;:=]/.test(name)) return;
  throw new MetadataError(
    label,
    `index name '${name}' has ${bytes} bytes, the server allows 1 to ${INDEX_NAME_MAX_BYTES} and none of ; : =; give another name`,
  );
}

function collectionOf({ value, label }: StoredPath, { on }: IndexOptions): SindexCollection {
  checkChoice('on', on, ['default', 'list', 'mapKeys', 'mapValues'], label);
  if (value.kind === 'map' && on !== 'mapKeys' && on !== 'mapValues') {
    throw new MetadataError(label, `@Index on a map needs on: 'mapKeys' or on: 'mapValues'`);
  }
  if (value.kind === 'keyedList' && on !== 'mapKeys') {
    throw new MetadataError(label, `@Index on a list as: 'map' needs on: 'mapKeys', its ids`);
  }
  if (value.kind === 'list' || value.kind === 'set') {
    if (on === undefined || on === 'list') return 'list';
    throw new MetadataError(label, `@Index on a list indexes its elements; leave out on: '${on}'`);
  }
  if (on !== undefined && on !== 'default' && !hasEntries(value)) {
    throw new MetadataError(label, `on: '${on}' is for collections; leave it out`);
  }
  return on ?? 'default';
}

/** What may be a map on the server. */
function hasEntries({ kind }: ValueMetadata): boolean {
  return kind === 'map' || kind === 'keyedList' || kind === 'dynamic';
}

const sindexTypeOf: Readonly<Record<StoredType, SindexType | null>> = {
  int: 'numeric',
  string: 'string',
  blob: 'blob',
  geojson: 'geo2dsphere',
  double: null,
  bool: null,
  hll: null,
};

function typeOf(value: ValueMetadata, collection: SindexCollection, label: string): SindexType {
  const indexed = indexedValue(value, collection);
  if (indexed.kind === 'reference' && indexed.by === 'digest') return 'blob';
  if (indexed.kind === 'dynamic' || indexed.kind === 'reference') {
    throw new MetadataError(
      label,
      `the type to index is unknown; write @Index({ type: 'numeric' }) (or 'string', 'geo2dsphere', 'blob')`,
    );
  }
  const type = indexed.kind in storedTypeOf ? storedTypeOf[indexed.kind as never] : undefined;
  const sindexType = type === undefined ? null : sindexTypeOf[type as StoredType];
  if (sindexType !== null) return sindexType;
  const remedy = indexed.kind === 'embedded' ? '; name a property inside it with path' : '';
  throw new MetadataError(label, `the server has no index for ${indexed.kind} values${remedy}`);
}

function indexedValue(value: ValueMetadata, collection: SindexCollection): ValueMetadata {
  if (value.kind === 'list' || value.kind === 'set') return value.element;
  if (value.kind === 'keyedList') return value.key.value;
  if (value.kind !== 'map') return value;
  if (collection === 'mapValues') return value.value;
  return { kind: value.key, converter: null };
}
