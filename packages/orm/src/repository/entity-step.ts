import { type BatchEntry, batchEntry, type Expression } from '@aeroform/core';
import type { BatchStep } from '../batch/batch-step.js';
import type { EntityContext } from '../context/entity-context.js';
import { aboutRecord } from '../context/run-verb.js';
import { metadataOfEntity } from '../mapping/class-metadata.js';
import { stateOf } from '../mapping/entity-state.js';
import { afterOperate } from './after-operate.js';
import { afterRemoval, beforeRemoval } from './around-removal.js';
import { aroundWrite } from './around-write.js';
import { keyOfEntity, toKey } from '../mapping/to-key.js';
import { nameOperations } from '../operate/name-operations.js';
import { operateProgram, resultsOf } from '../operate/operate-program.js';
import { recordOperations } from '../operate/record-ops.js';
import { formOfClass } from '../query/present-form.js';
import { adoptReferences } from '../reference/adopt-references.js';
import type { Op } from '../type/op.js';
import type { RecordOps } from '../type/writer.js';
import type { WriteOptions } from './call-options.js';
import { creationOperations } from './creation.js';
import { finishGiven } from './finish-given.js';
import { forgetRecord } from './forget-record.js';
import type { GuardedStep } from './guarded-batch.js';
import { joinFilters } from './guarded-write.js';
import {
  calledGeneration,
  type EntityWrite,
  expectedGeneration,
  planEntityWrite,
} from './plan-entity-write.js';
import { isHidden, tellingBins } from './hidden-record.js';
import { modeOf, operateGuard, operateMeta, type OperateResult } from './operate.js';
import { prepareEntity, requireEntity } from './prepare-entity.js';
import { requireArgument } from './require-argument.js';
import { touchOf } from './touch-on-read.js';
import { refuseParallel } from './saves-under-way.js';
import { toWriteError } from './write-error.js';
import { writeFilter } from './write-filter.js';
import { writeMeta, writeRequest } from './write-plan.js';
import { callTtl } from './write-ttl.js';
import { removeMeta } from './remove-meta.js';

/** What a step that writes takes of the options of its call. */
export type StepOptions = Pick<WriteOptions<never>, 'ttl' | 'ifVersion' | 'durableDelete'> & {
  readonly when?: unknown;
};

/** Saves or inserts an entity; what is wrong with it names its id. */
export async function writeStep<T extends object>(
  context: EntityContext<T>,
  entity: T,
  { verb, method }: { readonly verb: 'save' | 'insert'; readonly method: string },
  options: StepOptions,
  filter: Expression<'bool'> | null,
): Promise<GuardedStep<T>> {
  try {
    requireEntity(context.metadata, entity, method);
    const metadata = metadataOfEntity(context.metadata, entity);
    refuseParallel(metadata, entity, method);
    const preparing = prepareEntity(metadata, entity, verb);
    if (preparing !== null) await preparing;
    const call = { verb, method, options };
    const around = aroundWrite(context, metadata, entity, call);
    if (around !== null) await around.before();
    const write = planEntityWrite(context, entity, call);
    const id = (entity as Record<string, unknown>)[metadata.id.property];
    if (write === null) return { id, entry: null, resultOf: () => entity, errorOf: (e) => e };
    const sent = { context, durableDelete: options.durableDelete, filter };
    return {
      id,
      entry: writeEntry(sent, write, write.plan.generation),
      ...guardedEntry(sent, write),
      resultOf: (row) => {
        const record = row?.record ?? null;
        if (record !== null) finishGiven(metadata, entity, write, record.meta);
        adoptReferences(context, metadata, entity);
        return entity;
      },
      errorOf: (error) => toWriteError(error, write.subject),
      ...(around === null
        ? {}
        : { after: () => around.after(write.plan.bins, stateOf(entity)?.generation ?? 0) }),
    };
  } catch (error) {
    throw aboutRecord(error, context.metadata, entity);
  }
}

/** How a step sends the write of an entity. */
interface SentWrite {
  readonly context: EntityContext;
  readonly durableDelete: boolean | undefined;
  readonly filter: Expression<'bool'> | null;
}

function writeEntry(
  { context: { metadata }, durableDelete, filter }: SentWrite,
  { plan }: EntityWrite,
  generation: number | null,
): BatchEntry {
  const request = writeRequest(plan, metadata);
  const meta = writeMeta({ ...plan, generation, mode: request.mode }, metadata, durableDelete);
  const options = { meta, policy: entryPolicy(joinFilters(plan.guard ?? null, filter)) };
  return request.operations === null
    ? batchEntry.write(plan.key, request.bins, options)
    : batchEntry.operate(plan.key, request.operations, options);
}

/** What sends the write again where its guard refused the record; nothing without a guard. */
function guardedEntry(sent: SentWrite, write: EntityWrite): Pick<GuardedStep<never>, 'guarded'> {
  const { plan, subject } = write;
  const { key, generation, metadata = sent.context.metadata } = plan;
  if ((plan.guard ?? null) === null) return {};
  const entryAt = (expected: number | null): BatchEntry => writeEntry(sent, write, expected);
  const { context, filter } = sent;
  const hasFilter = filter !== null;
  return { guarded: { context, metadata, key, generation, subject, hasFilter, entryAt } };
}

/** Removes the record of an entity, under its version when it has one. */
export async function removeEntityStep<T extends object>(
  context: EntityContext<T>,
  entity: T,
  method: string,
  options: StepOptions,
  filter: Expression<'bool'> | null,
): Promise<BatchStep<boolean>> {
  const { metadata } = context;
  requireArgument(
    entity instanceof metadata.entity,
    'entity',
    `${method}() takes entities`,
    entity,
  );
  const id = (entity as Record<string, unknown>)[metadata.id.property];
  try {
    await beforeRemoval(context, { id, entity });
    const generation = expectedGeneration(metadata, entity, stateOf(entity), options.ifVersion);
    const key = keyOfEntity(context, entity);
    const step = removal(context, { id, key, generation, method }, options, filter);
    return {
      ...step,
      resultOf: () => {
        forgetRecord(metadata, entity);
        return true;
      },
      after: (existed) => afterRemoval(context, { id, entity }, existed),
    };
  } catch (error) {
    throw aboutRecord(error, metadata, entity);
  }
}

/** Removes the record of an id. */
export async function removeIdStep(
  context: EntityContext,
  id: unknown,
  method: string,
  options: StepOptions,
  filter: Expression<'bool'> | null,
): Promise<BatchStep<boolean>> {
  const { subscribers } = context;
  try {
    if (subscribers.length > 0) await beforeRemoval(context, { id, entity: undefined });
    const generation = calledGeneration(options.ifVersion);
    const key = toKey(context, id);
    const step = removal(context, { id, key, generation, method }, options, filter);
    if (subscribers.length === 0) return step;
    return {
      ...step,
      after: (existed) => afterRemoval(context, { id, entity: undefined }, existed),
    };
  } catch (error) {
    throw aboutRecord(error, context.metadata, id);
  }
}

interface Removal {
  readonly id: unknown;
  readonly key: ReturnType<typeof toKey>;
  readonly generation: number | null;
  readonly method: string;
}

function removal(
  { metadata }: EntityContext,
  { id, key, generation, method }: Removal,
  options: StepOptions,
  filter: Expression<'bool'> | null,
): BatchStep<boolean> {
  const meta = removeMeta(metadata, generation, options.durableDelete);
  const guard = formOfClass(metadata);
  const entity = metadata.name;
  return {
    id,
    entry: batchEntry.remove(key, { meta, policy: entryPolicy(joinFilters(guard, filter)) }),
    resultOf: () => true,
    // Removing what is not there, or of another class, is no failure.
    missing: { result: false, isFiltered: guard !== null && filter === null },
    errorOf: (error) =>
      toWriteError(error, { entity, id, verb: method, expected: generation, isRace: false }),
  };
}

/** Atomic operations on the record of an id. */
export function operateStep<T extends object, O extends Record<string, Op<unknown>>>(
  context: EntityContext<T>,
  id: unknown,
  build: (record: RecordOps<T>) => O,
  options: StepOptions & { readonly when?: WriteOptions<T>['when'] },
): GuardedStep<OperateResult<O>> {
  const { metadata } = context;
  const takes = 'operate() takes a function, e.g. r => ({ views: r.views.inc() })';
  requireArgument(typeof build === 'function', 'build', takes, build);
  try {
    const named = recordOperations(context, build);
    const filter = writeFilter(context, options);
    const mode = modeOf(metadata, null, options);
    const generation = calledGeneration(options.ifVersion);
    const ttl = callTtl(context, metadata, null, options.ttl);
    const creation = mode === 'upsert' ? creationOperations(metadata, id) : [];
    const program = operateProgram(metadata, named, {
      readBack: false,
      touches: touchOf(metadata, undefined) === true,
      creation,
    });
    const guard = operateGuard(metadata, program);
    const policy = entryPolicy(joinFilters(guard, filter));
    const key = toKey(context, id);
    const entryAt = (expected: number | null): BatchEntry => {
      const plan = { mode, generation: expected, ttl } as const;
      const meta = operateMeta(metadata, program, plan, options.durableDelete);
      return batchEntry.operate(key, program.operations, { meta, policy, ordered: true });
    };
    const subject = {
      entity: metadata.name,
      id,
      verb: 'operate',
      expected: generation,
      isRace: false,
    };
    const guarded = {
      context,
      metadata,
      key,
      generation,
      subject,
      writes: program.writes,
      hasFilter: filter !== null,
      entryAt,
    };
    return {
      id,
      entry: entryAt(generation),
      ...(guard === null ? {} : { guarded }),
      resultOf: (row) =>
        // safe: a row that worked has both, and the results have the types of the operations
        resultsOf(program, row!.orderedBins!, row!.record!.meta.gen) as OperateResult<O>,
      after: ({ $version }) =>
        program.writes ? afterOperate(context, id, named.names, $version) : Promise.resolve(),
      errorOf: (error) => toWriteError(nameOperations(error, named), subject),
    };
  } catch (error) {
    throw aboutRecord(error, metadata, id);
  }
}

/** Tells whether an id has a record. */
export function existsStep(context: EntityContext, id: unknown): BatchStep<boolean> {
  try {
    return {
      id,
      entry: batchEntry.read(toKey(context, id), { bins: tellingBins(context) }),
      resultOf: (row) => !isHidden(context, row?.record?.bins ?? {}),
      missing: { result: false },
      errorOf: (error) => error,
    };
  } catch (error) {
    throw aboutRecord(error, context.metadata, id);
  }
}

function entryPolicy(filter: Expression<'bool'> | null): {
  readonly filterExpression?: Expression<'bool'>;
} {
  return filter === null ? {} : { filterExpression: filter };
}
