import { setTimeout as delay } from 'node:timers/promises';
import type { AerospikeRecord } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { OptimisticLockError } from '../error/optimistic-lock-error.js';
import { binEquals, sameElements } from '../mapping/bin-equals.js';
import { changedBins, isSorted } from '../mapping/changed-bins.js';
import { metadataOfEntity } from '../mapping/class-metadata.js';
import { type EntityState, setState, stateOf } from '../mapping/entity-state.js';
import { hydrate } from '../mapping/hydrate.js';
import type { EntityMetadata, MappedBin } from '../metadata/entity-metadata.js';
import { retryPause } from './retry-pause.js';
import type { SaveOptions } from './call-options.js';
import { propertiesOf } from './around-write.js';
import { readPolicyOf } from './read-policy-of.js';
import { readRecord } from './read-record.js';

/** How often a save is merged before its OptimisticLockError is thrown. */
const MAX_MERGES = 50;

/** Tells whether a failed save is to be merged with what somebody else wrote. */
export function canMerge<T>(
  { merge, ifVersion }: SaveOptions<T>,
  failure: unknown,
  attempt: number,
): failure is OptimisticLockError {
  const isLostRace = failure instanceof OptimisticLockError && failure.reason === 'generation';
  return merge === 'disjoint' && isLostRace && ifVersion === undefined && attempt <= MAX_MERGES;
}

/**
 * Takes what somebody else wrote into the entity, so that its own changes can be saved over it.
 *
 * @throws OptimisticLockError with the properties that both changed; the entity is left as it is
 */
export async function mergeChanges<T extends object>(
  context: EntityContext<T>,
  entity: T,
  failure: OptimisticLockError,
  { attempt, options }: { readonly attempt: number; readonly options: SaveOptions<T> },
): Promise<void> {
  const state = stateOf(entity);
  if (state === undefined) throw failure;
  const { signal } = options;
  if (attempt > 1) {
    await delay(retryPause(attempt), undefined, signal ? { signal } : {}).catch(() => undefined);
  }
  const policy = readPolicyOf(options);
  const record = await readRecord(context, state.key, null, { policy, touch: false });
  if (record === null) throw failure;
  const metadata = metadataOfEntity(context.metadata, entity);
  const mine = changedBins(metadata, entity, state);
  const theirs = theirChanges(metadata, state, record);
  const both = theirs.filter(({ binName }) => mine.has(binName));
  if (both.length > 0) throw overlap(failure, metadata, both);
  adopt(entity, metadata, state, { record, theirs, context });
}

/** The bins that the other writer changed, of those the entity knows. */
function theirChanges(
  metadata: EntityMetadata,
  { bins, loaded, defaulted }: EntityState,
  record: AerospikeRecord,
): readonly MappedBin[] {
  return metadata.bins.filter(({ binName, path, property, value }) => {
    // The mapper sets audit dates itself: two writers always differ in them.
    if (property.role === 'id' || (property.audit === 'updated' && path.length === 1)) return false;
    if (loaded !== null && !loaded.has(path[0] ?? '')) return false;
    const before = defaulted?.has(binName) === true ? undefined : bins.get(binName);
    const now = record.bins[binName] ?? undefined;
    return isSorted(value) ? !sameElements(before, now) : !binEquals(before, now);
  });
}

function overlap(
  failure: OptimisticLockError,
  metadata: EntityMetadata,
  both: readonly MappedBin[],
): OptimisticLockError {
  const names = new Set(both.map(({ binName }) => binName));
  const properties = propertiesOf(metadata, names);
  return new OptimisticLockError(
    `${failure.message}; both changed ${properties.join(', ')}, which cannot be merged`,
    {
      reason: failure.reason,
      expected: failure.expected,
      ...(failure.actual === undefined ? {} : { actual: failure.actual }),
      properties,
      ...(failure.entity === undefined ? {} : { entity: failure.entity }),
      id: failure.id,
      resultCode: failure.resultCode,
      cause: failure.cause,
    },
  );
}

interface Adopted<T extends object> {
  readonly record: AerospikeRecord;
  readonly theirs: readonly MappedBin[];
  readonly context: EntityContext<T>;
}

function adopt<T extends object>(
  entity: T,
  metadata: EntityMetadata,
  state: EntityState,
  { record, theirs, context }: Adopted<T>,
): void {
  const fresh = hydrate(metadata, record, {
    id: state.id,
    ...(state.loaded === null ? {} : { only: [...state.loaded] }),
    isWhole: true,
    session: { options: { unknownBins: context.options.unknownBins } },
  });
  const target = entity as Record<string, unknown>;
  const theirNames = propertiesOf(metadata, new Set(theirs.map(({ binName }) => binName)));
  const mine = new Set(propertiesOf(metadata, changedBins(metadata, entity, state)));
  for (const name of theirNames) {
    if (mine.has(name)) adoptParts(target, fresh as Record<string, unknown>, theirs, name);
    else target[name] = (fresh as Record<string, unknown>)[name];
  }
  const { version } = metadata;
  if (version !== null) target[version.property] = record.meta.gen;
  setState(entity, { ...(stateOf(fresh) as EntityState), loaded: state.loaded });
}

/** An object spread over bins, of which each writer changed some. */
function adoptParts(
  target: Record<string, unknown>,
  fresh: Record<string, unknown>,
  theirs: readonly MappedBin[],
  name: string,
): void {
  for (const { path } of theirs) {
    if (path[0] !== name) continue;
    let [to, from]: unknown[] = [target[name], fresh[name]];
    for (const step of path.slice(1, -1)) {
      to = (to as Record<string, unknown> | null | undefined)?.[step];
      from = (from as Record<string, unknown> | null | undefined)?.[step];
    }
    if (typeof to !== 'object' || to === null) continue;
    const last = path.at(-1) ?? '';
    (to as Record<string, unknown>)[last] = (from as Record<string, unknown> | undefined)?.[last];
  }
}
