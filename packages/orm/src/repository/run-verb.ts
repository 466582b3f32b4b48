import type { EntityContext } from '../context/entity-context.js';
import { addCaller } from '../error/add-caller.js';
import { OrmError } from '../error/orm-error.js';
import { isPlainObject } from '../mapping/plain-object.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/**
 * Runs a method of a repository. Its error names the entity and the id, and its stack reaches the line
 * that made the call.
 *
 * @param subject the id, or the entity or draft with the id; undefined for calls about many records
 */
export async function runVerb<R>(
  { metadata }: Pick<EntityContext, 'metadata'>,
  subject: unknown,
  call: () => Promise<R>,
): Promise<R> {
  try {
    return await call();
  } catch (error) {
    throw addCaller(aboutRecord(error, metadata, subject), runVerb);
  }
}

/** Puts the entity and the id into an error of the mapper that does not name them. */
export function aboutRecord(error: unknown, metadata: EntityMetadata, subject: unknown): unknown {
  if (!(error instanceof OrmError)) return error;
  const named = error as { -readonly [K in 'entity' | 'id']?: OrmError[K] };
  named.entity ??= metadata.name;
  const id = idOf(metadata, subject);
  if (id !== undefined && named.entity === metadata.name) named.id ??= id;
  return error;
}

function idOf(metadata: EntityMetadata, subject: unknown): unknown {
  if (!(subject instanceof metadata.entity) && !isPlainObject(subject)) return subject;
  return (subject as Record<string, unknown>)[metadata.id.property];
}
