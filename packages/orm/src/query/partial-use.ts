import { isDeepStrictEqual } from 'node:util';
import type { Condition } from '../condition/condition.js';
import { pathKey } from '../condition/field-path.js';
import { formatHolds, isSameCondition, type PartialIndex } from '../condition/partial-index.js';
import { intersect } from '../condition/value-interval.js';
import { formatPlace } from './index-predicate.js';
import { type FieldConstraint, fieldConstraints } from './field-constraint.js';
import type { IndexUse } from './index-use.js';

/**
 * What indexes with a condition could do: the same as an index of all records, where what the query
 * asks for implies the condition.
 *
 * @param uses what indexes of all records could do
 * @param held what the records of the query fulfil
 */
export function partialUses(
  uses: readonly IndexUse[],
  held: readonly Condition[],
  indexes: readonly PartialIndex[],
): IndexUse[] {
  return indexes.flatMap((partial) => {
    if (!partial.holds.every((condition) => implies(held, condition))) return [];
    const { holds, expression, base64 } = partial;
    const covered = held.filter((each) =>
      holds.some((condition) => isSameCondition(condition, each)),
    );
    return uses
      .filter((use) => isOn(use, partial))
      .map((use) => ({
        ...use,
        binName: '',
        steps: [],
        expression: {
          expression,
          base64,
          shown: `(${formatPlace(use)} where ${formatHolds(partial)})`,
        },
        covers: [...use.covers, ...covered],
        holds,
      }));
  });
}

function isOn(use: IndexUse, { index }: PartialIndex): boolean {
  return (
    use.expression === null &&
    use.binName === index.binName &&
    use.type === index.type &&
    use.collection === index.collection &&
    isDeepStrictEqual(use.steps, index.steps)
  );
}

/**
 * Whether a condition follows from others: it is one of them, or says of a value no more than they do
 * (`n > 5` implies `n > 3`).
 */
function implies(held: readonly Condition[], condition: Condition): boolean {
  if (held.some((each) => isSameCondition(each, condition))) return true;
  const [wanted, second] = fieldConstraints([condition]);
  if (wanted === undefined || second !== undefined || wanted.covers.length === 0) return false;
  const said = fieldConstraints(held).find(({ path }) => pathKey(path) === pathKey(wanted.path));
  return said !== undefined && isWithin(said, wanted);
}

function isWithin(said: FieldConstraint, wanted: FieldConstraint): boolean {
  return isDeepStrictEqual(intersect(said.intervals, wanted.intervals), said.intervals);
}
