import type { ReadPolicy } from '@aeroform/core';
import type { WriteOptions } from './call-options.js';

/**
 * What a read that belongs to a write takes of its options: all but the filter expression, which, as
 * `when`, is a condition of the write.
 */
export function readPolicyOf<T>({
  policy = {},
  signal,
}: Pick<WriteOptions<T>, 'policy' | 'signal'>): ReadPolicy {
  const { filterExpression: _, commitLevel: __, ...rest } = policy;
  return { ...rest, ...(signal === undefined ? {} : { signal }) };
}
