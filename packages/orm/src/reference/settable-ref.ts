import type { EntityContext } from '../context/entity-context.js';
import type { LoadOptions } from '../type/ref.js';

/** The same in all copies of this package in the process. */
export const SETTLE = Symbol.for('@aeroform/orm.ref.settle.1');

/** The same in all copies of this package in the process. */
export const ADOPT = Symbol.for('@aeroform/orm.ref.adopt.1');

/** A reference from within: it can be told what was found. */
export interface SettableRef {
  readonly id: unknown;
  /** Of the key, where it is known without the id. */
  readonly digest: Buffer | null;
  readonly loaded: boolean;
  get(): object;
  load(options?: LoadOptions): Promise<object>;
  /**
   * @param entity what was found; null for nothing
   * @param context of the referenced entity: where the reference belongs from now on, if it belonged to none
   */
  [SETTLE](entity: object | null, context: EntityContext): void;
  /**
   * Lets a reference that belongs to no data source load through another one, to the same record.
   *
   * @param make gives that one; called when it is needed
   */
  [ADOPT](make: () => SettableRef): void;
}

/** Tells references of this package from what else a property may hold. */
export function isSettable(value: unknown): value is SettableRef {
  return typeof value === 'object' && value !== null && SETTLE in value;
}
