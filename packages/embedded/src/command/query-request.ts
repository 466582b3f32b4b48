import { FieldType } from '@aeroform/protocol';
import type { QueriedIndex, QueryScope } from '../query/query-scope.js';
import { invalidQuery, sizedField } from '../query/query-fields.js';
import { ALL_PARTITIONS, type PartitionSelection } from '../query/partition-selection.js';
import { findSindex, type SindexTarget } from '../query/sindex-target.js';
import type { CommandContext } from './command-context.js';
import type { Request } from './request.js';

/** Longest set name, in bytes. */
const MAX_SET_NAME_SIZE = 63;
const U32_SIZE = 4;
const U64_SIZE = 8;

/** The set that a query is about; empty for all sets. The server reads it as a C string. */
export function readQuerySet(request: Request): string {
  const set = request.text(FieldType.set) ?? '';
  if (set.length > MAX_SET_NAME_SIZE) throw invalidQuery('the set name is too long');
  return set.split('\0', 1)[0] as string;
}

/** True when no record was ever written to the set. */
export function isUnknownSet({ namespace }: CommandContext, set: string): boolean {
  return set !== '' && !namespace.sets.has(set);
}

/** Limit of records per second, 0 for none. */
export function readRecordsPerSecond(request: Request): number {
  return sizedField(request, FieldType.recordsPerSecond, U32_SIZE)?.readUInt32BE() ?? 0;
}

/** Milliseconds that the client gives the connection to take an answer; 0 for no limit. */
export function readSocketTimeout(request: Request): number {
  return sizedField(request, FieldType.socketTimeout, U32_SIZE)?.readUInt32BE() ?? DEFAULT_TIMEOUT;
}

const DEFAULT_TIMEOUT = 10_000;

/** Most records to answer, 0 for all. */
export function readMaxRecords(request: Request): bigint {
  return sizedField(request, FieldType.maxRecords, U64_SIZE)?.readBigUInt64BE() ?? 0n;
}

/** Id of the query, 0 when the client leaves it to the node. */
export function readTaskId(request: Request): bigint {
  const data = request.field(FieldType.taskId);
  return data === undefined || data.length < U64_SIZE ? 0n : data.readBigUInt64BE();
}

/**
 * Looks the index of a query up and says which records the query is about.
 *
 * @throws {CommandError} 201 or 203 when the index is not there or not ready.
 */
export function queryScope(
  { node, namespace }: CommandContext,
  set: string,
  target: SindexTarget | undefined,
  partitions: PartitionSelection = ALL_PARTITIONS,
): QueryScope {
  let index: QueriedIndex | undefined;
  if (target !== undefined) {
    const sindex = findSindex(node.sindexes(namespace), target, set);
    index = { sindex, range: target.range };
  }
  // The text that the records hold, too: it is compared with each of theirs.
  const shared = namespace.sets.get(set)?.name ?? set;
  return { namespace, set: shared, partitions, index };
}
