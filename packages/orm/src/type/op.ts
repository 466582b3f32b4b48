declare const OP: unique symbol;

/** One atomic operation of `operate`, with the type of its result. */
export interface Op<R> {
  readonly [OP]: R;
}

/** The results of operations, by the names they were given. */
export type Out<O> = { [K in keyof O]: O[K] extends Op<infer R> ? R : never };

/** What the methods of writers give: an operation inside `operate`, a promise on a handle. */
export interface Answers<R> {
  /** Inside `operate`: what is to be done, together with the other operations. */
  readonly op: Op<R>;
  /** On a handle: the call is made, and its result comes. */
  readonly call: Promise<R>;
}

/** Where a writer is used. */
export type Mode = keyof Answers<unknown>;
