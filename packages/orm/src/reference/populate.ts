import type { BatchPolicy, Key, ReadPolicy } from '@aeroform/core';
import { BatchError, BatchOutcome } from '../batch/batch-outcome.js';
import { runSteps } from '../batch/batch-step.js';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { describeValue } from '../error/describe-value.js';
import { MappingError } from '../error/mapping-error.js';
import { metadataOfEntity } from '../mapping/class-metadata.js';
import { entityMapper } from '../mapping/entity-mapper.js';
import { stateOf } from '../mapping/entity-state.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { type HeldReference, heldReferences } from './held-references.js';
import { heldRef } from './held-ref.js';
import {
  eagerTree,
  mergeTrees,
  NO_REFERENCES,
  type ReferenceTree,
  referenceTree,
} from './reference-tree.js';
import { SETTLE, type SettableRef } from './settable-ref.js';
import { recordName, targetKey } from './target-key.js';
import { needsUserKey, recordStep, type Target, targetEntity, userKeyStep } from './target-step.js';

/** Eager references are followed so many references deep; those beyond load when they are asked to. */
export const MAX_EAGER_DEPTH = 5;

/** How referenced entities are read. */
export interface PopulateRequest {
  /** Of the call: what it has in common with that of a batch is used, but no filter. */
  readonly policy?: ReadPolicy;
  readonly behavior?: string;
  readonly signal?: AbortSignal;
}

/** An entity whose references are to be loaded. */
interface Visit {
  readonly context: EntityContext;
  readonly entity: object;
  readonly tree: ReferenceTree;
}

/** A reference that is to be loaded, or was. */
interface Link {
  readonly held: HeldReference;
  readonly ref: SettableRef;
  readonly context: EntityContext;
  readonly key: Key;
  readonly name: string;
}

/**
 * Loads references of entities: those at the paths, and eager ones. What is one reference away is read
 * in one batch, of whatever classes, then what is two away, and so on. A record is read once, and all
 * references to it get the same object; those that are loaded already are left as they are. Where there
 * is no record, or it was removed softly, references are to nothing.
 *
 * @throws OptionError for a path that leads to no reference
 * @throws BatchError when a record could not be read; the other references of its batch are loaded
 */
export async function populate(
  context: EntityContext,
  entities: readonly object[],
  paths: readonly string[],
  request: PopulateRequest,
): Promise<void> {
  const tree = referenceTree(context.metadata, paths);
  const found = new Map<string, object | null>();
  const passed = new Map<object, Set<ReferenceTree>>();
  let visits: Visit[] = entities.map((entity) => ({ context, entity, tree }));
  for (const { entity } of visits) noteWhole(found, context, entity);
  const contextOf = contextsOf(context);
  for (let depth = 0; visits.length > 0; depth++) {
    const fresh = visits.filter((visit) => isFirst(passed, visit));
    const links = fresh.flatMap((visit) => linksOf(visit, contextOf, depth < MAX_EAGER_DEPTH));
    await settle(links, found, context, request);
    visits = links.flatMap(({ held, ref, context: own }) =>
      ref.loaded ? [{ context: own, entity: ref.get(), tree: held.tree }] : [],
    );
  }
}

/** Entities that were read as a whole need not be read again. */
function noteWhole(
  found: Map<string, object | null>,
  { metadata }: EntityContext,
  entity: object,
): void {
  const state = stateOf(entity);
  if (state === undefined) return;
  const isWhole = state.loaded === null || state.loaded === entityMapper(metadata).selected;
  if (isWhole) found.set(recordName(state.key), entity);
}

function isFirst(passed: Map<object, Set<ReferenceTree>>, { entity, tree }: Visit): boolean {
  const trees = passed.get(entity) ?? new Set();
  passed.set(entity, trees);
  return trees.size < trees.add(tree).size;
}

/** Gives the context of an entity class in the scope of a call. */
type ContextOf = (metadata: EntityMetadata) => EntityContext;

function contextsOf(context: EntityContext): ContextOf {
  const contexts = new Map<EntityMetadata, EntityContext>();
  return (metadata) => {
    const known = contexts.get(metadata);
    if (known !== undefined) return known;
    const made = context.of(metadata);
    contexts.set(metadata, made);
    return made;
  };
}

function linksOf({ context, entity, tree }: Visit, contextOf: ContextOf, isEager: boolean): Link[] {
  const metadata = metadataOfEntity(context.metadata, entity);
  const all = mergeTrees(tree, isEager ? eagerTree(metadata) : NO_REFERENCES);
  return heldReferences(entity, metadata.property, all).map((held) =>
    linkOf(context, held, contextOf),
  );
}

function linkOf(owner: EntityContext, held: HeldReference, contextOf: ContextOf): Link {
  const context = contextOf(held.reference.target());
  try {
    const ref = heldRef(owner, held.reference, held.value);
    if (ref !== held.value) held.put(ref);
    const key = targetKey(context, ref);
    return { held, ref, context, key, name: recordName(key) };
  } catch (error) {
    if (error instanceof MappingError) throw error;
    throw new MappingError(held.label, `cannot be loaded: ${describeFailure(error)}`, error);
  }
}

function describeFailure(error: unknown): string {
  return error instanceof Error ? error.message : describeValue(error);
}

/** Reads what is not there yet, and tells the references. */
async function settle(
  links: readonly Link[],
  found: Map<string, object | null>,
  context: EntityContext,
  request: PopulateRequest,
): Promise<void> {
  for (const { ref, name } of links) if (ref.loaded) found.set(name, ref.get());
  const targets = new Map<string, Target>();
  for (const { ref, name, key, context: own } of links) {
    if (found.has(name)) continue;
    const known = targets.get(name);
    if (known?.id === undefined) targets.set(name, { context: rootOf(own), key, id: ref.id });
  }
  const failure = await readTargets(targets, found, context, request);
  for (const { ref, name, held, context: own } of links) {
    const entity = found.get(name);
    if (ref.loaded || entity === undefined) continue;
    if (entity !== null && !(entity instanceof own.metadata.entity)) throw wrongClass(held, entity);
    ref[SETTLE](entity, own);
  }
  if (failure !== null) throw failure;
}

/** Of classes that share a set, references may be to any; the record tells of which it is. */
function rootOf(context: EntityContext): EntityContext {
  const { discriminator } = context.metadata;
  return discriminator === null ? context : context.of(discriminator.root());
}

function wrongClass({ label, reference }: HeldReference, entity: object): MappingError {
  return new MappingError(
    label,
    `refers to a ${reference.target().name}, but the record is a ${describeValue(entity)}`,
  );
}

/** Reads records in one batch; gives the error when some could not be read. */
async function readTargets(
  targets: ReadonlyMap<string, Target>,
  found: Map<string, object | null>,
  context: EntityContext,
  { policy, behavior, signal }: PopulateRequest,
): Promise<BatchError | null> {
  if (targets.size === 0) return null;
  const all = [...targets.values()];
  for (const { context: own } of all) await context.transaction?.prepare(own.namespace);
  const unnamed = all.filter(needsUserKey);
  const steps = [...all.map(recordStep), ...unnamed.map(userKeyStep)];
  const { chunk, parallel } = context.options.batch;
  const batch = callPolicy(context, 'batch', {
    policy: unfiltered(policy),
    ...(behavior === undefined ? {} : { behavior }),
    ...(signal === undefined ? {} : { signal }),
  });
  const items = await runSteps(context.client, steps, batch, {
    chunk,
    parallel,
    ...(signal === undefined ? {} : { signal }),
  });
  const keys = new Map(unnamed.map((target, i) => [target, items[all.length + i]?.value ?? null]));
  [...targets].forEach(([name, target], index) => {
    const { status, value = null } = items[index]!;
    if (status === 'failed') return;
    found.set(name, targetEntity(target, value, keys.get(target) ?? null));
  });
  if (items.every(({ status }) => status !== 'failed')) return null;
  return new BatchError('populate', new BatchOutcome('populate', items));
}

/** A condition on the entities is none on those they refer to. */
function unfiltered(policy: ReadPolicy = {}): BatchPolicy {
  const { filterExpression: _, ...others } = policy;
  return others;
}
