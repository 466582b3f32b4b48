import type { BinValue, OperateOrderedResult } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { OptimisticLockError } from '../error/optimistic-lock-error.js';
import { clearState, setState, stateOf } from '../mapping/entity-state.js';
import { propertyFromBin } from '../mapping/from-bin.js';
import { heldProperties, loadedAfterWrite } from '../mapping/held-properties.js';
import { keyOfEntity, toKey } from '../mapping/to-key.js';
import type { EntityMetadata, MappedBin } from '../metadata/entity-metadata.js';
import { type OperateProgram, operateProgram, readBackBins } from '../operate/operate-program.js';
import type { IdOf } from '../type/entity-type.js';
import type { Op, Out, RecordOps } from '../type/writer.js';
import { callPolicy, checkCallOptions, type WriteOptions } from './call-options.js';
import { calledGeneration, expectedGeneration } from './plan-entity-write.js';
import { creationOperations } from './creation.js';
import { conditionOption, type Conditional } from './refuse-condition.js';
import { requireArgument } from './require-argument.js';
import { withWriteErrors } from './write-entity.js';
import { describeId } from './write-error.js';
import { writeFilter } from './write-filter.js';
import { writeMeta } from './write-plan.js';
import { writeTtl } from './write-ttl.js';

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
 * there is a condition, which needs one; given an entity, the record must exist (under its version when it has one) and the entity is brought up to
 * date with the bins that were written.
 */
export async function operateOn<T extends object, O extends Record<string, Op<unknown>>>(
  context: EntityContext<T>,
  target: IdOf<T> | T,
  build: (record: RecordOps<T>) => O,
  options: WriteOptions<T>,
): Promise<OperateResult<O>> {
  const takesFunction = 'operate() takes a function, e.g. r => ({ views: r.views.inc() })';
  requireArgument(typeof build === 'function', 'build', takesFunction, build);
  checkCallOptions('write', 'operate', options);
  const { metadata } = context;
  const subject = subjectOf(context, target, options);
  const { entity, id, generation } = subject;
  const key = entity === null ? toKey(context, id) : keyOfEntity(context, entity);
  const program = operateProgram(context, build, {
    readBack: entity !== null,
    creation: modeOf(entity, options) === 'upsert' ? creationOperations(metadata, id) : [],
  });
  const answer = await withWriteErrors(
    context,
    key,
    {
      entity: metadata.name,
      id,
      verb: 'operate',
      expected: generation,
      isRace: entity !== null && generation !== null,
    },
    () => send(context, { key, program, subject }, options),
  );
  if (!program.writes) checkGeneration(metadata, subject, answer);
  else if (entity !== null && program.removes) clearState(entity);
  else if (entity !== null) patchEntity(metadata, entity, readBackBins(program, answer), answer);
  // safe: results() puts $version in
  return program.results(answer) as OperateResult<O>;
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

/** A condition does not hold for a record that is not there; the server would not check it. */
function modeOf(entity: object | null, options: Conditional): 'upsert' | 'update' {
  return entity === null && conditionOption(options) === null ? 'upsert' : 'update';
}

interface Call<T> {
  readonly key: OperateOrderedResult['key'] | ReturnType<typeof toKey>;
  readonly program: OperateProgram<unknown>;
  readonly subject: Subject<T>;
}

async function send<T extends object>(
  context: EntityContext<T>,
  { key, program, subject }: Call<T>,
  options: WriteOptions<T>,
): Promise<OperateOrderedResult> {
  const { metadata, client } = context;
  const { entity, generation } = subject;
  const ttl = writeTtl(metadata, entity, options.ttl);
  const mode = modeOf(entity, options);
  const meta = program.writes
    ? writeMeta({ mode, generation, ttl }, metadata, options.durableDelete)
    : {};
  const policy = callPolicy(options, writeFilter(context, options));
  return client.operateOrdered(key, program.operations, meta, policy);
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

/** Puts the bins that were written, and the version, into the entity. */
function patchEntity(
  metadata: EntityMetadata,
  entity: object,
  written: ReadonlyMap<string, BinValue>,
  { key, meta }: OperateOrderedResult,
): void {
  const state = stateOf(entity);
  const target = entity as Record<string, unknown>;
  const bins = new Map(state?.bins);
  const held = state === undefined ? null : heldProperties(metadata, entity, state);
  for (const bin of metadata.bins) {
    const value = written.get(bin.binName);
    if (value === undefined || held?.has(bin.path[0] ?? '') === false) continue;
    setAt(target, bin, value, metadata);
    if (value === null) bins.delete(bin.binName);
    else bins.set(bin.binName, value);
  }
  if (metadata.version !== null) target[metadata.version.property] = meta.gen;
  if (state === undefined) return;
  const loaded = loadedAfterWrite(metadata, state, held, written);
  setState(entity, { ...state, key: state.key ?? key, generation: meta.gen, bins, loaded });
}

/** Sets the property of a bin; objects embedded as bins are made on the way. */
function setAt(
  entity: Record<string, unknown>,
  { path, property }: MappedBin,
  value: BinValue,
  metadata: EntityMetadata,
): void {
  let owner = entity;
  let owners = metadata.property;
  for (const name of path.slice(0, -1)) {
    const embedded = owners.get(name)?.value;
    if (embedded?.kind !== 'embedded') return;
    owner[name] ??= Object.create(embedded.embeddable.embeddable.prototype as object) as object;
    owner = owner[name] as Record<string, unknown>;
    owners = embedded.embeddable.property;
  }
  owner[property.property] = propertyFromBin(property, value, property.label);
}
