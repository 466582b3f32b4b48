import { QueryError } from '../error/query-error.js';
import type { FieldPath } from './field-path.js';
import { type ValueType, valueTypeOf } from './value-type.js';

/** Refuses a method that the stored type of a property does not have. */
export function requireType(path: FieldPath, allowed: readonly ValueType[], method: string): void {
  const type = path.source === 'ttl' ? 'int' : valueTypeOf(path.value);
  if (type === 'dynamic' || (type !== null && allowed.includes(type))) return;
  const found = type ?? 'object spread over bins';
  throw new QueryError(
    `${path.label}.${method}: is for ${allowed.join(' and ')}; this is a ${found}`,
  );
}
