import { QueryError } from '../error/query-error.js';
import type { Condition } from './condition.js';

/** Conditions within conditions; the parts of this package that go through them call themselves. */
const MAX_DEPTH = 1000;

/** Refuses a condition that is nested too deeply to be worked on. */
export function checkDepth(condition: Condition): Condition {
  let level: readonly Condition[] = [condition];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      throw new QueryError(
        `a condition has conditions within conditions more than ${MAX_DEPTH} deep; for one of many values use in([…]), and and(…) and or(…) take any number at once`,
      );
    }
    level = level.flatMap(partsOf);
  }
  return condition;
}

function partsOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'not':
      return [condition.part];
    case 'and':
    case 'or':
      return condition.parts;
    default:
      return [];
  }
}
