import type { BinValue, OperateOrderedResult } from '@aeroform/core';
import { binsAfterWrite } from '../mapping/stored-bins.js';
import { type EntityState, setState, stateOf } from '../mapping/entity-state.js';
import { propertyFromBin } from '../mapping/from-bin.js';
import { heldProperties, loadedAfterWrite } from '../mapping/held-properties.js';
import { mayBeStale, stillDefaulted } from './finish-write.js';
import type { EntityMetadata, MappedBin } from '../metadata/entity-metadata.js';

/** Puts the bins that were written, and the version, into the entity. */
export function patchEntity(
  metadata: EntityMetadata,
  entity: object,
  written: ReadonlyMap<string, BinValue>,
  { key, meta }: OperateOrderedResult,
): void {
  const state = stateOf(entity);
  const target = entity as Record<string, unknown>;
  const bins = new Map(state?.bins);
  const held = state === undefined ? null : heldProperties(metadata, entity, state);
  for (const bin of metadata.bins) {
    const value = written.get(bin.binName);
    if (value === undefined || held?.has(bin.path[0] ?? '') === false) continue;
    setAt(target, bin, value, metadata);
    if (value === null) bins.delete(bin.binName);
    else bins.set(bin.binName, value);
  }
  if (metadata.version !== null) target[metadata.version.property] = meta.gen;
  if (state === undefined) return;
  const loaded = loadedAfterWrite(metadata, state, held, written);
  const isStale = mayBeStale(state, meta.gen);
  const defaulted = stillDefaulted(state, written);
  const pending = withoutBins(state.pending, written);
  const generation = meta.gen;
  setState(entity, {
    ...state,
    key: state.key ?? key,
    generation,
    bins,
    loaded,
    isStale,
    defaulted,
    pending,
    migrated: state.migrated && binsAfterWrite(state.migrated, written),
  });
}

/** What a migration still has to write: bins written since have their value. */
function withoutBins(
  pending: EntityState['pending'],
  written: ReadonlyMap<string, BinValue>,
): EntityState['pending'] {
  return pending && new Map([...pending].filter(([bin]) => !written.has(bin)));
}

/** Sets the property of a bin; objects embedded as bins are made on the way. */
function setAt(
  entity: Record<string, unknown>,
  { path, property }: MappedBin,
  value: BinValue,
  metadata: EntityMetadata,
): void {
  let owner = entity;
  let owners = metadata.property;
  for (const name of path.slice(0, -1)) {
    const embedded = owners.get(name)?.value;
    if (embedded?.kind !== 'embedded') return;
    owner[name] ??= Object.create(embedded.embeddable.embeddable.prototype as object) as object;
    owner = owner[name] as Record<string, unknown>;
    owners = embedded.embeddable.property;
  }
  owner[property.property] = propertyFromBin(property, value, property.label);
}
