import type { BatchPolicy } from '@aeroform/core';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import type { WriteManyOptions } from './call-options.js';

/** The policy of a batch of writes; its filter expression goes with each entry. */
export function writeManyPolicy<T>(
  context: EntityContext,
  options: Pick<WriteManyOptions<T>, 'policy' | 'behavior' | 'signal'>,
): BatchPolicy | undefined {
  if (options.policy?.filterExpression === undefined) return callPolicy(context, 'batch', options);
  const { filterExpression: _, ...policy } = options.policy;
  return callPolicy(context, 'batch', { ...options, policy });
}
