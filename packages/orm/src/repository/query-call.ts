import type { PolicyOptions } from '../context/call-policy.js';
import type { QueryCallPolicy } from '../query/query.js';
import type { Query } from '../query/query-builder.js';

/** A query under the options that every call has. */
export function withCallOptions<T, R>(
  query: Query<T, R>,
  { policy, behavior, signal }: PolicyOptions<QueryCallPolicy>,
): Query<T, R> {
  let called = query;
  if (policy !== undefined) called = called.policy(policy);
  if (behavior !== undefined) called = called.behavior(behavior);
  if (signal !== undefined) called = called.signal(signal);
  return called;
}
