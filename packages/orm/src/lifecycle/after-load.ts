import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { EntitySubscriber } from './entity-subscriber.js';
import { listenersOf, tellNow } from './subscribers.js';
import { validateLoaded, type ValidationRule } from './validate-entity.js';

/** What the session that reads says of loading; an entity context is one. */
export interface LoadSession {
  readonly options: { readonly validate?: ValidationRule };
  readonly subscribers?: readonly EntitySubscriber[];
}

/** An entity that was read. */
export interface Loaded {
  readonly entity: object;
  readonly version: number;
  readonly ttl: number;
  /** The properties that were read; null for all. */
  readonly held: ReadonlySet<string> | null;
}

/** What happens to an entity after its own hooks: subscribers are told, the schema checks it. */
export function afterLoad(
  { options, subscribers = [] }: LoadSession,
  metadata: EntityMetadata,
  { entity, version, ttl, held }: Loaded,
): void {
  if (subscribers.length > 0) {
    const listeners = listenersOf(subscribers, 'afterLoad', metadata.entity);
    if (listeners.length > 0) tellNow(listeners, 'afterLoad', { entity, version, ttl });
  }
  if (options.validate === 'read-write') validateLoaded(metadata, entity, held);
}
