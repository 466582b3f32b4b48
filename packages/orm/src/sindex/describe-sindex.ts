import type { SetIndexInfo, SindexInfo } from '@aeroform/core';

/** What an index on values is on. */
type SindexSubject = Pick<
  SindexInfo,
  'namespace' | 'set' | 'bin' | 'type' | 'collection' | 'context' | 'expression'
>;

/** What an index is on, as one line: equal for a declared index and the server's if they are the same. */
export function describeSindex(subject: SindexSubject): string {
  const { namespace, set, bin, type, collection, context, expression } = subject;
  const path = context === null ? '' : ` context ${context}`;
  const indexed = expression === null ? `bin ${bin ?? ''}${path}` : `expression ${expression}`;
  return `${type} ${collection} on ${namespace}.${set} ${indexed}`;
}

/** The same for the index of a set. */
export function describeSetIndex({
  namespace,
  set,
}: Pick<SetIndexInfo, 'namespace' | 'set'>): string {
  return `the index of the set ${namespace}.${set}`;
}
