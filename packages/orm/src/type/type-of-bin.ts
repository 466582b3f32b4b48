import type { Hll } from '@aeroform/core';

/** What a property can be that is stored as a type, by the type; `list` and `map` hold anything. */
export interface TypeOfBin {
  readonly int: number;
  readonly bigint: bigint;
  readonly double: number;
  readonly string: string;
  readonly bool: boolean;
  readonly bytes: Uint8Array;
  readonly date: Date;
  readonly 'datetime-ns': bigint;
  readonly geojson: object;
  readonly hll: Hll;
  readonly json: unknown;
  readonly list: unknown;
  readonly map: unknown;
}

/** The name of a stored type. */
type StoredType = keyof TypeOfBin;

/**
 * What a property can be. K: the stored type, all of them when it is not said; C: its converter, which
 * alone knows what the property is.
 */
export type ValueOfBin<K, C = undefined> = [C] extends [undefined]
  ? [StoredType] extends [K]
    ? unknown
    : TypeOfBin[K & StoredType]
  : unknown;

/** What the elements of a collection can be. E: their type or class; null stands for nothing. */
export type ElementOf<E> = [E] extends [StoredType] ? ValueOfBin<E> | null : unknown;
