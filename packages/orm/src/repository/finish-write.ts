import type { RecordMetadata } from '@aeroform/core';
import { advanceState, type EntityState, setState, stateOf } from '../mapping/entity-state.js';
import { heldProperties, loadedAfterWrite } from '../mapping/held-properties.js';
import { binsAfterWrite, RecordBins } from '../mapping/stored-bins.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { EntityWrite } from './plan-entity-write.js';

const NO_BINS = new RecordBins({});

/** Puts version, end and audit dates back into the entity and remembers what was written. */
export function finishWrite(
  metadata: EntityMetadata,
  entity: object,
  { plan, audit }: EntityWrite,
  { gen }: RecordMetadata,
): void {
  const target = entity as Record<string, unknown>;
  const state = stateOf(entity);
  const before = plan.mode === 'update' ? state : undefined;
  const known = plan.mode === 'replaceExisting' ? state : before;
  const loaded =
    known === undefined
      ? null
      : loadedAfterWrite(metadata, known, heldProperties(metadata, entity, known), plan.bins);
  for (const [property, date] of audit) {
    if (loaded?.has(property) !== false) target[property] = date;
  }
  if (metadata.version !== null) target[metadata.version.property] = gen;
  assignEnd(metadata, target, plan.ttl);
  const end = metadata.expiresAt === null ? null : target[metadata.expiresAt.property];
  const header = {
    key: plan.key,
    generation: gen,
    ttl: metadata.ttl === null ? undefined : target[metadata.ttl.property],
    expiresAt: end instanceof Date ? end.getTime() : undefined,
    isStale: before !== undefined && mayBeStale(before, gen),
  };
  if (before !== undefined && canAdvance(before)) {
    advanceState(before, plan.bins, header);
    return;
  }
  setState(entity, {
    ...header,
    id: target[metadata.id.property],
    loaded,
    isWhole: known?.isWhole,
    bins: binsAfterWrite(before?.bins ?? NO_BINS, plan.bins),
    defaulted: before === undefined ? undefined : stillDefaulted(before, plan.bins),
    unknown: plan.mode === 'create' ? undefined : state?.unknown,
  });
}

/** Whether a write changes nothing of a state but bins and header. */
function canAdvance(state: EntityState): state is EntityState & { readonly bins: RecordBins } {
  const { loaded, pending, migrated, defaulted, bins } = state;
  const isPlain = pending === undefined && migrated === undefined && defaulted === undefined;
  return isPlain && loaded === null && bins instanceof RecordBins;
}

/** Whether somebody else wrote since the bins of a state were read, now that this write made `gen`. */
export function mayBeStale({ isStale, generation }: EntityState, gen: number): boolean {
  return isStale === true || gen !== generation + 1;
}

/** The defaults that are not in the record after a write. */
export function stillDefaulted(
  { defaulted }: EntityState,
  written: { has(bin: string): boolean },
): EntityState['defaulted'] {
  if (defaulted === undefined) return undefined;
  const left = [...defaulted].filter(([bin]) => !written.has(bin));
  return left.length === 0 ? undefined : new Map(left);
}

/** Milliseconds that a date may differ from an end in whole seconds. */
const ROUNDING_MS = 2000;

/** What a write said of the end of the record; the namespace's own rules are not known. */
function assignEnd(
  { ttl: seconds, expiresAt }: EntityMetadata,
  target: Record<string, unknown>,
  ttl: number,
): void {
  if (ttl <= 0 && ttl !== -1) return;
  if (seconds !== null) target[seconds.property] = ttl;
  if (expiresAt === null) return;
  const assigned = target[expiresAt.property];
  const end = ttl === -1 ? undefined : Date.now() + ttl * 1000;
  const isExact =
    end !== undefined &&
    assigned instanceof Date &&
    Math.abs(assigned.getTime() - end) <= ROUNDING_MS;
  if (!isExact) target[expiresAt.property] = end === undefined ? undefined : new Date(end);
}
