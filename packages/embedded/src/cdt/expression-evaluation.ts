import type { WireValue } from '@aeroform/protocol';

/** The element at hand, as the loop variables of an expression see it. */
export interface LoopElement {
  /** Key of a map entry; undefined for elements of lists. */
  readonly key: WireValue | undefined;
  readonly value: WireValue;
  /** Position of an element of a list; undefined for map entries. */
  readonly index: number | undefined;
}

/** The order to remove the element at hand: the outcome of a path modification, never a value. */
export const REMOVE_ELEMENT: unique symbol = Symbol('remove the element');

/**
 * What path operations need from expressions. The expression layer implements it and hands it in:
 * expressions call CDT operations, so this layer can't import them.
 */
export interface ExpressionEvaluation {
  /**
   * Parses an expression from the bytes of its msgpack form.
   *
   * @throws {CommandError} 4 on anything malformed or ill-typed.
   */
  parse(bytes: Buffer): unknown;
  /**
   * Evaluates a parsed expression for one element.
   *
   * @returns undefined when the outcome is unknown.
   */
  evaluate(
    expression: unknown,
    element: LoopElement,
  ): WireValue | typeof REMOVE_ELEMENT | undefined;
}
