import type { DataKeys } from './entity-type.js';

/** The names of the properties that are lists. */
export type ListKeys<T> = {
  [K in DataKeys<T>]: [NonNullable<T[K]>] extends [readonly unknown[]] ? K : never;
}[DataKeys<T>];

/** The names of the properties that are sets. */
export type SetKeys<T> = {
  [K in DataKeys<T>]: [NonNullable<T[K]>] extends [ReadonlySet<unknown>] ? K : never;
}[DataKeys<T>];

/** The names of the properties that are maps, or plain objects used as maps. */
export type MapKeys<T> = {
  [K in DataKeys<T>]: [NonNullable<T[K]>] extends [ReadonlyMap<unknown, unknown>]
    ? K
    : string extends keyof NonNullable<T[K]>
      ? K
      : never;
}[DataKeys<T>];
