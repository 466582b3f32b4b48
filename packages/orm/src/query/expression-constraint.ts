import { exp, type Expression } from '@aeroform/core';
import { compileOperand } from '../condition/compile-operand.js';
import type { Condition } from '../condition/condition.js';
import { comparedOperand } from '../condition/element-intervals.js';
import { formatOperand } from '../condition/format-condition.js';
import { type Operand, operandType } from '../condition/operand.js';
import { ALL_VALUES, intersect, type ValueInterval } from '../condition/value-interval.js';

/** What an index may be on besides bins, and how the server lists it. */
export interface IndexedExpression {
  readonly expression: Expression;
  readonly base64: string;
  readonly shown: string;
}

/** What a conjunction says about one computed value. */
export interface ExpressionConstraint {
  readonly indexed: IndexedExpression;
  readonly operand: Operand;
  readonly intervals: readonly ValueInterval[];
  /** The conjuncts that the intervals say completely. */
  readonly covers: readonly Condition[];
}

/** Gathers what conjuncts say about each value that the server computes. */
export function expressionConstraints(conjuncts: readonly Condition[]): ExpressionConstraint[] {
  const found = new Map<string, ExpressionConstraint>();
  for (const conjunct of conjuncts) {
    const said = comparedOperand(conjunct);
    const indexed = said === null ? null : indexedExpression(said.operand);
    if (said === null || indexed === null) continue;
    const before = found.get(indexed.base64);
    found.set(indexed.base64, {
      indexed,
      operand: said.operand,
      intervals: intersect(before?.intervals ?? [ALL_VALUES], said.intervals),
      covers: [...(before?.covers ?? []), conjunct],
    });
  }
  return [...found.values()];
}

/** An operand as an index would be on it; null for what has no type, or is another way to a bin. */
export function indexedExpression(operand: Operand): IndexedExpression | null {
  const type = operandType(operand);
  const isPlain = operand.kind === 'literal' || operand.kind === 'fact';
  if (isPlain || type === 'dynamic') return null;
  if (operand.kind === 'field' && operand.path.source !== 'bin') return null;
  const expression = compileOperand(operand, type).value;
  return { expression, base64: exp.toBase64(expression), shown: formatOperand(operand) };
}
