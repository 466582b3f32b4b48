import type { EntityContext } from '../context/entity-context.js';
import { runHooks } from '../lifecycle/run-hooks.js';
import { listenersOf, tell } from '../lifecycle/subscribers.js';
import { metadataOfEntity } from '../mapping/class-metadata.js';

/** What is removed: the record of an entity, or of an id. */
export interface Removed {
  readonly id: unknown;
  /** Undefined for removals by id, which call no hooks. */
  readonly entity: object | undefined;
}

/** `@BeforeRemove`, then subscribers. */
export async function beforeRemoval(
  { metadata, subscribers }: EntityContext,
  { id, entity }: Removed,
): Promise<void> {
  const actual = entity === undefined ? metadata : metadataOfEntity(metadata, entity);
  if (entity !== undefined) await runHooks(entity, actual.hooks.beforeRemove);
  const listeners = listenersOf(subscribers, 'beforeRemove', actual.entity);
  if (listeners.length > 0) await tell(listeners, 'beforeRemove', { id: id as never, entity });
}

/** `@AfterRemove` when there was a record, then subscribers. */
export async function afterRemoval(
  { metadata, subscribers }: EntityContext,
  { id, entity }: Removed,
  existed: boolean,
): Promise<void> {
  const actual = entity === undefined ? metadata : metadataOfEntity(metadata, entity);
  if (entity !== undefined && existed) await runHooks(entity, actual.hooks.afterRemove);
  const listeners = listenersOf(subscribers, 'afterRemove', actual.entity);
  if (listeners.length === 0) return;
  await tell(listeners, 'afterRemove', { id: id as never, entity, existed });
}
