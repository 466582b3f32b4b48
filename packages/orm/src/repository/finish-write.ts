import type { BinValue, RecordMetadata } from '@aeroform/core';
import { setState, stateOf } from '../mapping/entity-state.js';
import { heldProperties, loadedAfterWrite } from '../mapping/held-properties.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { EntityWrite } from './plan-entity-write.js';

/** Puts version, ttl and audit dates back into the entity and remembers what was written. */
export function finishWrite(
  metadata: EntityMetadata,
  entity: object,
  { plan, audit }: EntityWrite,
  { gen }: RecordMetadata,
): void {
  const target = entity as Record<string, unknown>;
  const state = stateOf(entity);
  const isUpdate = plan.mode === 'update' && state !== undefined;
  const loaded = isUpdate
    ? loadedAfterWrite(metadata, state, heldProperties(metadata, entity, state), plan.bins)
    : null;
  for (const [property, date] of audit) {
    if (loaded?.has(property) !== false) target[property] = date;
  }
  if (metadata.version !== null) target[metadata.version.property] = gen;
  if (metadata.ttl !== null && (plan.ttl > 0 || plan.ttl === -1)) {
    target[metadata.ttl.property] = plan.ttl;
  }
  const bins = new Map<string, BinValue>(isUpdate ? state.bins : []);
  for (const [bin, value] of plan.bins) {
    if (value === null) bins.delete(bin);
    else bins.set(bin, value);
  }
  setState(entity, {
    key: plan.key,
    id: target[metadata.id.property],
    generation: gen,
    ttl: metadata.ttl === null ? undefined : target[metadata.ttl.property],
    loaded,
    bins,
  });
}
