import type { DataKeys, IdKey } from './entity-type.js';

/**
 * Names, in the type, properties that `update` and `operate` do not write although the class may assign
 * them, such as the version: `declare readonly [UnwrittenProps]?: 'version' | 'secondsLeft'`. What is
 * `readonly`, or has only a getter, need not be named.
 */
export const UnwrittenProps: unique symbol = Symbol.for('@aeroform/orm.unwritten-properties');

/** Stands in place of a property that `update` and `operate` do not write. */
export type NotWritten =
  'update() and operate() write no ids, versions, computed and readonly properties';

/** The properties that `update` and `operate` do not write. */
export type UnwrittenKeys<T> = IdKey<T> | ReadonlyKeys<T> | NamedKeys<T>;

type NamedKeys<T> = T extends { [UnwrittenProps]?: infer P } ? P & DataKeys<T> : never;

/** Properties that nothing is assigned to: `readonly` ones, and those with a getter only. */
type ReadonlyKeys<T> = {
  [K in keyof T]-?: IsSame<Pick<T, K>, Assignable<T, K>> extends true ? never : K;
}[keyof T];

type Assignable<T, K extends keyof T> = { -readonly [P in K]: T[P] };

type IsSame<A, B> =
  (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
