import { types } from 'node:util';
import { keyDigest, type UserKey } from '@aeroform/core';
import { binEquals } from '../mapping/bin-equals.js';
import { toBin } from '../mapping/to-bin.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/** What tells a record. */
interface Pointer {
  readonly id?: unknown;
  readonly digest?: Uint8Array | null;
}

/** Whether a reference is to the record of another reference, an entity, or an id. */
export function sameTarget(metadata: EntityMetadata, ref: Pointer, other: unknown): boolean {
  const given = pointerOf(metadata, other);
  if (given === null) return false;
  try {
    const [id, otherId] = [storedId(metadata, ref), storedId(metadata, given)];
    if (id !== null && otherId !== null) return binEquals(id, otherId);
    const [digest, otherDigest] = [digestOf(metadata, ref), digestOf(metadata, given)];
    return digest !== null && otherDigest !== null && Buffer.compare(digest, otherDigest) === 0;
  } catch {
    // What is no id of the entity is that of no record.
    return false;
  }
}

function pointerOf({ entity, id }: EntityMetadata, other: unknown): Pointer | null {
  if (other === null || other === undefined) return null;
  if (typeof other !== 'object' || types.isUint8Array(other)) return { id: other };
  if (other instanceof entity) return { id: (other as Record<string, unknown>)[id.property] };
  return 'loaded' in other ? (other as Pointer) : null;
}

function storedId({ id }: EntityMetadata, pointer: Pointer): UserKey | null {
  if (pointer.id === undefined || pointer.id === null) return null;
  return toBin(id.value, pointer.id, id.label) as UserKey;
}

function digestOf(metadata: EntityMetadata, pointer: Pointer): Uint8Array | null {
  if (pointer.digest !== undefined && pointer.digest !== null) return pointer.digest;
  const id = storedId(metadata, pointer);
  // The digest does not depend on the namespace.
  return id === null ? null : keyDigest(['any', metadata.set, id]);
}
