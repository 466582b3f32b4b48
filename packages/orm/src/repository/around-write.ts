import type { BinValue } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { runHooks } from '../lifecycle/run-hooks.js';
import { listenersOf, tell } from '../lifecycle/subscribers.js';
import { validateEntity } from '../lifecycle/validate-entity.js';
import { changedProperties } from '../mapping/changed-bins.js';
import { type EntityState, stateOf } from '../mapping/entity-state.js';
import { heldProperties } from '../mapping/held-properties.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { asksForMore, type WriteCall } from './plan-entity-write.js';

/** Whether an entity is written for the first time. */
type WriteMoment = 'insert' | 'update';

/** The write of an entity with what happens around it: hooks, subscribers, the check by its schema. */
export interface AroundWrite {
  /**
   * To be awaited before the write is planned: `@BeforeSave`, then `@BeforeInsert` or `@BeforeUpdate`
   * (the latter only when something changed), then subscribers, at last the schema.
   */
  before(): Promise<void>;
  /** To be awaited after it: `@AfterInsert` or `@AfterUpdate`, `@AfterSave`, then subscribers. */
  after(written: ReadonlyMap<string, BinValue>, version: number): Promise<void>;
}

/**
 * What happens around the write of an entity; null when nothing does, which costs nothing.
 *
 * @param metadata of the class of the entity
 */
export function aroundWrite(
  context: EntityContext,
  metadata: EntityMetadata,
  entity: object,
  call: WriteCall,
): AroundWrite | null {
  if (context.subscribers.length === 0 && !isWatched(context, metadata)) return null;
  const state = stateOf(entity);
  const moment = momentOf(metadata, entity, state, call);
  return {
    before: () => beforeWrite(context, { metadata, entity, moment, state, call }),
    after: (written, version) =>
      afterWrite(context, { metadata, entity, moment }, propertiesOf(metadata, written), version),
  };
}

function isWatched({ options }: EntityContext, { hooks, validate }: EntityMetadata): boolean {
  if (validate !== null && options.validate !== 'off') return true;
  const { beforeSave, beforeInsert, beforeUpdate, afterSave, afterInsert, afterUpdate } = hooks;
  return (
    beforeSave.length + beforeInsert.length + beforeUpdate.length > 0 ||
    afterSave.length + afterInsert.length + afterUpdate.length > 0
  );
}

function momentOf(
  { version }: EntityMetadata,
  entity: object,
  state: EntityState | undefined,
  { verb, options }: WriteCall,
): WriteMoment {
  if (verb !== 'save') return verb === 'insert' ? 'insert' : 'update';
  if (state !== undefined || typeof options.ifVersion === 'number') return 'update';
  const own = version === null ? null : (entity as Record<string, unknown>)[version.property];
  return (own ?? 0) === 0 ? 'insert' : 'update';
}

interface Writing {
  readonly metadata: EntityMetadata;
  readonly entity: object;
  readonly moment: WriteMoment;
}

async function beforeWrite(
  context: EntityContext,
  writing: Writing & { readonly state: EntityState | undefined; readonly call: WriteCall },
): Promise<void> {
  const { metadata, entity, moment, state, call } = writing;
  await runHooks(entity, metadata.hooks.beforeSave);
  const id = (entity as Record<string, unknown>)[metadata.id.property] as never;
  if (moment === 'insert') {
    await runHooks(entity, metadata.hooks.beforeInsert);
    const listeners = listenersOf(context.subscribers, 'beforeInsert', metadata.entity);
    if (listeners.length > 0) await tell(listeners, 'beforeInsert', { id, entity });
  } else {
    const isDiff = state !== undefined && call.verb === 'save';
    const changed = changedBefore(metadata, entity, state);
    if (isDiff && changed.length === 0 && !asksForMore(metadata, entity, state, call)) return;
    await runHooks(entity, metadata.hooks.beforeUpdate);
    const listeners = listenersOf(context.subscribers, 'beforeUpdate', metadata.entity);
    if (listeners.length > 0) await tell(listeners, 'beforeUpdate', { id, entity, changed });
  }
  if (context.options.validate === 'off') return;
  const held = state === undefined ? null : heldProperties(metadata, entity, state);
  await validateEntity(metadata, entity, held, { verb: call.method, id });
}

function changedBefore(
  metadata: EntityMetadata,
  entity: object,
  state: EntityState | undefined,
): readonly string[] {
  if (state !== undefined) return changedProperties(metadata, entity, state);
  return metadata.stored.map(({ property }) => property);
}

async function afterWrite(
  { subscribers }: EntityContext,
  { metadata, entity, moment }: Writing,
  changed: readonly string[],
  version: number,
): Promise<void> {
  const { hooks } = metadata;
  await runHooks(entity, moment === 'insert' ? hooks.afterInsert : hooks.afterUpdate);
  await runHooks(entity, hooks.afterSave);
  if (subscribers.length === 0) return;
  const id = (entity as Record<string, unknown>)[metadata.id.property] as never;
  if (moment === 'insert') {
    const listeners = listenersOf(subscribers, 'afterInsert', metadata.entity);
    await tell(listeners, 'afterInsert', { id, entity, version });
  } else {
    const listeners = listenersOf(subscribers, 'afterUpdate', metadata.entity);
    await tell(listeners, 'afterUpdate', { id, entity, changed, version });
  }
}

/** The properties of bins. */
export function propertiesOf(
  metadata: EntityMetadata,
  written: { has(bin: string): boolean },
): string[] {
  const names = metadata.bins.flatMap(({ binName, path }) =>
    written.has(binName) ? [path[0] ?? ''] : [],
  );
  return [...new Set(names)];
}
