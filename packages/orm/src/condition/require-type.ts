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

/** Whether a collection is stored as a list; else it is stored as a map. */
export function holdsList({ value }: FieldPath): boolean {
  return value.kind === 'list' || value.kind === 'set' || value.kind === 'dynamic';
}
