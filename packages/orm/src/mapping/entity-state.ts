import type { BinValue, Key } from '@aeroform/core';
import { registry } from '../metadata/registry.js';

/** What is remembered of an entity that was read from or written to the server. */
export interface EntityState {
  /** The key it was read with: works even when the id is not stored with the record. */
  readonly key: Key;
  /** The id then; ids do not change. */
  readonly id: unknown;
  /** The generation of the record then. */
  readonly generation: number;
  /** The value of the `@Ttl` property then. */
  readonly ttl: unknown;
  /** The loaded properties; null when all were. */
  readonly loaded: ReadonlySet<string> | null;
  /**
   * The mapped bins then, by bin name; absent bins are absent. Of properties that were not loaded,
   * what `@AfterLoad` hooks made them, null for nothing.
   */
  readonly bins: ReadonlyMap<string, BinValue>;
}

/** The state of an entity; undefined when it was never read nor written. */
export function stateOf(entity: object): EntityState | undefined {
  return registry.states.get(entity) as EntityState | undefined;
}

/** Remembers the state of an entity. */
export function setState(entity: object, state: EntityState): void {
  registry.states.set(entity, state);
}

/** Forgets an entity: it counts as new again. */
export function clearState(entity: object): void {
  registry.states.delete(entity);
}
