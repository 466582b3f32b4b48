import type { Expression, OperateOrderedResult, WriteMeta } from '@aeroform/core';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { OptimisticLockError } from '../error/optimistic-lock-error.js';
import { stateOf } from '../mapping/entity-state.js';
import { keyOfEntity, toKey } from '../mapping/to-key.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { carriedOut } from '../operate/carried-out.js';
import { nameOperations } from '../operate/name-operations.js';
import {
  type OperateProgram,
  operateProgram,
  readBackBins,
  resultsOf,
} from '../operate/operate-program.js';
import type { NamedOperations } from '../operate/operation-recorder.js';
import { recordOperations } from '../operate/record-ops.js';
import { formOfClass, presentForm } from '../query/present-form.js';
import type { IdOf } from '../type/entity-type.js';
import type { Op, Out } from '../type/op.js';
import type { RecordOps } from '../type/writer.js';
import { checkCallOptions, type WriteOptions } from './call-options.js';
import { afterOperate } from './after-operate.js';
import { calledGeneration, expectedGeneration } from './plan-entity-write.js';
import { creationOperations, isAbstract } from './creation.js';
import { forgetRecord } from './forget-record.js';
import { guardedWrite } from './guarded-write.js';
import { patchEntity } from './patch-entity.js';
import { conditionOption, type Conditional } from './refuse-condition.js';
import { refuseFrozen } from './refuse-frozen.js';
import { requireArgument } from './require-argument.js';
import { withTouch } from './read-record.js';
import { touchOf } from './touch-on-read.js';
import { withWriteErrors } from './write-entity.js';
import { describeId, type WriteSubject } from './write-error.js';
import { writeFilter } from './write-filter.js';
import { writeMeta } from './write-plan.js';
import { callTtl } from './write-ttl.js';

/** The results of an operate call, with the version of the record after it. */
export type OperateResult<O> = Out<O> & { readonly $version: number };

/** What is known of the record. */
interface Subject<T> {
  readonly entity: T | null;
  readonly id: unknown;
  readonly generation: number | null;
}

/**
 * Atomic operations on one record, in one round trip. Given an id, writes may make the record unless
 * there is a condition, which needs one; given an entity, the record must exist (under its version when
 * it has one) and the entity is brought up to date with the bins that were written.
 */
export function operateOn<T extends object, O extends Record<string, Op<unknown>>>(
  context: EntityContext<T>,
  target: IdOf<T> | T,
  build: (record: RecordOps<T>) => O,
  options: WriteOptions<T>,
): Promise<OperateResult<O>> {
  const takesFunction = 'operate() takes a function, e.g. r => ({ views: r.views.inc() })';
  requireArgument(typeof build === 'function', 'build', takesFunction, build);
  // safe: the results have the names and types of the operations
  return runOperations(context, target, recordOperations(context, build), options) as Promise<
    OperateResult<O>
  >;
}

/** Sends operations that are built already; gives their results by name, with `$version`. */
export async function runOperations<T extends object>(
  context: EntityContext<T>,
  target: IdOf<T> | T,
  named: NamedOperations,
  options: WriteOptions<T>,
): Promise<Record<string, unknown>> {
  const { method = 'operate' } = named;
  checkCallOptions('write', method, options);
  const { metadata } = context;
  const subject = subjectOf(context, target, options);
  const { entity, id, generation } = subject;
  const key = entity === null ? toKey(context, id) : keyOfEntity(context, entity);
  const touch = touchOf(metadata, undefined);
  const program = operateProgram(metadata, named, {
    readBack: entity !== null,
    touches: touch === true,
    creation:
      modeOf(metadata, entity, options) === 'upsert' ? creationOperations(metadata, id) : [],
  });
  const isPatched = (program.writes || program.touches) && !program.removes;
  if (entity !== null && isPatched) refuseFrozen(metadata, entity, method);
  const race = {
    entity: metadata.name,
    id,
    verb: method,
    expected: generation,
    isRace: entity !== null && generation !== null,
  };
  const call = { key, program, subject, race };
  const called = program.writes || typeof touch !== 'number' ? options : withTouch(options, touch);
  const answer = await withWriteErrors(context, key, race, () => send(context, call, called));
  if (!program.writes && !program.touches) checkGeneration(metadata, subject, answer);
  else if (entity !== null && program.removes) forgetRecord(metadata, entity);
  else if (entity !== null) {
    const { writes } = program;
    carriedOut(writes, () => patchEntity(metadata, entity, readBackBins(program, answer), answer));
  }
  if (program.writes) await afterOperate(context, id, named.names, answer.meta.gen);
  return resultsOf(program, answer.orderedBins, answer.meta.gen);
}

function subjectOf<T extends object>(
  { metadata }: EntityContext<T>,
  target: IdOf<T> | T,
  { ifVersion }: WriteOptions<T>,
): Subject<T> {
  if (!(target instanceof metadata.entity)) {
    return { entity: null, id: target, generation: calledGeneration(ifVersion) };
  }
  const id = (target as Record<string, unknown>)[metadata.id.property];
  const generation = expectedGeneration(metadata, target, stateOf(target), ifVersion);
  return { entity: target, id, generation };
}

/**
 * A condition does not hold for a record that is not there; the server would not check it. Nor can a
 * record be made of which the class is not known.
 */
export function modeOf(
  metadata: EntityMetadata,
  entity: object | null,
  options: Conditional,
): 'upsert' | 'update' {
  if (entity !== null || isAbstract(metadata)) return 'update';
  return conditionOption(options) === null ? 'upsert' : 'update';
}

/** The records that operations may reach: those of the class, and unless removed, in their present form. */
export function operateGuard(
  metadata: EntityMetadata,
  { removes }: Pick<OperateProgram, 'removes'>,
): Expression<'bool'> | null {
  return removes ? formOfClass(metadata) : presentForm(metadata);
}

/** The header of operations; null for those that change nothing. Reading makes no record. */
export function operateMeta(
  metadata: EntityMetadata,
  { writes, touches }: Pick<OperateProgram, 'writes' | 'touches'>,
  plan: Parameters<typeof writeMeta>[0],
  durableDelete: boolean | undefined,
): WriteMeta | null {
  if (writes) return writeMeta(plan, metadata, durableDelete);
  return touches ? writeMeta({ ...plan, mode: 'update' }, metadata) : null;
}

interface Call<T> {
  readonly key: OperateOrderedResult['key'] | ReturnType<typeof toKey>;
  readonly program: OperateProgram;
  readonly subject: Subject<T>;
  readonly race: WriteSubject;
}

async function send<T extends object>(
  context: EntityContext<T>,
  { key, program, subject, race }: Call<T>,
  options: WriteOptions<T>,
): Promise<OperateOrderedResult> {
  const { metadata, client } = context;
  const { entity, generation } = subject;
  const ttl = callTtl(context, metadata, entity, options.ttl);
  const mode = modeOf(metadata, entity, options);
  const guard = operateGuard(metadata, program);
  const filter = writeFilter(context, options);
  const { writes } = program;
  const guarded = { metadata, key, generation, subject: race, writes, guard, filter };
  try {
    return await guardedWrite(context, guarded, options, (allowed, gen) => {
      const plan = { mode, generation: gen, ttl } as const;
      const meta = operateMeta(metadata, program, plan, options.durableDelete) ?? {};
      const policy = callPolicy(context, 'operate', options, allowed);
      return client.operateOrdered(key, program.operations, meta, policy);
    });
  } catch (error) {
    throw nameOperations(error, program.named);
  }
}

/** The server compares generations only when something is written. */
function checkGeneration<T>(
  metadata: EntityMetadata,
  { id, generation }: Subject<T>,
  { meta }: OperateOrderedResult,
): void {
  if (generation === null || meta.gen === generation) return;
  throw new OptimisticLockError(
    `operate(): ${metadata.name} ${describeId(id)} was written since version ${generation} was read (it is ${meta.gen} now)`,
    { reason: 'generation', expected: generation, actual: meta.gen, entity: metadata.name, id },
  );
}
