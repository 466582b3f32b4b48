import type { DataKeys, IdOf } from './entity-type.js';
import type { Ref } from './ref.js';
import type { NotWritten, UnwrittenKeys } from './unwritten.js';

/** Values for some properties of an entity. A reference may be given as the entity or as its id. */
export type Draft<T> = { [K in DataKeys<T>]?: DraftValue<T[K]> | null | undefined };

/** What `update` takes: the id is given beside it, and other properties are not the application's. */
export type Patch<T> = {
  [K in DataKeys<T>]?: K extends UnwrittenKeys<T>
    ? NotWritten
    : DraftValue<T[K]> | null | undefined;
};

/** What a property takes: for references, alone or in a list or map, also what they refer to. */
export type DraftValue<V> =
  V extends Ref<infer T>
    ? Referable<T>
    : V extends readonly Ref<infer T>[]
      ? readonly Referable<T>[] | V
      : V extends ReadonlyMap<infer K, Ref<infer T>>
        ? ReadonlyMap<K, Referable<T>> | V
        : V;

/** A reference to an entity, the entity, or its id. */
export type Referable<T extends object> = Ref<T> | T | IdOf<T>;
