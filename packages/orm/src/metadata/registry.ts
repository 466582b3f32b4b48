import type { EntityClass } from '../type/entity-type.js';
import type { ClassDeclaration } from './class-declaration.js';
import type { EntityMetadata } from './entity-metadata.js';
import type { NamingStrategy } from './naming.js';

/**
 * What this package remembers by class. It hangs on globalThis, so that an ESM and a CommonJS copy in
 * one process see the same entities; only plain data is in it.
 */
export interface Registry {
  readonly declarations: WeakMap<EntityClass, ClassDeclaration>;
  /** By class, then by naming strategy. */
  readonly entities: WeakMap<EntityClass, Map<NamingStrategy, EntityMetadata>>;
  /** The classes that were declared below a class with `@ChildEntity`. */
  readonly children: WeakMap<EntityClass, EntityClass[]>;
  /** What is known of entity instances; see mapping/entity-state.ts. */
  readonly states: WeakMap<object, unknown>;
}

const KEY = Symbol.for('@aeroform/orm.registry.2');
const host = globalThis as { [KEY]?: Registry };

/** The registry of this process. */
export const registry: Registry = (host[KEY] ??= {
  declarations: new WeakMap(),
  entities: new WeakMap(),
  children: new WeakMap(),
  states: new WeakMap(),
});
