declare const EXPR: unique symbol;

/** A value computed by the server from a record: a field, a literal or something made of them. */
export interface Expr<V = unknown> {
  readonly [EXPR]?: V;
}

/** A condition on a record. */
export interface Predicate extends Expr<boolean> {
  and(...others: Predicate[]): Predicate;
  or(...others: Predicate[]): Predicate;
  not(): Predicate;
}
