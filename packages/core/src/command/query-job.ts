import { randomBytes } from 'node:crypto';
import { PARTITION_COUNT } from '@aeroform/protocol';
import type { BackgroundWork, QueryCommand } from '../driver/driver.js';
import { InvalidArgError } from '../error/argument-error.js';
import { checkOperations } from '../operation/check-operation.js';
import type { Operation } from '../operation/operation.js';
import { mergeWritePolicy } from '../policy/merge-policy.js';
import type { WritePolicy } from '../policy/write-policy.js';
import type { BackgroundJob } from '../query/background-job.js';
import type { UdfCall } from '../udf/udf-call.js';
import type { BinValue } from '../value/bin-value.js';
import { atCaller } from './at-caller.js';
import { touchTtl } from './operate.js';
import type { Session } from './session.js';
import { watchJob } from './watch-job.js';

/** Starts operations on all records of a query. */
export async function startOperate(
  session: Session,
  query: QueryCommand,
  operations: readonly Operation[],
  policy?: WritePolicy,
): Promise<BackgroundJob> {
  checkOperations(operations);
  const ttl = touchTtl(operations);
  const merged = ttl === null ? policy : { ...policy, ttl };
  return start(session, query, { kind: 'operate', operations }, merged);
}

/** Starts a function on all records of a query. */
export async function startApply(
  session: Session,
  query: QueryCommand,
  makeCall: () => UdfCall,
  policy?: WritePolicy,
): Promise<BackgroundJob> {
  return start(session, query, { kind: 'apply', call: makeCall() }, policy);
}

/** Runs an aggregation; one result of each node, at least. */
export async function aggregate(
  { driver, observer }: Session,
  query: QueryCommand,
  makeCall: () => UdfCall,
): Promise<BinValue[]> {
  refuseParts(query, 'aggregate');
  const call = makeCall();
  const { namespace, set, predicate, policy } = query;
  const observed = observer.begin('queryApply', namespace, set ?? '');
  try {
    const values = await driver.aggregate({ namespace, set, predicate, policy, call });
    observer.succeed(observed);
    return values;
  } catch (error) {
    observer.fail(observed, error);
    throw atCaller(error, aggregate);
  }
}

async function start(
  session: Session,
  query: QueryCommand,
  work: BackgroundWork,
  policy: WritePolicy | undefined,
): Promise<BackgroundJob> {
  const verb = work.kind === 'apply' ? 'queryApply' : 'queryOperate';
  refuseParts(query, work.kind);
  if (policy?.txn) throw refusedTransaction();
  const { namespace, set, predicate } = query;
  const { filterExpression, recordsPerSecond } = query.policy;
  const merged = mergeWritePolicy(session.policies.write, policy);
  const taskId = randomBytes(8).readBigUInt64BE() >> 1n;
  const call = session.observer.begin(verb, namespace, set ?? '');
  try {
    await session.driver.background({
      verb,
      namespace,
      set,
      predicate,
      policy: { ...merged, filterExpression: merged.filterExpression ?? filterExpression },
      recordsPerSecond,
      work,
      taskId,
    });
    session.observer.succeed(call);
  } catch (error) {
    session.observer.fail(call, error);
    throw atCaller(error, start);
  }
  return watchJob(session, taskId);
}

function refusedTransaction(): InvalidArgError {
  return new InvalidArgError(
    'policy.txn does not go with jobs: they run on the servers, record by record. Use batchOperate()',
    { argument: 'policy.txn' },
  );
}

/** Jobs go over all partitions and send no records: what a query says of them has no meaning. */
function refuseParts(query: QueryCommand, verb: string): void {
  const { bins, partitions, policy } = query;
  const given = {
    'select()': bins.length > 0,
    'partitions()': partitions.count < PARTITION_COUNT,
    'maxRecords()': policy.maxRecords > 0,
    'noBins()': !policy.includeBinData,
  };
  for (const [method, isGiven] of Object.entries(given)) {
    if (!isGiven) continue;
    throw new InvalidArgError(`${method} does not go with ${verb}(): leave it out`, {
      argument: method,
    });
  }
}
