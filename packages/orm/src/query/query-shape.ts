import { createHash } from 'node:crypto';
import { exp, type Expression, isExpression } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { type FieldPath, pathKey } from '../condition/field-path.js';
import { wholeCondition } from './implied-condition.js';
import { normalise } from '../condition/normalise.js';
import type { QueryState } from './query-state.js';

const SHAPE_BYTES = 9;

/** A short text that is equal for queries with the same conditions on the same set. */
export function queryShape(context: EntityContext, state: QueryState): string {
  const { metadata, namespace, set } = context;
  const condition = normalise(wholeCondition(metadata, state));
  const text = JSON.stringify([metadata.name, namespace, set, state.limit, condition], toPlain);
  return createHash('sha256').update(text).digest().subarray(0, SHAPE_BYTES).toString('base64url');
}

/** What JSON cannot say, or says at too great a length. */
function toPlain(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return value;
  if (isPath(value)) return pathKey(value);
  return isExpression(value) ? exp.toBase64(value as Expression) : value;
}

function isPath(value: object): value is FieldPath {
  return 'source' in value && 'binName' in value && 'steps' in value;
}
