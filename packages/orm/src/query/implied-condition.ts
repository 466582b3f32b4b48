import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import { allOf, type Condition, FALSE, notOf } from '../condition/condition.js';
import { binPath, rootPath } from '../condition/field-path.js';
import { conditionOfState, type QueryState } from './query-state.js';
import { literal } from '../condition/value-interval.js';

const TEXT: ValueMetadata = Object.freeze({ kind: 'string', converter: null });

/** All that records must fulfil: what the query says, what the class says, and that they are not removed. */
export function wholeCondition(metadata: EntityMetadata, state: QueryState): Condition {
  const parts = [
    ...state.conditions,
    ...classCondition(metadata),
    ...(state.withDeleted ? [] : presence(metadata)),
  ];
  return parts.length === state.conditions.length ? conditionOfState(state) : allOf(parts);
}

/** Of classes that share a set, a class below the root only has records of its own and its subclasses. */
function classCondition(metadata: EntityMetadata): Condition[] {
  const { discriminator, entity, name } = metadata;
  if (discriminator === null || discriminator.root().entity === entity) return [];
  const values = [...discriminator.children()].flatMap(([value, child]) =>
    child.entity === entity || child.entity.prototype instanceof entity ? [value] : [],
  );
  const path = binPath(discriminator.binName, TEXT, `${name}.${discriminator.binName}`);
  const operand = Object.freeze({ kind: 'field', path } as const);
  const literals = values.map((value) => literal('string', value));
  const [only, ...others] = literals;
  if (only !== undefined && others.length === 0) {
    return [{ kind: 'compare', operator: 'eq', left: operand, right: only, type: 'string' }];
  }
  return [only === undefined ? FALSE : { kind: 'in', operand, values: literals }];
}

function presence({ deletedAt, sendKey }: EntityMetadata): Condition[] {
  if (deletedAt === null) return [];
  return [notOf({ kind: 'exists', path: rootPath(deletedAt, sendKey) })];
}
