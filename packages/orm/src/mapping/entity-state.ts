import { type BinValue, type Bins, type Key, keepShape, type PreparedKey } from '@aeroform/core';
import { RecordBins, type StoredBins } from './stored-bins.js';

/** What is remembered of an entity that was read from or written to the server. */
export interface EntityState {
  /** The key it was read with: works even when the id is not stored with the record. */
  readonly key: Key;
  /** The same as commands take it at once, from the second write on. */
  prepared?: PreparedKey | undefined;
  /** The id then; ids do not change. */
  readonly id: unknown;
  /** The generation of the record then. */
  readonly generation: number;
  /** The value of the `@Ttl` property then. */
  readonly ttl: unknown;
  /** The time of the `@ExpiresAt` property then, in milliseconds; undefined for none. */
  readonly expiresAt?: number | undefined;
  /** The loaded properties; null when all were. */
  readonly loaded: ReadonlySet<string> | null;
  /** True: `bins` has all bins of the record, although not all properties were loaded. */
  readonly isWhole?: boolean | undefined;
  /**
   * The bins then, by bin name. Of properties that were not loaded, what `@AfterLoad` hooks made them,
   * null for nothing.
   */
  readonly bins: StoredBins;
  /** Bins that the record lacked, so that `bins` has their defaults; undefined for none. */
  readonly defaulted?: ReadonlyMap<string, BinValue> | undefined;
  /** True: somebody else may have written since `bins` were read, although the generation is newer. */
  readonly isStale?: boolean | undefined;
  /** The bins the class does not map, with `unknownBins: 'keep'`. */
  readonly unknown?: Bins | undefined;
  /** Bins that the next save writes besides the changed ones: what a migration leaves to do. */
  readonly pending?: ReadonlyMap<string, BinValue> | undefined;
  /** `bins` as migrations made them, with defaults; undefined when the record had the present form. */
  readonly migrated?: StoredBins | undefined;
}

/**
 * A state that is being made. A class and no literal, for the sake of the garbage collector: where most
 * of a literal's objects live long at some time, V8 makes all later ones in the old generation, and with
 * them lives what they point to. There is one for each entity: what few have takes no room in the others.
 */
export class OpenState {
  key!: Key;
  id: unknown = undefined;
  generation = 0;
  ttl: unknown = undefined;
  loaded: ReadonlySet<string> | null = null;
  bins!: StoredBins;
  isStale: boolean | undefined = undefined;
  prepared: PreparedKey | undefined = undefined;
  declare expiresAt?: number | undefined;
  declare isWhole?: boolean | undefined;
  declare defaulted?: EntityState['defaulted'];
  declare unknown?: Bins | undefined;
  declare pending?: EntityState['pending'];
  declare migrated?: StoredBins | undefined;
}

/** Where states are kept. */
interface EntityStates {
  get(entity: object): EntityState | undefined;
  set(entity: object, state: EntityState | undefined): void;
}

/** Lets a class put its private fields into an object that exists. */
class Existing {
  constructor(entity: object) {
    return entity;
  }
}

/**
 * The state in a private field of the entity: nobody sees it, copies do not get it, and reading many
 * entities costs the garbage collector nothing, unlike entries of a WeakMap.
 */
class StateField extends Existing {
  #state: EntityState | undefined;

  private constructor(entity: object, state: EntityState | undefined) {
    super(entity);
    this.#state = state;
  }

  static get(entity: object): EntityState | undefined {
    return #state in entity ? entity.#state : undefined;
  }

  static set(entity: object, state: EntityState | undefined): void {
    if (#state in entity) entity.#state = state;
    else void new StateField(entity, state);
  }
}

const KEY = Symbol.for('@aeroform/orm.entity-states.1');
const host = globalThis as { [KEY]?: EntityStates };

/** One for all copies of this package in the process, so that ESM and CommonJS share entities. */
const states: EntityStates = (host[KEY] ??= {
  get: (entity) => StateField.get(entity),
  set: (entity, state) => StateField.set(entity, state),
});

/** The state of an entity; undefined when it was never read nor written. */
export function stateOf(entity: object): EntityState | undefined {
  return states.get(entity);
}

/** Remembers the state of an entity. */
export function setState(entity: object, state: EntityState): void {
  states.set(entity, state);
}

/**
 * Brings a state up to date after a write of bins that were all known. In place: a new state for each
 * save lives just long enough to be moved to the old generation, which is the dearest way to end.
 */
export function advanceState(
  state: EntityState & { readonly bins: RecordBins },
  written: Iterable<readonly [string, BinValue]>,
  header: Pick<EntityState, 'key' | 'generation' | 'ttl' | 'expiresAt' | 'isStale'>,
): void {
  state.bins.write(written);
  const { key, generation, ttl, expiresAt, isStale } = header;
  const open = state as { -readonly [K in keyof EntityState]: EntityState[K] };
  if (key !== state.key) {
    open.key = key;
    open.prepared = undefined;
  }
  open.generation = generation;
  open.ttl = ttl;
  if (expiresAt !== state.expiresAt) open.expiresAt = expiresAt;
  open.isStale = isStale;
}

/** A copy that later writes leave as it is. */
export function copyState(state: EntityState): EntityState {
  return { ...state, bins: new RecordBins(Object.fromEntries(state.bins)) };
}

/** Forgets an entity: it counts as new again. */
export function clearState(entity: object): void {
  states.set(entity, undefined);
}

const open = new OpenState();
open.key = ['', '', 0];
open.bins = new RecordBins({});
keepShape(open);
