import { setTimeout as delay } from 'node:timers/promises';
import type { AerospikeRecord, BinValue } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { OptimisticLockError } from '../error/optimistic-lock-error.js';
import { binEquals, sameElements } from '../mapping/bin-equals.js';
import { changedBins, isSorted } from '../mapping/changed-bins.js';
import { metadataOfEntity } from '../mapping/class-metadata.js';
import { type EntityState, setState, stateOf } from '../mapping/entity-state.js';
import { hydrate } from '../mapping/hydrate.js';
import { mapperOf } from '../mapping/mapper-of.js';
import { unloadedRefs } from '../mapping/ref-factory.js';
import type { EntityMetadata, MappedBin } from '../metadata/entity-metadata.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import { retryPause } from './retry-pause.js';
import { mergedByRules, setAt } from './merge-rules.js';
import type { SaveOptions } from './call-options.js';
import { propertiesOf } from './around-write.js';
import { readPolicyOf } from './read-policy-of.js';
import { readRecord } from './read-record.js';

/** How often a save is merged before its OptimisticLockError is thrown. */
const MAX_MERGES = 50;

/** Tells whether a failed save is to be merged with what somebody else wrote. */
function canMerge<T>(
  { merge, ifVersion }: SaveOptions<T>,
  failure: unknown,
  attempt: number,
): failure is OptimisticLockError {
  // In doubt, the other writer may be an earlier try of this very save.
  const isLostRace =
    failure instanceof OptimisticLockError && failure.reason === 'generation' && !failure.inDoubt;
  return merge === 'disjoint' && isLostRace && ifVersion === undefined && attempt <= MAX_MERGES;
}

/**
 * After a save that lost a race: takes what somebody else wrote into the entity, so that its own changes
 * can be saved over it.
 *
 * @param failure why the save failed; thrown where it is not to be merged
 * @throws OptimisticLockError with the properties that both changed; the entity is left as it is
 */
export async function mergeChanges<T extends object>(
  context: EntityContext<T>,
  entity: T,
  failure: unknown,
  { attempt, options }: { readonly attempt: number; readonly options: SaveOptions<T> },
): Promise<void> {
  if (!canMerge(options, failure, attempt)) throw failure;
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
  const before = presentState(state);
  const mine = changedBins(metadata, entity, before);
  const fresh = freshEntity(context, metadata, state, record);
  // safe: it was just read
  const theirs = theirChanges(metadata, before, presentState(stateOf(fresh)!));
  const both = theirs.filter(({ binName }) => mine.has(binName));
  const merged = mergedByRules(both, { entity, fresh, before });
  const left = both.filter((bin) => !merged.has(bin));
  if (left.length > 0) throw overlap(failure, metadata, left);
  adopt(entity, metadata, { fresh, theirs: theirs.filter((bin) => !merged.has(bin)), mine });
  for (const [{ path }, value] of merged) setAt(entity, path, value);
  if (metadata.version !== null) {
    (entity as Record<string, unknown>)[metadata.version.property] = record.meta.gen;
  }
  // safe: it was just read
  setState(entity, { ...stateOf(fresh)!, loaded: state.loaded });
}

/**
 * What was read in the form the class has now: the other writer may have migrated the record, which
 * changes nothing that an application sees.
 */
function presentState(state: EntityState): EntityState {
  const { migrated, pending: _, ...rest } = state;
  return migrated === undefined ? state : { ...rest, bins: migrated };
}

/** The entity of the other writer, with the properties that this one knows. */
function freshEntity<T extends object>(
  context: EntityContext<T>,
  metadata: EntityMetadata,
  { id, loaded }: EntityState,
  record: AerospikeRecord,
): object {
  return hydrate(metadata, record, {
    id,
    // Named ones, since by default not all are read.
    only: loaded === null ? metadata.stored.map(({ property }) => property) : [...loaded],
    isWhole: true,
    session: { options: { unknownBins: context.options.unknownBins } },
  });
}

/** The bins that the other writer changed, of those the entity knows. */
function theirChanges(
  metadata: EntityMetadata,
  { bins, loaded, defaulted }: EntityState,
  theirs: EntityState,
): readonly MappedBin[] {
  return metadata.bins.filter(({ binName, path, property, value }) => {
    // The mapper sets audit dates itself: two writers always differ in them.
    if (property.role === 'id' || (property.audit === 'updated' && path.length === 1)) return false;
    if (loaded !== null && !loaded.has(path[0] ?? '')) return false;
    const before = defaulted?.has(binName) === true ? undefined : bins.get(binName);
    const now = theirs.defaulted?.has(binName) === true ? undefined : theirs.bins.get(binName);
    const isSame = isSorted(value) ? sameElements(before, now) : binEquals(before, now);
    return !isSame && !isSameToClass(value, before, now);
  });
}

/** Keys of embedded objects that no class maps are no change: saving keeps them as they are now. */
function isSameToClass(
  value: ValueMetadata,
  before: BinValue | undefined,
  now: BinValue | undefined,
): boolean {
  const mapper = mapperOf(value);
  if (mapper.unknownIn === undefined || before === undefined || now === undefined) return false;
  return mapper.same(mapper.read(now, unloadedRefs), before);
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

interface Adopted {
  readonly fresh: object;
  readonly theirs: readonly MappedBin[];
  readonly mine: ReadonlyMap<string, BinValue>;
}

function adopt(entity: object, metadata: EntityMetadata, { fresh, theirs, mine }: Adopted): void {
  const target = entity as Record<string, unknown>;
  const theirNames = propertiesOf(metadata, new Set(theirs.map(({ binName }) => binName)));
  const myNames = new Set(propertiesOf(metadata, mine));
  for (const name of theirNames) {
    if (myNames.has(name)) adoptParts(target, fresh as Record<string, unknown>, theirs, name);
    else target[name] = (fresh as Record<string, unknown>)[name];
  }
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
