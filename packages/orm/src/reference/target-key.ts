import { type Key, keyDigest, type RecordKey } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { ReferenceNotLoadedError } from '../error/reference-not-loaded-error.js';
import { toKey } from '../mapping/to-key.js';

/** What a reference knows of its record. */
export interface TargetPointer {
  readonly id: unknown;
  readonly digest: Buffer | null;
}

/**
 * The key of the record a reference is to.
 *
 * @throws ReferenceNotLoadedError when neither id nor digest is known: the entity was never saved
 */
export function targetKey(context: EntityContext, { id, digest }: TargetPointer): Key {
  if (id !== undefined && id !== null) return toKey(context, id);
  if (digest !== null) return [context.namespace, context.set, null, digest];
  const { name } = context.metadata;
  throw new ReferenceNotLoadedError(
    `the reference is to a ${name} without ${context.metadata.id.property}; save that first`,
    { entity: name },
  );
}

/** A text that is the same for all keys of a record. */
export function recordName(key: Key | RecordKey): string {
  const digest = key[3] ?? keyDigest(key);
  return `${key[0]}\0${Buffer.from(digest).toString('latin1')}`;
}
