import { AerospikeError } from '@aeroform/core';
import { addCaller } from '../error/add-caller.js';
import { OrmError } from '../error/orm-error.js';
import { isPlainObject } from '../mapping/plain-object.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { Operation } from '../observe/operation.js';
import { type Verb, VERB_KINDS } from '../observe/verb.js';
import type { EntityContext } from './entity-context.js';

/** The parts of a context that the seam needs. */
export interface VerbContext extends Pick<
  EntityContext,
  'namespace' | 'set' | 'gate' | 'observer' | 'transaction'
> {
  /** Of the entity class; null for operations on several. */
  readonly metadata: EntityMetadata | null;
}

/**
 * Runs a method of the application: every method of a repository and every method of a query that
 * sends something goes through here. Whoever watches is told of it, an ambient transaction is joined,
 * an error names the entity and the id, and its stack reaches the line that made the call.
 *
 * @param verb the method
 * @param subject the id, or the entity or draft with the id; an array of entities; undefined for
 * calls about no record in particular
 * @param call gets the operation to tell what it finds out: the plan of a query, the records of a
 * batch; null while nobody watches
 */
export async function runVerb<R>(
  context: VerbContext,
  verb: Verb,
  subject: unknown,
  call: (operation: Operation | null) => Promise<R>,
): Promise<R> {
  const { gate, metadata, observer, transaction } = context;
  let operation: Operation | null = null;
  try {
    gate.enter(transaction !== null);
    try {
      if (transaction !== null) await joinTransaction(context, transaction, subject);
      if (observer === null || !observer.isWatching) return await call(null);
      operation = new Operation(verb, metadata?.name ?? '', context);
      const result = await (observer.wraps ? observer.within(operation, call) : call(operation));
      observer.succeed(operation, result);
      return result;
    } finally {
      gate.leave();
    }
  } catch (error) {
    if (operation !== null) observer?.fail(operation, error);
    const isNamed = metadata !== null && !mayBeShared(verb, error);
    const named = isNamed ? aboutRecord(error, metadata, subject) : error;
    throw addCaller(named, runVerb);
  }
}

/** Reads of single records may share a batch: what makes it fail as a whole is told to all of them. */
function mayBeShared(verb: Verb, error: unknown): boolean {
  if (VERB_KINDS[verb] !== 'get' || error instanceof OrmError) return false;
  return error instanceof AerospikeError && error.key === undefined;
}

async function joinTransaction(
  { metadata, namespace }: VerbContext,
  transaction: NonNullable<VerbContext['transaction']>,
  subject: unknown,
): Promise<void> {
  await transaction.prepare(namespace);
  if (metadata === null) return;
  const entities: readonly unknown[] = Array.isArray(subject) ? subject : [subject];
  for (const entity of entities) {
    if (entity instanceof metadata.entity) transaction.remember(metadata, entity);
  }
}

/**
 * Puts the entity and the id into an error that does not name them: an error of core stays what it is,
 * and gets them as properties of its own.
 */
export function aboutRecord(error: unknown, metadata: EntityMetadata, subject: unknown): unknown {
  if (!(error instanceof AerospikeError)) return error;
  const named = error as AerospikeError & { -readonly [K in 'entity' | 'id']?: OrmError[K] };
  named.entity ??= metadata.name;
  const id = Array.isArray(subject) ? undefined : idOf(metadata, subject);
  if (id !== undefined && named.entity === metadata.name) named.id ??= id;
  return error;
}

function idOf(metadata: EntityMetadata, subject: unknown): unknown {
  if (!(subject instanceof metadata.entity) && !isPlainObject(subject)) return subject;
  return (subject as Record<string, unknown>)[metadata.id.property];
}
