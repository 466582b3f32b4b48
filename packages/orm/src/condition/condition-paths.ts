import type { Condition } from './condition.js';
import type { FieldPath } from './field-path.js';
import type { Operand } from './operand.js';

/** All places that a condition looks at, those inside `some(…)` too. */
export function pathsOf(condition: Condition): readonly FieldPath[] {
  return basicOperands(condition).flatMap(pathsOfOperand);
}

/** All places that an operand is made of, but for the branches of a `cond`, which may be left out. */
export function pathsOfOperand(operand: Operand): readonly FieldPath[] {
  return basicParts(operand).flatMap((part) => ('path' in part ? [part.path] : []));
}

/** Whether a condition looks at anything that is not the element of a level, or within it. */
export function looksBeyond(condition: Condition, level: number): FieldPath | Operand | null {
  for (const part of basicOperands(condition)) {
    if (part.kind === 'literal') continue;
    if (!('path' in part)) return part;
    if (part.path.level < level) return part.path;
  }
  return null;
}

/** What a condition compares, down to what is not made of other operands. */
function basicOperands(condition: Condition): readonly Operand[] {
  switch (condition.kind) {
    case 'constant':
      return [];
    case 'and':
    case 'or':
      return condition.parts.flatMap(basicOperands);
    case 'not':
      return basicOperands(condition.part);
    case 'compare':
      return [...basicParts(condition.left), ...basicParts(condition.right)];
    case 'between':
    case 'in':
    case 'text':
      return basicParts(condition.operand);
    case 'someWhere':
      return [{ kind: 'field', path: condition.path }, ...basicOperands(condition.test)];
    default:
      return [{ kind: 'field', path: condition.path }];
  }
}

function basicParts(operand: Operand): readonly Operand[] {
  switch (operand.kind) {
    case 'arithmetic':
      return [...basicParts(operand.left), ...basicParts(operand.right)];
    case 'function':
      return basicParts(operand.operand);
    default:
      return [operand];
  }
}
