import { allOf, anyOf, type Condition, FALSE, type Leaf, notOf, TRUE } from './condition.js';
import { pathKey } from './field-path.js';
import type { Literal, Operand } from './operand.js';

/** A condition whose `not`s stand directly before leaves. */
export type NormalCondition = Condition;

/**
 * The same condition with negations pushed down to the leaves, nested `and`s and `or`s flattened,
 * constants folded, and `or`s of equalities on one value turned into `in`. This is sound because the
 * logic is two-valued; what an absent value means is decided when leaves are compiled.
 */
export function normalise(condition: Condition): NormalCondition {
  return normal(condition, false);
}

/** The parts that must all hold, of a normal condition. */
export function conjunctsOf(condition: NormalCondition): readonly Condition[] {
  if (condition.kind === 'and') return condition.parts;
  return condition.kind === 'constant' && condition.value ? [] : [condition];
}

function normal(condition: Condition, negated: boolean): Condition {
  switch (condition.kind) {
    case 'constant':
      return condition.value === negated ? FALSE : TRUE;
    case 'not':
      return normal(condition.part, !negated);
    case 'and':
    case 'or':
      return combine(
        (condition.kind === 'and') === negated ? 'or' : 'and',
        condition.parts.map((part) => normal(part, negated)),
      );
    default:
      return negated ? notOf(condition) : condition;
  }
}

function combine(kind: 'and' | 'or', parts: readonly Condition[]): Condition {
  const decisive = kind === 'or';
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  if (flat.some((part) => part.kind === 'constant' && part.value === decisive)) {
    return decisive ? TRUE : FALSE;
  }
  const open = flat.filter((part) => part.kind !== 'constant');
  if (open.length === 0) return decisive ? FALSE : TRUE;
  return kind === 'and' ? allOf(open) : anyOf(mergeEqualities(open));
}

/** `a == 1 or a == 2` as `a in [1, 2]`, in the place of the first. */
function mergeEqualities(parts: readonly Condition[]): Condition[] {
  const merged: Condition[] = [];
  const places = new Map<string, number>();
  for (const part of parts) {
    const equality = equalityOf(part);
    const key = equality === null ? null : pathOfOperand(equality.operand);
    const place = key === null ? undefined : places.get(key);
    if (equality === null || place === undefined) {
      if (key !== null) places.set(key, merged.length);
      merged.push(part);
      continue;
    }
    const before = equalityOf(merged[place]!)!;
    const values = [...before.values, ...equality.values];
    merged[place] = Object.freeze({ kind: 'in', operand: before.operand, values });
  }
  return merged;
}

/** A leaf that says a value equals one of some literals. */
export function equalityOf(
  part: Condition,
): { readonly operand: Operand; readonly values: readonly Literal[] } | null {
  const leaf = part as Leaf;
  if (leaf.kind === 'in') return leaf;
  const isEquality =
    leaf.kind === 'compare' && leaf.operator === 'eq' && leaf.right.kind === 'literal';
  // safe: the line above has looked at the kind
  return isEquality ? { operand: leaf.left, values: [leaf.right as Literal] } : null;
}

function pathOfOperand(operand: Operand): string | null {
  return operand.kind === 'field' ? pathKey(operand.path) : null;
}
