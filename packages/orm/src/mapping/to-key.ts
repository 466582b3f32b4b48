import { types } from 'node:util';
import { type Key, prepareKey, type PreparedKey, type UserKey } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import { MappingError } from '../error/mapping-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { type EntityState, stateOf } from './entity-state.js';
import { toBin } from './to-bin.js';

/** What keys depend on; an entity context is one. */
interface KeySpace {
  readonly metadata: EntityMetadata;
  readonly namespace: string;
  readonly set: string;
}

/**
 * The key of an id.
 *
 * @throws MappingError when the id is missing or of the wrong type
 */
export function toKey({ metadata, namespace, set }: KeySpace, id: unknown): Key {
  const { label, value } = metadata.id;
  const userKey = toBin(value, id, label);
  if (isUserKey(userKey)) return [namespace, set, userKey];
  const remedy = id === undefined || id === null ? '; give it before writing or finding' : '';
  throw new MappingError(
    label,
    `an id is a non-empty string, a whole number, a bigint or bytes; got ${describeValue(id)}${remedy}`,
  );
}

/**
 * The key of an entity: of its id, or the one it was read with when the record had no user key.
 *
 * @param isCopy the record is to be made, also when the entity was read elsewhere. Default false
 * @param state what is known of the entity
 * @throws MappingError when the entity was read from another set: what is known of it is of that record
 */
export function keyOfEntity(
  context: KeySpace,
  entity: object,
  isCopy = false,
  state = stateOf(entity),
): Key {
  const { id, name } = context.metadata;
  const value = (entity as Record<string, unknown>)[id.property];
  if (state === undefined) return toKey(context, value);
  const { 0: namespace, 1: set } = state.key;
  if (!isCopy && (namespace !== context.namespace || set !== context.set)) {
    throw new MappingError(
      name,
      `was read from ${namespace}.${set}, and this repository is of ${context.namespace}.${context.set}: use the repository of its set, or insert() to make a copy`,
    );
  }
  if (value === undefined && state.id === undefined) return state.key;
  if (sameId(value, state.id)) return keyAgain(context, value, state.key);
  throw new MappingError(
    id.label,
    `was ${describeValue(state.id)} when loaded and is ${describeValue(value)} now; ids do not change: insert a new entity and remove the old one`,
  );
}

/** The key of an id as it was, unless it may be another: of copies, and where the id is bytes that were changed. */
function keyAgain(context: KeySpace, id: unknown, key: Key): Key {
  const { 0: namespace, 1: set, 2: userKey } = key;
  const isSame = namespace === context.namespace && set === context.set && userKey !== null;
  if (!isSame || typeof id === 'object') return toKey(context, id);
  // Without the digest: core would make it anew, and compare.
  return key.length === 3 ? key : [namespace, set, userKey];
}

/**
 * The key that commands on the record of an entity take at once. It is made with the second of them:
 * most entities are written once after they were read, and the first write spends as much on its key.
 *
 * @param state what is known of the entity; undefined when it is not known
 */
export function preparedKeyOf(state: EntityState | undefined, key: Key): Key | PreparedKey {
  if (state === undefined || state.key !== key) return key;
  return (state.prepared ??= prepareKey(key));
}

function isUserKey(value: unknown): value is UserKey {
  if (typeof value === 'string') return value !== '';
  return typeof value === 'bigint' || Number.isSafeInteger(value) || types.isUint8Array(value);
}

function sameId(a: unknown, b: unknown): boolean {
  if (types.isUint8Array(a) && types.isUint8Array(b)) return Buffer.compare(a, b) === 0;
  return a === b;
}
