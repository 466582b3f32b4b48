import type { UserKey } from '@aeroform/core';

/** Names the id property in the type when it is not `id`: `declare [IdProp]?: 'email'`. */
export const IdProp: unique symbol = Symbol.for('@aeroform/orm.id-property');

/** A class whose instances are entities; the root of a hierarchy may be abstract. */
// Any: a class with any constructor parameters is accepted.
// oxlint-disable-next-line typescript/no-explicit-any
export type EntityClass<T extends object = object> = abstract new (...args: any[]) => T;

/** An entity class of which there are instances; the mapper makes them in `create` only. */
// Any: a class with any constructor parameters is accepted.
// oxlint-disable-next-line typescript/no-explicit-any
export type ConcreteClass<T extends object = object> = new (...args: any[]) => T;

// Any: a method is a method whatever its parameters.
// oxlint-disable-next-line typescript/no-explicit-any
type Method = (...args: any[]) => any;

/** The names of the data properties of an entity: string keys whose value is not a function. */
export type DataKeys<T> = {
  [K in keyof T]-?: K extends symbol ? never : T[K] extends Method ? never : K;
}[keyof T] &
  string;

/**
 * The properties that objects of any type in a union have; any other type is as it is. A property that
 * several have may be of the type of each.
 */
export type AnyOf<T> = [KeyOf<T>] extends [keyof T] ? T : { [K in KeyOf<T>]: ValueOf<T, K> };

type ValueOf<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;
type KeyOf<T> = T extends unknown ? keyof T : never;

/** The type of an entity's id: the property named by {@link IdProp}, else `id`. */
export type IdOf<T> = T extends { [IdProp]?: infer P }
  ? P extends keyof T
    ? Exclude<T[P], undefined>
    : UserKey
  : T extends { id?: infer I }
    ? Exclude<I, undefined>
    : UserKey;

/** The name of an entity's id property. */
export type IdKey<T> = T extends { [IdProp]?: infer P } ? P & DataKeys<T> : 'id' & DataKeys<T>;
