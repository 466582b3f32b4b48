import type { BinValue } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { listenersOf, tell } from '../lifecycle/subscribers.js';
import { validatePatch } from '../lifecycle/validate-entity.js';
import { propertiesOf } from './around-write.js';

/** Properties that are written without an entity. */
export interface IdWrite {
  /** The method of the application, for errors. */
  readonly method: string;
  readonly id: unknown;
  /** What the call was given. */
  readonly given: object;
  readonly bins: ReadonlyMap<string, BinValue>;
}

/**
 * Lets the schema check properties that are written without the entity, and tells subscribers. Of the
 * schema count the issues of the properties that are given: what it says of others, and of several
 * together, cannot be known without reading.
 */
export async function beforeIdWrite(
  { metadata, options, subscribers }: Pick<EntityContext, 'metadata' | 'options' | 'subscribers'>,
  { method, id, given, bins }: IdWrite,
): Promise<void> {
  const listeners = listenersOf(subscribers, 'beforeUpdate', metadata.entity);
  if (listeners.length > 0) {
    const changed = propertiesOf(metadata, bins);
    await tell(listeners, 'beforeUpdate', { id: id as never, entity: undefined, changed });
  }
  if (options.validate === 'off' || metadata.validate === null) return;
  await validatePatch(metadata, given, { verb: method, id });
}

/** Tells subscribers that properties were written without the entity. */
export async function afterIdWrite(
  { metadata, subscribers }: Pick<EntityContext, 'metadata' | 'subscribers'>,
  { id, bins }: IdWrite,
  version: number,
): Promise<void> {
  const listeners = listenersOf(subscribers, 'afterUpdate', metadata.entity);
  if (listeners.length === 0) return;
  const changed = propertiesOf(metadata, bins);
  await tell(listeners, 'afterUpdate', { id: id as never, entity: undefined, changed, version });
}
