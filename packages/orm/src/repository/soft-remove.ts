import type { BinValue } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { runHooks } from '../lifecycle/run-hooks.js';
import { listenersOf, tell } from '../lifecycle/subscribers.js';
import { metadataOfEntity } from '../mapping/class-metadata.js';
import { stateOf } from '../mapping/entity-state.js';
import { toBin } from '../mapping/to-bin.js';
import { keyOfEntity, toKey } from '../mapping/to-key.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { presentForm } from '../query/present-form.js';
import { EntityNotFoundError } from '../error/entity-error.js';
import { afterIdWrite, beforeIdWrite } from './around-id-write.js';
import { propertiesOf } from './around-write.js';
import { checkCallOptions, type WriteOptions } from './call-options.js';
import { checkBinLeft } from './check-bin-left.js';
import { executeWrite } from './execute-write.js';
import { finishWrite } from './finish-write.js';
import { guardedWrite } from './guarded-write.js';
import { binsAfter, calledGeneration, expectedGeneration } from './plan-entity-write.js';
import { requireEntity } from './prepare-entity.js';
import { requireDeletedAt } from './soft-deleted.js';
import { withWriteErrors } from './write-entity.js';
import { writeFilter } from './write-filter.js';
import { callTtl } from './write-ttl.js';

/** Marks an entity as removed, or takes the mark away. */
export type MarkVerb = 'softRemove' | 'restore';

/** Options of `softRemove` and `restore`. */
export type SoftRemoveOptions<T> = Omit<WriteOptions<T>, 'durableDelete'>;

/** Writes the mark of an entity, under its version when it has one; nothing else is written. */
export async function markEntity<T extends object>(
  context: EntityContext<T>,
  entity: T,
  verb: MarkVerb,
  options: SoftRemoveOptions<T>,
): Promise<T> {
  requireEntity(context.metadata, entity, verb);
  checkCallOptions('softRemove', verb, options);
  const metadata = metadataOfEntity(context.metadata, entity);
  const { hooks } = metadata;
  requireDeletedAt(metadata, verb);
  if (verb === 'softRemove') await runHooks(entity, hooks.beforeSoftRemove);
  const { bins, dates } = marked(metadata, verb);
  const changed = propertiesOf(metadata, bins);
  const id = (entity as Record<string, unknown>)[metadata.id.property] as never;
  const listeners = listenersOf(context.subscribers, 'beforeUpdate', metadata.entity);
  if (listeners.length > 0) await tell(listeners, 'beforeUpdate', { id, entity, changed });
  const state = stateOf(entity);
  if (state?.loaded === null && verb === 'restore') {
    checkBinLeft(metadata, binsAfter(metadata, state, bins), verb);
  }
  const generation = expectedGeneration(metadata, entity, state, options.ifVersion);
  const key = keyOfEntity(context, entity);
  const ttl = callTtl(context, metadata, entity, options.ttl);
  const plan = { key, mode: 'update', bins, generation, ttl, metadata } as const;
  const expected = generation ?? state?.generation ?? null;
  const subject = { entity: metadata.name, id, verb, expected, isRace: expected !== null };
  const guarded = { guard: presentForm(metadata), filter: writeFilter(context, options) };
  const meta = await withWriteErrors(context, key, subject, () =>
    guardedWrite(
      context,
      { ...guarded, metadata, key, generation, subject },
      options,
      (allowed, gen) => executeWrite(context, { ...plan, generation: gen }, options, allowed),
    ),
  );
  if (state === undefined) assignDates(metadata, entity, dates, meta.gen);
  else finishWrite(metadata, entity, { plan, subject, audit: dates }, meta);
  if (verb === 'softRemove') await runHooks(entity, hooks.afterSoftRemove);
  const version = meta.gen;
  const told = listenersOf(context.subscribers, 'afterUpdate', metadata.entity);
  if (told.length > 0) await tell(told, 'afterUpdate', { id, entity, changed, version });
  return entity;
}

/** Writes the mark of the record of an id; false when there is none. */
export async function markById<T extends object>(
  context: EntityContext<T>,
  id: unknown,
  verb: MarkVerb,
  options: SoftRemoveOptions<T>,
): Promise<boolean> {
  const method = `${verb}ById`;
  checkCallOptions('softRemove', method, options);
  const { metadata } = context;
  requireDeletedAt(metadata, method);
  const { bins } = marked(metadata, verb);
  const generation = calledGeneration(options.ifVersion);
  const key = toKey(context, id);
  const ttl = callTtl(context, metadata, null, options.ttl);
  const plan = { key, mode: 'update', bins, generation, ttl } as const;
  const filter = writeFilter(context, options);
  const around = { method, id, given: {}, bins };
  await beforeIdWrite(context, around);
  const subject = { entity: metadata.name, id, verb: method, expected: generation, isRace: false };
  const guard = presentForm(metadata);
  const guarded = { metadata, key, generation, subject, guard, filter, othersAreMissing: true };
  try {
    const { gen } = await withWriteErrors(context, key, subject, () =>
      guardedWrite(context, guarded, options, (allowed, expected) =>
        executeWrite(context, { ...plan, generation: expected }, options, allowed),
      ),
    );
    await afterIdWrite(context, around, gen);
    return true;
  } catch (error) {
    if (error instanceof EntityNotFoundError) return false;
    throw error;
  }
}

interface Marked {
  readonly bins: ReadonlyMap<string, BinValue>;
  readonly dates: ReadonlyMap<string, Date | undefined>;
}

/** The bins of the mark, and of `@UpdatedAt`. */
function marked({ stored }: EntityMetadata, verb: MarkVerb): Marked {
  const now = new Date();
  const bins = new Map<string, BinValue>();
  const dates = new Map<string, Date | undefined>();
  for (const { audit, property, storedName, value, label } of stored) {
    if (storedName === null || (audit !== 'deleted' && audit !== 'updated')) continue;
    const date = audit === 'deleted' && verb === 'restore' ? undefined : now;
    dates.set(property, date);
    bins.set(storedName, toBin(value, date, label));
  }
  return { bins, dates };
}

/** An entity that was never loaded gets the dates; of its other bins nothing is known. */
function assignDates(
  { version }: EntityMetadata,
  entity: object,
  dates: ReadonlyMap<string, Date | undefined>,
  gen: number,
): void {
  const target = entity as Record<string, unknown>;
  for (const [property, date] of dates) target[property] = date;
  if (version !== null) target[version.property] = gen;
}
