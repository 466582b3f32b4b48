import { PARTITION_COUNT } from '@aeroform/protocol';
import type { BackgroundWork, QueryCommand } from '../driver/driver.js';
import { InvalidArgError } from '../error/argument-error.js';
import { isWriteOperation } from '../operation/compile-operation.js';
import type { Operation } from '../operation/operation.js';
import { POLICY_COMMIT_LEVEL_MASTER } from '../policy/commit-level.js';
import {
  type ExistsPolicy,
  POLICY_EXISTS_CREATE_ONLY,
  POLICY_EXISTS_REPLACE,
  POLICY_EXISTS_REPLACE_ONLY,
} from '../policy/exists.js';
import { POLICY_GEN_IGNORE } from '../policy/generation.js';
import { POLICY_KEY_SEND } from '../policy/key.js';
import type { WritePolicy } from '../policy/write-policy.js';

/**
 * Jobs and aggregations go over all partitions and send no records: what a query says of them has no
 * meaning.
 *
 * @param verb - of the method, for errors.
 */
export function refuseParts(query: QueryCommand, verb: string): void {
  const { bins, operations, partitions, policy, positions } = query;
  refuse(
    {
      'select()': bins.length > 0,
      'project()': operations.length > 0,
      'partitions()': partitions.count < PARTITION_COUNT || positions !== null,
      'maxRecords()': policy.maxRecords > 0,
      'noBins()': !policy.includeBinData,
    },
    `does not go with ${verb}(): leave it out`,
  );
}

/** The answer of a read has nowhere to go, and servers refuse it without saying which it is. */
export function refuseReads(operations: readonly Operation[]): void {
  for (const [i, operation] of operations.entries()) {
    if (isWriteOperation(operation)) continue;
    const argument = `ops[${i}]`;
    throw new InvalidArgError(
      `${argument} reads bin "${operation.bin}"; jobs answer nothing: they only take what writes`,
      { argument },
    );
  }
}

/** Servers change each record as it is, once, whatever else a job asks for. */
export function refusePolicy(policy: WritePolicy, kind: BackgroundWork['kind']): void {
  if (policy.txn) {
    throw new InvalidArgError(
      'policy.txn does not go with jobs: they run on the servers, record by record. Use batchOperate()',
      { argument: 'policy.txn' },
    );
  }
  refuse(
    {
      'policy.exists': NO_EXISTS[kind].has(policy.exists),
      'policy.gen': (policy.gen ?? POLICY_GEN_IGNORE) !== POLICY_GEN_IGNORE,
      'policy.key': policy.key === POLICY_KEY_SEND,
      'policy.commitLevel': policy.commitLevel === POLICY_COMMIT_LEVEL_MASTER,
      'policy.maxRetries': (policy.maxRetries ?? 0) > 0,
    },
    'has no effect on jobs with this value: servers change the records that are there, each once. ' +
      'Leave it out',
  );
}

/** Update-only is what all jobs are. */
const NO_EXISTS: Record<BackgroundWork['kind'], ReadonlySet<ExistsPolicy | undefined>> = {
  operate: new Set([POLICY_EXISTS_CREATE_ONLY, POLICY_EXISTS_REPLACE]),
  apply: new Set([POLICY_EXISTS_CREATE_ONLY, POLICY_EXISTS_REPLACE, POLICY_EXISTS_REPLACE_ONLY]),
};

function refuse(given: Readonly<Record<string, boolean>>, reason: string): void {
  for (const [argument, isGiven] of Object.entries(given)) {
    if (isGiven) throw new InvalidArgError(`${argument} ${reason}`, { argument });
  }
}
