import { randomBytes } from 'node:crypto';
import type { BackgroundWork, QueryCommand } from '../driver/driver.js';
import { InvalidArgError } from '../error/argument-error.js';
import { checkOperations } from '../operation/check-operation.js';
import type { Operation } from '../operation/operation.js';
import { mergeWritePolicy } from '../policy/merge-policy.js';
import type { WritePolicy } from '../policy/write-policy.js';
import type { BackgroundJob } from '../query/background-job.js';
import { explainRefusal } from '../server/explain-refusal.js';
import type { Feature } from '../server/feature.js';
import { neededFeatures } from '../server/needed-features.js';
import type { UdfCall } from '../udf/udf-call.js';
import type { BinValue } from '../value/bin-value.js';
import { atCaller } from './at-caller.js';
import { touchTtl } from './operate.js';
import { refuseParts, refusePolicy, refuseReads } from './refuse-in-job.js';
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
  refuseReads(operations);
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
  refuseFilter(query);
  const call = makeCall();
  const { namespace, set, predicate, policy } = query;
  const observed = observer.begin('queryApply', namespace, set ?? '');
  try {
    const values = await driver.aggregate({ namespace, set, predicate, policy, call });
    observer.succeed(observed);
    return values;
  } catch (error) {
    observer.fail(observed, error);
    throw atCaller(
      explainRefusal(error, driver, () => neededFeatures(query)),
      aggregate,
    );
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
  refusePolicy(policy ?? {}, work.kind);
  const { namespace, set, predicate } = query;
  const { recordsPerSecond } = query.policy;
  const merged = mergeWritePolicy(session.policies.write, policy);
  // What is said here comes before what the query says, and that before the defaults of writes.
  const filterExpression =
    policy?.filterExpression ?? query.policy.filterExpression ?? merged.filterExpression;
  const command = {
    verb,
    namespace,
    set,
    predicate,
    policy: { ...merged, filterExpression },
    recordsPerSecond,
    work,
    // 53 bits: the official client takes a number.
    taskId: randomBytes(8).readBigUInt64BE() >> 11n,
  } as const;
  const call = session.observer.begin(verb, namespace, set ?? '');
  try {
    await session.driver.background(command);
    session.observer.succeed(call);
  } catch (error) {
    session.observer.fail(call, error);
    const features = (): Feature[] => neededFeatures({ ...work, ...command });
    throw atCaller(explainRefusal(error, session.driver, features), start);
  }
  return watchJob(session, command.taskId);
}

function refuseFilter({ policy }: QueryCommand): void {
  if (policy.filterExpression === null) return;
  throw new InvalidArgError(
    'filter() does not go with aggregate(): servers refuse it. Filter in the function, stream : filter(…)',
    { argument: 'filter()' },
  );
}
