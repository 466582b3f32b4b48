import type { DataDirectoryInspection } from '../data-directory/data-directory.js';
import type { Namespace } from '../storage/namespace.js';
import type { Counters } from '../cluster/counters.js';

/** What a server holds and did, see `server.inspect()`. */
export interface Inspection extends Omit<Counters, 'unsupported'> {
  /** Connections open now. */
  readonly connections: number;
  /** Records in memory by namespace, expired ones included. */
  readonly objects: Readonly<Record<string, number>>;
  /** The same by namespace and set; the set without a name is ''. */
  readonly objectsBySet: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** How often something was asked for that this server does not have, by what it was. */
  readonly unsupported: Readonly<Record<string, number>>;
  /** What is kept on disk; undefined without a data directory. */
  readonly dataDirectory: DataDirectoryInspection | undefined;
}

/** Records of a namespace by set; the records without one under ''. */
export function objectsBySet(namespace: Namespace): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  let inSets = 0;
  for (const { name, objects } of namespace.sets.values()) {
    counts[name] = objects;
    inSets += objects;
  }
  if (namespace.objects > inSets) counts[''] = namespace.objects - inSets;
  return counts;
}
