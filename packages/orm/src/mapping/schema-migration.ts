import type { BinValue, Bins } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import { MappingError } from '../error/mapping-error.js';
import { messageOf } from '../error/message-of.js';
import type { EntityMetadata, SchemaVersionMetadata } from '../metadata/entity-metadata.js';
import { binEquals } from './bin-equals.js';
import { copyStored } from './dynamic-mapper.js';
import { ownValue } from './own-value.js';
import { isPlainObject } from './plain-object.js';
import { setOwn } from './set-own.js';

/** The bins of a record in the form the class has now. */
export interface MigratedBins {
  readonly bins: Bins;
  /**
   * What a save writes to bring the record to that form, besides the bins of properties: the schema
   * version, removed bins (null), and made or changed ones that no property holds.
   */
  readonly pending: ReadonlyMap<string, BinValue>;
}

/**
 * Brings the bins of a record that an older version of the class has written to the present form.
 *
 * @returns null when there is nothing to do
 * @throws MappingError when a migration fails, or the record is newer than the class
 */
export function migrateBins(
  metadata: EntityMetadata,
  read: Bins,
  isWhole: boolean,
): MigratedBins | null {
  const { name, schemaVersion } = metadata;
  if (schemaVersion === null) return null;
  const from = versionOf(name, schemaVersion, read);
  if (from === schemaVersion.version) return null;
  if (!isWhole) {
    throw new MappingError(
      name,
      `the record has schema version ${from} and must be migrated to ${schemaVersion.version}, which needs all its bins; read it without a selection`,
    );
  }
  // What is known of the record stays as it was read, whatever a migration does to its bins.
  let bins = copyOf(read);
  for (let version = from; version < schemaVersion.version; version++) {
    try {
      bins = migrated(schemaVersion, version, bins);
    } catch (error) {
      throw new MappingError(name, `migration of version ${version}: ${messageOf(error)}`, error);
    }
  }
  return { bins, pending: pendingBins(metadata, schemaVersion, read, bins) };
}

function migrated({ migrate }: SchemaVersionMetadata, version: number, bins: Bins): Bins {
  const result: unknown = migrate.get(version)?.(bins) ?? bins;
  // safe: what a migration gives becomes property values, or is checked when it is written
  if (isPlainObject(result)) return result as Bins;
  throw new TypeError(`must return the bins as a plain object; got ${describeValue(result)}`);
}

function copyOf(bins: Bins): Bins {
  const copy = {};
  for (const [bin, value] of Object.entries(bins)) setOwn(copy, bin, copyStored(value));
  return copy;
}

function pendingBins(
  { id, bins: mapped, discriminator }: EntityMetadata,
  { binName, version }: SchemaVersionMetadata,
  read: Bins,
  bins: Bins,
): Map<string, BinValue> {
  const pending = new Map<string, BinValue>();
  // Which record it is, and of which class, does not change with the form of its bins.
  const fixed = new Set([binName, id.storedName, discriminator?.binName]);
  for (const bin of Object.keys(read)) {
    if ((ownValue(bins, bin) ?? null) === null && !fixed.has(bin)) pending.set(bin, null);
  }
  const held = new Set(mapped.map((own) => own.binName));
  if (id.storedName !== null) held.delete(id.storedName);
  for (const bin of Object.keys(bins)) {
    const value = ownValue(bins, bin) ?? null;
    if (value === null || held.has(bin) || binEquals(ownValue(read, bin), value)) continue;
    pending.set(bin, value);
  }
  return pending.set(binName, version);
}

/** A record without the bin was written before there were versions. */
function versionOf(name: string, { version, binName }: SchemaVersionMetadata, bins: Bins): number {
  const stored = ownValue(bins, binName) ?? 1;
  if (typeof stored !== 'number' || !Number.isSafeInteger(stored) || stored < 1) {
    throw new MappingError(
      name,
      `bin ${binName} holds ${describeValue(stored)}, no schema version`,
    );
  }
  if (stored <= version) return stored;
  throw new MappingError(
    name,
    `the record has schema version ${stored}, and the class knows up to ${version}; use the newer class`,
  );
}
