import {
  type BackgroundJob,
  type JobProgress,
  type JobWaitOptions,
  batchEntry,
  exp,
  type Expression,
  type Operation as CoreOperation,
  operations as coreOperations,
  POLICY_EXISTS_UPDATE_ONLY,
  TTL_DONT_UPDATE,
} from '@aeroform/core';
import { BatchError, BatchOutcome, type BatchStatus } from '../batch/batch-outcome.js';
import { runChunks } from '../batch/run-chunks.js';
import { type BatchSender, failedItem, sendBatch } from '../batch/send-batch.js';
import type { EntityContext } from '../context/entity-context.js';
import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import { ScanForbiddenError } from '../error/scan-forbidden-error.js';
import { fromBin } from '../mapping/from-bin.js';
import { standingTtl } from '../mapping/standing-ttl.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { Operation } from '../observe/operation.js';
import type { Plan } from '../type/plan.js';
import type { Condition } from '../condition/condition.js';
import { describePlan } from './describe-plan.js';
import type { Literal } from '../condition/operand.js';
import { ofPresentVersion } from './present-form.js';
import { planState, requireAllowed } from './plan-state.js';
import type { QueryPlan } from './query-plan.js';
import { policyOf } from './query-policy.js';
import { isIndexGone } from './query-run.js';
import type { QueryState } from './query-state.js';
import { keyOf } from './read-keys.js';
import { readRecords } from './read-records.js';

/** Work of the servers on all entities of a query. */
export interface QueryJob {
  /** Under which the servers list it; null where the query named ids, or nothing, and it is done. */
  readonly taskId: bigint | null;
  /** How the entities are found. */
  readonly plan: Plan;
  /** How far it has come. */
  progress(): Promise<JobProgress>;
  /** Waits until all nodes are done; see core's `BackgroundJob.wait`. */
  wait(options?: JobWaitOptions): Promise<JobProgress>;
  /** Ends it on all nodes; what it has changed stays. */
  abort(): Promise<void>;
}

/** What a job does with each record. */
export interface JobWork {
  readonly verb: 'updateAll' | 'removeAll';
  readonly operations: readonly CoreOperation[];
  /** Told of the plan; null while nobody watches. */
  readonly operation: Operation | null;
}

/** What `removeAll` does with each record. */
export const REMOVAL: readonly CoreOperation[] = Object.freeze([coreOperations.delete()]);

/** Starts work on all entities of a query; without a condition only where that was allowed. */
export async function startJob(
  context: EntityContext,
  state: QueryState,
  work: JobWork,
): Promise<QueryJob> {
  refuseParts(context, state, work.verb);
  const unusable = new Set<string>();
  for (;;) {
    const plan = await planState(context, state, { purpose: 'job', unusable });
    requireReason(context, state, plan, work.verb);
    requireAllowed(plan, context, state);
    const described = describePlan(plan, context.metadata.name);
    work.operation?.planned(described);
    try {
      if (work.verb === 'updateAll') await refuseOtherVersions(context, state, plan);
      return await begin(context, state, plan, { ...work, described });
    } catch (error) {
      if (plan.access !== 'sindex' || !isIndexGone(error)) throw error;
      for (const { index } of plan.queries) unusable.add(index);
      context.sindexes.invalidate();
    }
  }
}

/** Servers do not count or sort what a job changes. */
function refuseParts({ metadata }: EntityContext, state: QueryState, verb: string): void {
  const given = {
    limit: state.limit !== null,
    orderBy: state.order.length > 0,
    select: state.selected !== null,
    onProgress: state.progress !== null,
  };
  for (const [method, isGiven] of Object.entries(given)) {
    if (!isGiven) continue;
    const remedy =
      method === 'onProgress'
        ? 'wait({ onProgress }) of the job tells how far it is'
        : 'a job works on all entities that fulfil the conditions: leave it out, or take ids() and a batch';
    throw new QueryError(`${metadata.name}.${verb}: does not go with ${method}(); ${remedy}`);
  }
}

/** Changing all entities is never what a forgotten condition means, whatever is allowed for reads. */
function requireReason(
  { metadata }: EntityContext,
  state: QueryState,
  plan: QueryPlan,
  verb: string,
): void {
  if (state.conditions.length > 0 || state.scanReason !== null || plan.access === 'none') return;
  throw new ScanForbiddenError(
    `${metadata.name}.${verb}: has no condition and would work on all entities; say so with allowScan('why')`,
    describePlan(plan, metadata.name),
    metadata.name,
  );
}

/**
 * A job cannot migrate, and migrations of records of an older version would later run over what it
 * wrote: so none may be among those it finds.
 */
async function refuseOtherVersions(
  context: EntityContext,
  state: QueryState,
  plan: QueryPlan,
): Promise<void> {
  const { schemaVersion, name } = context.metadata;
  if (schemaVersion === null) return;
  const others = exp.not(ofPresentVersion(schemaVersion));
  const given = policyOf(context, 'query', state, null).filterExpression ?? null;
  const filterExpression = given === null ? others : exp.and(given, others);
  const blocks = readRecords({
    context,
    plan,
    wanted: { bins: [], operations: [] },
    state: { ...state, policy: { ...state.policy, filterExpression } },
    parallel: 1,
  });
  for await (const [record] of blocks) {
    const { key } = record!;
    const id = key[2] ?? key[3].toString('hex');
    throw new QueryError(
      `${name}.updateAll: found records that are not of schema version ${schemaVersion.version} (one is ${describeValue(id)}), and a migration would later run over what it writes; run dataSource.schema.migrate(${name}) first. Nothing was changed`,
    );
  }
}

interface DescribedWork extends JobWork {
  readonly described: Plan;
}

async function begin(
  context: EntityContext,
  state: QueryState,
  plan: QueryPlan,
  work: DescribedWork,
): Promise<QueryJob> {
  switch (plan.access) {
    case 'none':
      return finishedJob(work.described, 0, 0);
    case 'keys':
      return workOnKeys(context, state, plan, work);
    case 'sindex':
      return running(await background(context, state, plan.queries[0]!, work), work.described);
    case 'scan': {
      const whole = { predicate: null, residual: plan.residual };
      return running(await background(context, state, whole, work), work.described);
    }
  }
}

async function background(
  context: EntityContext,
  state: QueryState,
  part: {
    readonly predicate: Parameters<ReturnType<EntityContext['client']['query']>['where']>[0] | null;
    readonly residual: Condition | null;
  },
  work: JobWork,
): Promise<BackgroundJob> {
  const { client, namespace, set, metadata } = context;
  const { filterExpression, ...policy } = policyOf(context, 'write', state, part.residual);
  const filter = workFilter(metadata, work, filterExpression);
  const source = client.query(namespace, set);
  const indexed = part.predicate === null ? source : source.where(part.predicate);
  const filtered = filter === null ? indexed : indexed.filter(filter);
  const { recordsPerSecond } = state;
  const paced = recordsPerSecond === 0 ? filtered : filtered.recordsPerSecond(recordsPerSecond);
  const durable = metadata.durableDelete ? { durableDelete: true } : {};
  return paced.operate(work.operations, { ...durable, ...policy, ttl: workTtl(metadata, work) });
}

/** Records of another schema version that come while a job runs are not changed by it. */
function workFilter(
  { schemaVersion }: EntityMetadata,
  { verb }: JobWork,
  given: Expression<'bool'> | null | undefined,
): Expression<'bool'> | null {
  const own = given ?? null;
  if (schemaVersion === null || verb === 'removeAll') return own;
  const present = ofPresentVersion(schemaVersion);
  return own === null ? present : exp.and(own, present);
}

/** The time to live that other writes by id give a record. */
function workTtl(metadata: EntityMetadata, { verb }: JobWork): number {
  return verb === 'removeAll' ? TTL_DONT_UPDATE : standingTtl(metadata);
}

function running(job: BackgroundJob, plan: Plan): QueryJob {
  return {
    taskId: job.taskId,
    plan,
    progress: () => job.progress(),
    wait: (options) => job.wait(options),
    abort: () => job.abort(),
  };
}

/** Ids need no job: a batch does the same and says of each whether it worked. */
async function workOnKeys(
  context: EntityContext,
  state: QueryState,
  { ids, residual }: { readonly ids: readonly Literal[]; readonly residual: Condition | null },
  work: DescribedWork,
): Promise<QueryJob> {
  const { client, options, metadata } = context;
  const { filterExpression, ...base } = policyOf(context, 'batch', state, residual);
  const filter = workFilter(metadata, work, filterExpression);
  const policy = filter === null ? base : { ...base, filterExpression: filter };
  const own = {
    exists: POLICY_EXISTS_UPDATE_ONLY,
    ttl: workTtl(metadata, work),
    durableDelete: metadata.durableDelete,
  } as const;
  const keys = ids.map((id) => keyOf({ context }, id));
  const entries = keys.map((key) => batchEntry.operate(key, work.operations, { policy: own }));
  const { value, label } = metadata.id;
  const sender: BatchSender<undefined> = {
    client,
    policy,
    idOf: (index) => fromBin(value, keys[index]?.[2] ?? null, label),
    valueOf: () => undefined,
    errorOf: (_index, error) => error,
  };
  const items = await runChunks(
    entries,
    options.batch,
    (chunk, start) => sendBatch(chunk, start, sender),
    (_entry, index, reason) => failedItem(index, reason, sender),
  );
  const count = (status: BatchStatus) => items.filter((item) => item.status === status).length;
  if (count('failed') > 0) throw new BatchError(work.verb, new BatchOutcome(work.verb, items));
  return finishedJob(work.described, count('ok'), count('filtered') + count('not-found'));
}

function finishedJob(plan: Plan, succeeded: number, filtered: number): QueryJob {
  const progress: JobProgress = Object.freeze({
    isDone: true,
    percent: 100,
    recordsSucceeded: succeeded,
    recordsFailed: 0,
    recordsFiltered: filtered,
  });
  return {
    taskId: null,
    plan,
    progress: () => Promise.resolve(progress),
    wait: (options) => {
      options?.onProgress?.(progress);
      return Promise.resolve(progress);
    },
    abort: () => Promise.resolve(),
  };
}
