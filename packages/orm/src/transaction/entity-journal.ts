import {
  clearState,
  copyState,
  type EntityState,
  setState,
  stateOf,
} from '../mapping/entity-state.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

interface Remembered {
  readonly state: EntityState | undefined;
  /** What the mapper sets by itself, by property; undefined too where there was no such property. */
  readonly own: ReadonlyMap<string, PropertyDescriptor | undefined>;
}

/** What the mapper knew of entities before a transaction touched them. */
export class EntityJournal {
  readonly #remembered = new Map<object, Remembered>();

  /** Remembers an entity as it is now, unless it was remembered before. */
  remember(metadata: EntityMetadata, entity: object): void {
    if (this.#remembered.has(entity)) return;
    const own = new Map(
      ownProperties(metadata).map((property) => [
        property,
        Object.getOwnPropertyDescriptor(entity, property),
      ]),
    );
    const state = stateOf(entity);
    this.#remembered.set(entity, { state: state && copyState(state), own });
  }

  /**
   * Puts back version, ttl, dates, generated ids and what is known of the records. What the
   * application has assigned stays: the entities can be saved again.
   */
  restore(): void {
    for (const [entity, { state, own }] of this.#remembered) {
      for (const [property, before] of own) {
        if (before === undefined) Reflect.deleteProperty(entity, property);
        else Object.defineProperty(entity, property, before);
      }
      if (state === undefined) clearState(entity);
      else setState(entity, state);
    }
    this.#remembered.clear();
  }
}

/** The properties that writing sets by itself. */
function ownProperties(metadata: EntityMetadata): string[] {
  const { id, version, ttl, expiresAt, stored } = metadata;
  const audited = stored.filter(({ audit }) => audit !== null);
  return [id, version, ttl, expiresAt, ...audited].flatMap((each) =>
    each === null ? [] : [each.property],
  );
}
