import type { PropertyMetadata } from '../metadata/property-metadata.js';
import { stepTo } from '../metadata/resolve-path.js';
import type { EmbeddedMetadata, ValueMetadata } from '../metadata/value-metadata.js';

/** One step into a list or map. */
export type FieldStep =
  | { readonly kind: 'mapKey'; readonly key: string | number | bigint | Uint8Array }
  | { readonly kind: 'listIndex'; readonly index: number };

/**
 * Where the value is: in a bin, the record's user key, its ttl, the time it expires at, its generation
 * (which the server cannot compare), or, inside `some(…)`, the element under test or its map key.
 */
export type FieldSource =
  | 'bin'
  | 'userKey'
  | 'ttl'
  | 'expiresAt'
  | 'generation'
  | 'element'
  | 'elementKey';

/** A value that conditions name: a property, or something inside it. Frozen. */
export interface FieldPath {
  readonly source: FieldSource;
  /** Empty when the source is no bin. */
  readonly binName: string;
  readonly steps: readonly FieldStep[];
  readonly value: ValueMetadata;
  /** `Class.property.property`, with keys and indexes: for errors. */
  readonly label: string;
  /** Put before bin names of properties below, when an embedded object is spread over bins. */
  readonly prefix: string;
  /** Whether the property may be the id: true only for the entity's own. */
  readonly isId: boolean;
  /** The record stores its user key, so that conditions can see it. */
  readonly keyStored: boolean;
  /** How many `some(…)` are around the element under test; 0 outside. */
  readonly level: number;
}

/** The path of an entity's own property. */
export function rootPath(property: PropertyMetadata, sendKey: boolean): FieldPath {
  return Object.freeze({
    source: sourceOf(property),
    binName: property.storedName ?? '',
    steps: [],
    value: property.value,
    label: property.label,
    prefix: '',
    isId: property.role === 'id',
    keyStored: sendKey,
    level: 0,
  });
}

/** The path of a bin that no property is named by: a discriminator. */
export function binPath(binName: string, value: ValueMetadata, label: string): FieldPath {
  const place = { source: 'bin', binName, steps: [], prefix: '' } as const;
  return Object.freeze({ ...place, value, label, isId: false, keyStored: false, level: 0 });
}

/** The path of a property of an embedded object. */
export function propertyPath(
  owner: FieldPath,
  embedded: EmbeddedMetadata,
  property: PropertyMetadata,
): FieldPath {
  const label = `${owner.label}.${property.property}`;
  const { value } = property;
  if (embedded.as !== 'bins') return extend(owner, stepTo(embedded, property), value, label);
  const prefix = owner.prefix + embedded.prefix;
  const binName = property.storedName === null ? '' : prefix + property.storedName;
  return Object.freeze({ ...owner, binName, value, label, prefix });
}

/** The path of a list element; negative indexes count from the end. */
export function elementPath(owner: FieldPath, element: ValueMetadata, index: number): FieldPath {
  return extend(owner, { kind: 'listIndex', index }, element, `${owner.label}[${index}]`);
}

/** The path of a map's value. */
export function entryPath(
  owner: FieldPath,
  value: ValueMetadata,
  key: string | number | bigint | Uint8Array,
): FieldPath {
  const shown = key instanceof Uint8Array ? Buffer.from(key).toString('hex') : String(key);
  return extend(owner, { kind: 'mapKey', key }, value, `${owner.label}[${shown}]`);
}

/** The element that `some(…)` puts to the test. */
export function elementUnderTest(owner: FieldPath, value: ValueMetadata, level: number): FieldPath {
  return Object.freeze({
    ...owner,
    source: 'element',
    binName: '',
    steps: [],
    value,
    label: `${owner.label}[*]`,
    isId: false,
    level,
  });
}

/** The map key of the element under test, which is the id of an element of a keyed list. */
export function keyUnderTest(element: FieldPath, property: PropertyMetadata): FieldPath {
  const label = `${element.label}.${property.property}`;
  return Object.freeze({ ...element, source: 'elementKey', value: property.value, label });
}

/** A text that is equal for equal places. */
export function pathKey(path: FieldPath): string {
  const steps = path.steps.map((step) =>
    step.kind === 'listIndex' ? `[${step.index}]` : `.${stepKeyText(step.key)}`,
  );
  return `${path.source}:${path.binName}${steps.join('')}`;
}

/** A map key as text, with its type. */
export function stepKeyText(key: string | number | bigint | Uint8Array): string {
  if (typeof key === 'string') return JSON.stringify(key);
  if (typeof key === 'object') return `0x${Buffer.from(key).toString('hex')}`;
  return String(key);
}

function extend(owner: FieldPath, step: FieldStep, value: ValueMetadata, label: string): FieldPath {
  const steps = Object.freeze([...owner.steps, Object.freeze(step)]);
  return Object.freeze({ ...owner, steps, value, label, isId: false });
}

function sourceOf(property: PropertyMetadata): FieldSource {
  if (property.role === 'ttl') return 'ttl';
  if (property.role === 'expiresAt') return 'expiresAt';
  if (property.role === 'version') return 'generation';
  return property.role === 'id' && property.storedName === null ? 'userKey' : 'bin';
}
