import { MetadataError } from '../error/metadata-error.js';
import { checkChoice, checkSwitch, checkWhole } from './check-options.js';
import type { DeclarationOf, ListOptions } from './member-declaration.js';
import type {
  KeyedListMetadata,
  ListMetadata,
  MapMetadata,
  ValueMetadata,
} from './value-metadata.js';
import type { ValueSources } from './value-type.js';

/** The value of a `@ListBin` property. */
export function buildList(
  { of, options }: DeclarationOf<'ListBin'>,
  { label, elementOf }: ValueSources,
): ListMetadata | KeyedListMetadata {
  checkChoice('as', options.as, ['list', 'map'], label);
  checkChoice('order', options.order, ['ordered', 'unordered'], label);
  checkSwitch('unique', options.unique, label);
  checkWhole('maxItems', options.maxItems, [1, Number.MAX_SAFE_INTEGER], label);
  const element = elementOf(of);
  if (options.as === 'map') return keyedList(element, options, label);
  return {
    kind: 'list',
    element,
    ordered: options.order === 'ordered',
    unique: options.unique ?? false,
    maxItems: options.maxItems ?? null,
  };
}

const keyKinds: readonly string[] = ['string', 'int', 'bigint', 'bytes', 'dynamic'];

function keyedList(element: ValueMetadata, options: ListOptions, label: string): KeyedListMetadata {
  for (const option of ['order', 'unique', 'maxItems'] as const) {
    if (options[option] === undefined) continue;
    throw new MetadataError(label, `${option} is for lists; as: 'map' is sorted and unique by id`);
  }
  if (element.kind !== 'embedded') {
    throw new MetadataError(label, `as: 'map' needs elements of a class with an @Id property`);
  }
  const key = element.embeddable.id;
  if (key === null) {
    throw new MetadataError(
      label,
      `as: 'map' needs the id of its elements; add @Id() to a property of ${element.embeddable.name}`,
    );
  }
  if (!keyKinds.includes(key.value.kind)) {
    throw new MetadataError(
      key.label,
      `is the key of a map, so it must be a string, int, bigint or bytes; it is ${key.value.kind}`,
    );
  }
  return { kind: 'keyedList', element, key };
}

/** The value of a `@MapBin` property. */
export function buildMap(
  { of, options }: DeclarationOf<'MapBin'>,
  { label, elementOf }: ValueSources,
): MapMetadata {
  checkChoice('key', options.key, ['string', 'int', 'bytes'], label);
  checkChoice('as', options.as, ['map', 'object'], label);
  checkChoice('order', options.order, ['unordered', 'key', 'key-value'], label);
  checkSwitch('persistIndex', options.persistIndex, label);
  const { key = 'string', as = 'map', order = 'key', persistIndex = false } = options;
  if (as === 'object' && key !== 'string') {
    throw new MetadataError(label, `a plain object has string keys; use a Map for key: '${key}'`);
  }
  if (persistIndex && order === 'unordered') {
    throw new MetadataError(label, `an unordered map has no index to persist; leave out order`);
  }
  return { kind: 'map', key, value: elementOf(of), as, order, persistIndex };
}
