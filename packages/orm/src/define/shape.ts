import type { BinName, BinNameTooLong } from '../type/bin-name.js';
import type { EntityClass, IdProp } from '../type/entity-type.js';
import type { NamingStrategy } from '../metadata/naming.js';
import type { UnwrittenProps } from '../type/unwritten.js';
import type { FLAGS, Property, PropertyFlag, VALUE } from './property.js';

/** The properties of an entity or of an embedded object, by name. */
// Any: properties of all types.
// oxlint-disable-next-line typescript/no-explicit-any
export type Shape = Readonly<Record<string, Property<any, any>>>;

type Flags<P> = P extends { readonly [FLAGS]: infer F } ? F : never;
type Value<P> = P extends { readonly [VALUE]: infer V } ? V : never;

/** An object with the properties of a shape. */
export type ShapeValue<S> = {
  -readonly [K in keyof S as 'optional' extends Flags<S[K]> ? never : K]: Value<S[K]>;
} & {
  -readonly [K in keyof S as 'optional' extends Flags<S[K]> ? K : never]?: Value<S[K]> | undefined;
};

/** An object with the properties of one of several shapes, whose name is in a property. */
export type OneOf<K extends string, S> = {
  [N in keyof S & string]: Flat<{ [P in K]: N } & ShapeValue<S[N]>>;
}[keyof S & string];

type Flat<T> = { [P in keyof T]: T[P] };

type Flagged<S, F extends PropertyFlag> = {
  [K in keyof S]: F extends Flags<S[K]> ? K : never;
}[keyof S];

/** An entity with the properties of a shape. */
export type ShapeEntity<S> = ShapeValue<S> &
  ([Flagged<S, 'id'>] extends ['id'] ? unknown : { readonly [IdProp]?: Flagged<S, 'id'> }) &
  ([Flagged<S, 'unwritten'>] extends [never]
    ? unknown
    : { readonly [UnwrittenProps]?: Flagged<S, 'unwritten'> });

/**
 * The instances of an entity class: `type User = Infer<typeof User>`.
 */
export type Infer<C extends EntityClass> = InstanceType<C>;

/** Stands in place of a property whose name is too long for a bin. */
export type KeyTooLong = `${BinNameTooLong}: add .bin('…') or naming: 'short'`;

type CheckedKey<K, P> = K extends string
  ? BinName<K> extends BinNameTooLong
    ? 'named' extends Flags<P>
      ? P
      : KeyTooLong
    : P
  : P;

/** The shape, with {@link KeyTooLong} where a name needs to be given. */
export type CheckedShape<S, M extends NamingStrategy> = M extends 'asIs' | 'snake'
  ? { readonly [K in keyof S]: CheckedKey<K, S[K]> }
  : unknown;

/** A shape for a class that is declared elsewhere: properties of the class, with their types. */
export type ShapeOfClass<T> = {
  // Any: whether a property is optional is up to the class.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly [K in keyof T]?: Property<NonNullable<T[K]>, any>;
};
