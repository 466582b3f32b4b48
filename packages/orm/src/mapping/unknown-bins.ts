import type { BinValue, Bins } from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import type { EntityMetadata, UnknownBins } from '../metadata/entity-metadata.js';
import { entityMapper } from './entity-mapper.js';
import { stateOf } from './entity-state.js';
import { mapperOf } from './mapper-of.js';
import { ownValue } from './own-value.js';
import { setOwn } from './set-own.js';

/**
 * The bins of a record that the class does not map, as `unknownBins` wants them.
 *
 * @returns undefined when there are none to keep
 * @throws MappingError for `throw`
 */
export function keepUnknownBins(
  metadata: EntityMetadata,
  bins: Bins,
  rule: UnknownBins,
): Bins | undefined {
  if (rule === 'ignore') return undefined;
  const { binNames } = entityMapper(metadata);
  let unknown: Record<string, BinValue> | undefined;
  for (const bin of Object.keys(bins)) {
    if (binNames.has(bin)) continue;
    if (rule === 'throw') {
      throw new MappingError(
        metadata.name,
        `the record has the bin '${bin}', which the class does not map; map it, or set unknownBins to 'keep' or 'ignore'`,
      );
    }
    setOwn((unknown ??= {}), bin, bins[bin] as BinValue);
  }
  if (rule === 'throw') refuseUnknownKeys(metadata, bins);
  return unknown;
}

function refuseUnknownKeys(metadata: EntityMetadata, bins: Bins): void {
  for (const { binName, property, value } of metadata.bins) {
    const stored = ownValue(bins, binName) ?? null;
    const path = stored === null ? undefined : mapperOf(value).unknownIn?.(stored);
    if (path === undefined) continue;
    throw new MappingError(
      `${property.label}${path}`,
      `is in the record, but no class maps it; map it, or set unknownBins to 'keep' or 'ignore'`,
    );
  }
}

/**
 * The bins of the record of an entity that its class does not map, as they were read under
 * `unknownBins: 'keep'`. They stay in the record when the entity is saved or replaced.
 *
 * @returns an empty object for a new entity, and under `'ignore'`
 */
export function unknownBins(entity: object): Bins {
  return stateOf(entity)?.unknown ?? {};
}
