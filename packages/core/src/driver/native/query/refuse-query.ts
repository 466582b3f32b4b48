import { compileExpression } from '../../../expression/compile-expression.js';
import { POLICY_REPLICA_RANDOM } from '../../../policy/replica.js';
import type { QueryCommand } from '../../driver.js';
import { type LimitationName, unsupported } from '../unsupported.js';
import { MAX_SAVED_BYTES } from './page-state.js';
import { isSavable } from './to-official-query.js';

/** @throws {UnsupportedByDriverError} for a query that the official client cannot ask for. */
export function refuseQuery(command: QueryCommand): void {
  const { predicate, operations, positions, policy } = command;
  const results = operations.map(({ bin }) => bin);
  const needsState =
    positions !== null ||
    policy.maxRecords > 0 ||
    policy.recordsPerSecond > 0 ||
    operations.length > 0;
  const asked: Partial<Record<LimitationName, boolean>> = {
    maxConcurrentNodes: policy.maxConcurrentNodes > 0,
    randomReplicaOfQuery: policy.replica === POLICY_REPLICA_RANDOM,
    severalResultsOfBin: new Set(results).size < results.length,
    longIndexExpression: isLong(predicate?.expression ?? null),
    textWithNul: typeof predicate?.begin === 'string' && predicate.begin.includes('\0'),
    partsOfBytesQuery: needsState && !isSavable(command),
  };
  for (const [name, isAsked] of Object.entries(asked)) {
    if (isAsked) throw unsupported(name as LimitationName);
  }
}

function isLong(expression: Parameters<typeof compileExpression>[0] | null): boolean {
  return expression !== null && compileExpression(expression).length >= MAX_SAVED_BYTES;
}
