import type { ExpressionOp } from '@aeroform/protocol';
import type { CdtContext } from '../cdt/cdt-context.js';
import { invalidArg } from '../error/argument-error.js';
import type { ComparisonValue } from '../value/comparison-value.js';
import type { ExpressionKind } from './expression-kind.js';
import type { PathStep } from './path-step.js';

const EXPRESSION_BRAND: unique symbol = Symbol.for('@aeroform/core/expression');
declare const KIND: unique symbol;

/**
 * An expression that the server evaluates: frozen data, built by the functions of `exp`. `T` is what
 * it evaluates to, so that operands of different types do not compile.
 */
export interface Expression<out T extends ExpressionKind = ExpressionKind> {
  /** Only for the type checker. */
  readonly [KIND]: T;
  /** What it is made of; frozen. */
  readonly node: ExpressionNode;
}

/** An expression whose type is known only at run time: it fits everywhere. */
// oxlint-disable-next-line typescript/no-explicit-any -- the only type that fits every parameter
export type AnyExpression = Expression<any>;

/** A call of a list, map, bit or HLL operation on a value. */
export interface CallNode {
  /** Number of the operation within its part of the server. */
  readonly code: number;
  /** Arguments, in the order of the protocol. */
  readonly args: readonly ExpressionPart[];
  /** Path to the nested list or map; empty for the value itself. */
  readonly context: CdtContext;
}

/** What an expression is made of. */
export type ExpressionNode =
  | {
      /** Tells the kinds of nodes apart. */
      readonly form: 'literal';
      /** The value that it stands for. */
      readonly value: ComparisonValue;
    }
  | {
      /** Tells the kinds of nodes apart. */
      readonly form: 'operator';
      /** Code of the operator in the protocol. */
      readonly op: ExpressionOp;
      /** Operands, in the order of the protocol. */
      readonly args: readonly ExpressionPart[];
    }
  | {
      /** Tells the kinds of nodes apart. */
      readonly form: 'call';
      /** Type of the result, an `EXP_TYPE_…` constant. */
      readonly returns: number;
      /** Which part of the server is called: 0 list and map, 1 bit, 2 HLL; plus 0x40 to modify. */
      readonly system: number;
      /** The operation and its arguments. */
      readonly call: CallNode;
      /** What the operation works on. */
      readonly target: Expression;
    }
  | {
      /** Tells the kinds of nodes apart. */
      readonly form: 'path';
      /** Type of the result, an `EXP_TYPE_…` constant. */
      readonly returns: number;
      /** 0 to select, 0x40 to modify. */
      readonly system: number;
      /** `PATH_SELECT_…`; of modifications those of the protocol. */
      readonly flags: number;
      /** Outermost step first. */
      readonly path: readonly PathStep[];
      /** The new value of each place; null to select. */
      readonly modification: Expression | null;
      /** The list or map. */
      readonly target: Expression;
    };

/** Operand of an operator: another expression, a plain number, or text that is no string value. */
export type ExpressionPart = Expression | number | RawText;

/** Text without a type: the name of a bin or variable, or a regular expression. */
export interface RawText {
  /** The text as it is sent. */
  readonly rawText: string;
}

class FrozenExpression {
  declare readonly [EXPRESSION_BRAND]: true;
  static {
    Object.defineProperty(this.prototype, EXPRESSION_BRAND, { value: true });
  }

  constructor(readonly node: ExpressionNode) {
    Object.freeze(node);
    Object.freeze(this);
  }
}

/** Makes an expression of a node and freezes it. */
export function expression<T extends ExpressionKind>(node: ExpressionNode): Expression<T> {
  return new FrozenExpression(node) as unknown as Expression<T>;
}

/** Makes an expression of an operator with its operands. */
export function operator<T extends ExpressionKind>(
  op: ExpressionOp,
  ...args: readonly ExpressionPart[]
): Expression<T> {
  return expression({ form: 'operator', op, args: Object.freeze(args) });
}

/** True for what the functions of `exp` return, also those of another copy of this package. */
export function isExpression(value: unknown): value is Expression {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as { [EXPRESSION_BRAND]?: unknown })[EXPRESSION_BRAND] === true
  );
}

/**
 * Checks that an argument is an expression.
 *
 * @throws {InvalidArgError} that tells how to make one.
 */
export function checkExpression<E extends Expression>(value: E, path: string): E;
export function checkExpression(value: unknown, path: string): Expression;
export function checkExpression(value: unknown, path: string): Expression {
  if (isExpression(value)) return value;
  throw invalidArg(path, value, 'an expression: build it with the functions of `exp`');
}
