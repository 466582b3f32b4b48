declare const EXPR: unique symbol;

/** A value computed by the server from a record: a field, a literal or something made of them. */
export interface Expr<V = unknown> {
  readonly [EXPR]?: V;
}

/** A condition on a record. */
export interface Predicate extends Expr<boolean> {
  /** Both hold. */
  and(...others: Predicate[]): Predicate;
  /** At least one of them holds. */
  or(...others: Predicate[]): Predicate;
  /** The opposite, also true where a compared value is absent. */
  not(): Predicate;
}
