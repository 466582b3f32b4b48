import { isDeepStrictEqual } from 'node:util';
import { exp, type Expression } from '@aeroform/core';
import { MetadataError } from '../error/metadata-error.js';
import { pathProperties } from '../metadata/embedded-property.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { IndexMetadata, SindexType } from '../metadata/index-metadata.js';
import type { EmbeddedMetadata } from '../metadata/value-metadata.js';
import { compileDefinite } from './compile-condition.js';
import { pathValue } from './compile-path.js';
import type { Condition } from './condition.js';
import { looksBeyond, pathsOf } from './condition-paths.js';
import { conditionOf } from './expr-node.js';
import { type FieldPath, propertyPath, rootPath } from './field-path.js';
import { formatCondition } from './format-condition.js';
import { conjunctsOf, normalise } from './normalise.js';
import { rootFields } from './root-fields.js';
import type { ValueType } from './value-type.js';

/** `@Index({ where })`: an index of the records that fulfil a condition. */
export interface PartialIndex {
  /** Its declaration. */
  readonly index: IndexMetadata;
  /** The indexed value where the condition holds, else unknown: servers index no unknown values. */
  readonly expression: Expression;
  /** The same as servers list it. */
  readonly base64: string;
  /** What all indexed records fulfil. */
  readonly holds: readonly Condition[];
}

const VALUE_TYPES: Readonly<Record<SindexType, ValueType>> = {
  numeric: 'int',
  string: 'string',
  blob: 'blob',
  geo2dsphere: 'geojson',
};

/** What stays as it is until the record is written again. */
const STORED: ReadonlySet<string> = new Set(['bin', 'element', 'elementKey']);

const known = new WeakMap<IndexMetadata, PartialIndex>();

/**
 * The expression of a declared index with a condition; null for one without.
 *
 * @throws MetadataError for a condition on what changes without a write, such as the time to live
 */
export function partialIndex(metadata: EntityMetadata, index: IndexMetadata): PartialIndex | null {
  if (index.where === null) return null;
  const before = known.get(index);
  if (before !== undefined) return before;
  const condition = conditionOf(index.where(rootFields(metadata)));
  checkStored(condition, index.label);
  const value = pathValue(pathOf(metadata, index.path), typeOf(index));
  const expression = exp.cond(
    compileDefinite(condition),
    // safe: all values are alike to the builder of a condition
    value as Expression<'int'>,
    exp.unknown(),
  );
  const holds = conjunctsOf(normalise(condition));
  const made = { index, expression, base64: exp.toBase64(expression), holds };
  known.set(index, made);
  return made;
}

/** The declared indexes with a condition. */
export function partialIndexes(metadata: EntityMetadata): PartialIndex[] {
  return metadata.indexes.flatMap((index) => partialIndex(metadata, index) ?? []);
}

/** Tells whether two conditions, normalised, are the same. */
export function isSameCondition(left: Condition, right: Condition): boolean {
  return isDeepStrictEqual(left, right);
}

/** What is indexed where the condition holds, in words. */
export function formatHolds({ holds }: PartialIndex): string {
  return holds.map(formatCondition).join(' and ');
}

function typeOf({ collection, type }: IndexMetadata): ValueType {
  if (collection === 'default') return VALUE_TYPES[type];
  return collection === 'list' ? 'list' : 'map';
}

function pathOf(metadata: EntityMetadata, [first = '', ...rest]: readonly string[]): FieldPath {
  // safe: the path of a declared index is one of mapped properties
  let path = rootPath(metadata.property.get(first)!, metadata.sendKey);
  for (const name of rest) {
    const owner = path.value as EmbeddedMetadata;
    path = propertyPath(path, owner, pathProperties(owner).get(name)!);
  }
  return path;
}

/** The server looks at a record only when it is written. */
function checkStored(condition: Condition, label: string): void {
  const other = pathsOf(condition).find(({ source }) => !STORED.has(source));
  if (other === undefined && looksBeyond(condition, 0) === null) return;
  throw new MetadataError(
    label,
    `where of @Index looks at ${other?.label ?? 'what the server computes of the record'}, which may change without a write; make the condition of properties in bins`,
  );
}
