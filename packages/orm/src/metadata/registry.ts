import type { EntityClass } from '../type/entity-type.js';
import type { ClassDeclaration } from './class-declaration.js';
import type { EntityMetadata } from './entity-metadata.js';

/**
 * What this package remembers by class. It hangs on globalThis, so that an ESM and a CommonJS copy in
 * one process see the same entities; only plain data is in it.
 */
export interface Registry {
  readonly declarations: WeakMap<EntityClass, ClassDeclaration>;
  readonly entities: WeakMap<EntityClass, EntityMetadata>;
  /** What is known of entity instances; see mapping/entity-state.ts. */
  readonly states: WeakMap<object, unknown>;
}

const KEY = Symbol.for('@aeroform/orm.registry.1');
const host = globalThis as { [KEY]?: Registry };

/** The registry of this process. */
export const registry: Registry = (host[KEY] ??= {
  declarations: new WeakMap(),
  entities: new WeakMap(),
  states: new WeakMap(),
});
