import type { UserKey } from '@aeroform/core';
import type { Converter } from '../converter/converter.js';
import type {
  ElementDeclaration,
  IdOptions,
  IndexOptions,
} from '../metadata/member-declaration.js';
import type { MergeRule } from '../type/merge-rule.js';
import type { BinName } from '../type/bin-name.js';

/** The type of a described property; only for the type checker. */
export declare const VALUE: unique symbol;
/** What is said about a described property; only for the type checker. */
export declare const FLAGS: unique symbol;

/** May be absent; has a bin name of its own, or no bin at all; is the id; is not written by `update`. */
export type PropertyFlag = 'optional' | 'named' | 'id' | 'unwritten';

/**
 * A property as `t` describes it, with a value of type V. Immutable: each method gives another
 * description.
 */
export interface Property<V, F extends PropertyFlag = never> extends ElementDeclaration {
  /** Only for the type checker. */
  readonly [VALUE]: V;
  /** Only for the type checker. */
  readonly [FLAGS]: F;
  /** May be absent: undefined when it is read, null or undefined when it is written. */
  optional(): Property<V, F | 'optional'>;
  /**
   * What new entities and records without the bin have.
   *
   * @param value the value, or a function that makes it (for objects always a function)
   */
  default(value: V | (() => V)): Property<V, Exclude<F, 'optional'>>;
  /**
   * Name of the bin, at most 15 UTF-8 bytes; default: the property, as the naming strategy has it.
   * Of an id: the bin it is stored in besides the key.
   */
  bin<N extends string>(name: BinName<N>): Property<V, F | 'named'>;
  /** Declares a secondary index; call it again for another one. */
  index(options?: IndexOptions): Property<V, F>;
  /** Read only when it is named. */
  unselected(): Property<V, F>;
  /** What becomes of the property when a save is merged with that of another writer. */
  merge(rule: MergeRule<V>): Property<V, F>;
  /** Turns the property into what is stored, and back. For scalars. */
  // Any: the stored side is checked when it is written.
  // oxlint-disable-next-line typescript/no-explicit-any
  convert<P>(converter: Converter<P, any>): Property<P, F>;
  /** Makes it the id of the entity, or the key of elements in a list with `as: 'map'`. */
  id<N extends string = string>(
    this: Property<UserKey, PropertyFlag>,
    options?: Omit<IdOptions<N>, 'type'>,
  ): Property<V, F | 'id' | 'named'>;
  /** In lists from a layout on; for shapes with a schemaVersion. */
  since(version: number): Property<V, F>;
  /** In lists up to a layout; for shapes with a schemaVersion. */
  until(version: number): Property<V, F>;
  /** The place in lists, from 0. */
  ordinal(place: number): Property<V, F>;
}
