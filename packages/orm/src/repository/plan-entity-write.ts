import type { BinValue, Expression } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { describeValue } from '../error/describe-value.js';
import { OptionError } from '../error/data-source-error.js';
import { MappingError } from '../error/mapping-error.js';
import { changedBins } from '../mapping/changed-bins.js';
import { metadataOfEntity } from '../mapping/class-metadata.js';
import { classBins, encodeEntity } from '../mapping/encode-entity.js';
import { type EntityState, stateOf } from '../mapping/entity-state.js';
import { givenProperties } from '../mapping/given-properties.js';
import { heldProperties } from '../mapping/held-properties.js';
import { toBin } from '../mapping/to-bin.js';
import { keyOfEntity } from '../mapping/to-key.js';
import type { EntityMetadata, UnknownBins } from '../metadata/entity-metadata.js';
import { formOfClass, presentForm } from '../query/present-form.js';
import type { WriteOptions } from './call-options.js';
import { checkBinLeft } from './check-bin-left.js';
import { collectionChanges } from './collection-changes.js';
import { auditDates } from './audit-dates.js';
import { type Conditional, refuseCondition } from './refuse-condition.js';
import type { WriteSubject } from './write-error.js';
import type { WriteMode, WritePlan } from './write-plan.js';
import { assignedTtl, callTtl } from './write-ttl.js';

/** The verbs that write a whole entity. */
export type EntityVerb = 'save' | 'insert' | 'replace';

/** A write of an entity: what to send, and what the entity becomes when it succeeded. */
export interface EntityWrite {
  readonly plan: WritePlan;
  readonly subject: WriteSubject;
  /** Dates by property, assigned after the write; undefined for one that is taken away. */
  readonly audit: ReadonlyMap<string, Date | undefined>;
}

/** What is asked for. */
export interface WriteCall {
  readonly verb: EntityVerb;
  /** The method of the application, for errors. */
  readonly method: string;
  readonly options: PlanOptions;
}

/** How a verb writes an entity in its present state. */
interface WriteShape {
  readonly mode: WriteMode;
  readonly generation: number | null;
  /** Null: errors are not about optimistic locking. */
  readonly expected: number | null;
}

/** The options that matter to a plan; `ifVersion` and `ttl` come from one call or from many. */
export type PlanOptions = Pick<WriteOptions<never>, 'ttl' | 'ifVersion'> & Conditional;

/**
 * Works out the one write that brings the record in line with the entity.
 *
 * @returns null when nothing changed and the call asks for nothing else
 */
export function planEntityWrite(
  context: EntityContext,
  entity: object,
  call: WriteCall,
): EntityWrite | null {
  const { verb, method, options } = call;
  const metadata = metadataOfEntity(context.metadata, entity);
  const state = verb === 'insert' ? undefined : stateOf(entity);
  const shape = shapes[verb](metadata, entity, state, options);
  if (shape.mode === 'create' || shape.mode === 'replace') {
    refuseCondition(method, options, NEW_REMEDY[verb]);
  }
  const key = keyOfEntity(context, entity, verb === 'insert', state);
  const ttl = callTtl(context, metadata, entity, options.ttl);
  const rule = metadata.unknownBins ?? context.options.unknownBins;
  const bins = binsToWrite({ metadata, rule }, entity, shape, state);
  const isUpdate = shape.mode === 'update';
  if (bins.size === 0 && isUpdate && !asksForMore(metadata, entity, state, call)) return null;
  const audit = auditDates(metadata, entity, isUpdate);
  for (const [property, date] of audit) {
    const audited = metadata.property.get(property);
    if (audited?.storedName)
      bins.set(audited.storedName, toBin(audited.value, date, audited.label));
  }
  if (bins.size === 0 && !isUpdate) {
    throw new MappingError(metadata.name, 'has no value to store: a record needs at least one bin');
  }
  if (state?.loaded === null && isOnlyRemoved(bins)) {
    checkBinLeft(metadata, binsAfter(metadata, state, bins), method);
  }
  const id = (entity as Record<string, unknown>)[metadata.id.property];
  const { mode, generation } = shape;
  const changes =
    isUpdate && state !== undefined ? collectionChanges(metadata, state, bins, generation) : null;
  const guard = state === undefined ? guardOf(metadata, mode) : null;
  return {
    plan: { key, mode, bins, generation, ttl, metadata, changes, state, guard },
    subject: {
      entity: metadata.name,
      id,
      verb: method,
      expected: shape.expected,
      isRace: shape.expected !== null,
    },
    audit,
  };
}

/**
 * The record of an entity that was never read may be of another class of the hierarchy, which a write
 * must not lose; where bins are left as they are, it must have the present form too.
 */
function guardOf(metadata: EntityMetadata, mode: WriteMode): Expression<'bool'> | null {
  if (mode === 'create') return null;
  return mode === 'update' ? presentForm(metadata) : formOfClass(metadata);
}

/** What to do instead of naming a condition for a record that may not be there. */
const NEW_REMEDY: Readonly<Record<EntityVerb, string>> = {
  insert: 'leave it out: insert() fails anyway when there is a record',
  save: 'the entity is new: leave it out, or read the entity first',
  replace: 'leave it out',
};

const shapes: Readonly<
  Record<
    EntityVerb,
    (
      metadata: EntityMetadata,
      entity: object,
      state: EntityState | undefined,
      options: PlanOptions,
    ) => WriteShape
  >
> = {
  insert: (_metadata, _entity, _state, { ifVersion }) => {
    if (ifVersion !== undefined) {
      throw new OptionError(
        'ifVersion',
        'names the version of a record that insert() makes: leave it out',
      );
    }
    return { mode: 'create', generation: null, expected: null };
  },
  save: saveShape,
  replace: (metadata, entity, state, { ifVersion }) => {
    if (state !== undefined && state.loaded !== null && state.isWhole !== true) {
      throw new MappingError(
        metadata.name,
        `was read without ${leftOut(metadata, state.loaded)}, which replace() would drop; use save(), or name it in select when reading`,
      );
    }
    const generation = expectedGeneration(metadata, entity, state, ifVersion);
    return { mode: 'replaceExisting', generation, expected: generation };
  },
};

/** What of the record was not read. */
function leftOut({ stored }: EntityMetadata, loaded: ReadonlySet<string>): string {
  const missing = stored.filter(({ role, property }) => role === 'bin' && !loaded.has(property));
  if (missing.length === 0) return 'the bins that the class does not map';
  return missing.map(({ property }) => property).join(', ');
}

function saveShape(
  metadata: EntityMetadata,
  entity: object,
  state: EntityState | undefined,
  { ifVersion }: PlanOptions,
): WriteShape {
  const generation = expectedGeneration(metadata, entity, state, ifVersion);
  if (state !== undefined) {
    return { mode: 'update', generation, expected: generation ?? state.generation };
  }
  if (generation !== null) return { mode: 'update', generation, expected: generation };
  if (metadata.version !== null && ifVersion === undefined) {
    return { mode: 'create', generation: null, expected: 0 };
  }
  return { mode: 'replace', generation: null, expected: null };
}

/** The generation the record must have: that of the call, else that of a versioned entity. */
export function expectedGeneration(
  metadata: EntityMetadata,
  entity: object,
  state: EntityState | undefined,
  ifVersion: number | 'any' | undefined,
): number | null {
  if (ifVersion !== undefined) return calledGeneration(ifVersion);
  if (metadata.version === null) return null;
  const version = (entity as Record<string, unknown>)[metadata.version.property];
  if (version === undefined || version === null || version === 0) return state?.generation ?? null;
  return checkGeneration(version, metadata.version.label);
}

/** The generation a call asks for; null for any. */
export function calledGeneration(ifVersion: number | 'any' | undefined): number | null {
  if (ifVersion === undefined || ifVersion === 'any') return null;
  return checkGeneration(ifVersion, 'ifVersion');
}

function checkGeneration(version: unknown, label: string): number {
  if (Number.isSafeInteger(version) && (version as number) > 0) return version as number;
  throw new MappingError(
    label,
    `a version is a whole number above 0; got ${describeValue(version)}`,
  );
}

interface Mapping {
  readonly metadata: EntityMetadata;
  readonly rule: UnknownBins;
}

function binsToWrite(
  mapping: Mapping,
  entity: object,
  { mode }: WriteShape,
  state: EntityState | undefined,
): Map<string, BinValue> {
  if (mode === 'update' && state !== undefined) {
    return changedBins(mapping.metadata, entity, state);
  }
  if (mode === 'update') {
    // Of a record that was never read, what the entity does not speak for stays as it is.
    const { metadata } = mapping;
    return encodeEntity(metadata, entity, givenProperties(metadata, entity));
  }
  const bins = wholeEntity(mapping, entity, state);
  for (const [bin, value] of bins) if (value === null) bins.delete(bin);
  // Bins the class does not map stay in the record.
  if (mode !== 'create') for (const bin of Object.entries(state?.unknown ?? {})) bins.set(...bin);
  return bins;
}

/** All bins of an entity; those of properties that it does not speak for are as they were read. */
function wholeEntity(
  { metadata, rule }: Mapping,
  entity: object,
  state: EntityState | undefined,
): Map<string, BinValue> {
  const keepsUnknown = state !== undefined && rule !== 'ignore';
  const places = keepsUnknown ? (state.migrated ?? state.bins) : null;
  const held = state === undefined ? null : heldProperties(metadata, entity, state);
  if (held === null || state === undefined) return encodeEntity(metadata, entity, null, places);
  const named = new Set([...held, metadata.id.property]);
  const own = encodeEntity(metadata, entity, named, places);
  const bins = new Map([...classBins(metadata), ...own]);
  const { pending, bins: read } = state;
  for (const { binName, path, property } of metadata.bins) {
    if (property.role === 'id' || held.has(path[0] ?? '')) continue;
    const left = pending?.has(binName) === true ? pending.get(binName) : read.get(binName);
    bins.set(binName, left ?? null);
  }
  return bins;
}

/** Tells whether a write removes bins and writes none. */
function isOnlyRemoved(bins: ReadonlyMap<string, BinValue>): boolean {
  for (const value of bins.values()) if (value !== null) return false;
  return bins.size > 0;
}

/** All bins of a loaded entity once it is written; null for those that are not there. */
export function binsAfter(
  metadata: EntityMetadata,
  { bins: before }: EntityState,
  written: ReadonlyMap<string, BinValue>,
): Map<string, BinValue> {
  const mapped = metadata.bins.filter(({ property }) => property.role !== 'id');
  const absent = mapped.map(({ binName }) => [binName, null] as const);
  return new Map<string, BinValue>([...absent, ...before, ...written]);
}

/**
 * An unchanged entity is still touched when the call names a condition, a version or a time to live;
 * the version that `mutate` names is its own.
 */
export function asksForMore(
  metadata: EntityMetadata,
  entity: object,
  state: EntityState | undefined,
  { method, options: { ttl, when, ifVersion } }: WriteCall,
): boolean {
  if (ttl !== undefined || when !== undefined) return true;
  if (typeof ifVersion === 'number' && method !== 'mutate') return true;
  return assignedTtl(metadata, entity, state) !== null;
}
