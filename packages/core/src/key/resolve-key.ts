import { keepShape } from '../engine/keep-shape.js';
import { types } from 'node:util';
import { DIGEST_SIZE, computeDigest, partitionId, utf8Length } from '@aeroform/protocol';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { NO_UTF8 } from '../value/check-text.js';
import type { Key, PreparedKey, RecordKey, UserKey } from './key.js';

const MAX_NAMESPACE_BYTES = 31;
const MAX_SET_BYTES = 63;
const KEY_SHAPE =
  'a key: [namespace, set, userKey], or [namespace, set, null, digest] with a digest of 20 bytes';

/** A checked key with all that routing needs. */
export interface ResolvedKey extends PreparedKey {
  readonly partitionId: number;
}

/** Marks keys that were checked, for all copies of this package in the process. */
const CHECKED = Symbol.for('@aeroform/core.checked-key.1');

/** A class, for the sake of the garbage collector: see `record/plain-object.ts`. */
class CheckedKey implements ResolvedKey {
  static {
    Object.defineProperty(this.prototype, CHECKED, { value: true });
  }

  #digest: Buffer | undefined;

  /** @param digest - computed when it is asked for first, unless it is known: the official client computes its own. */
  constructor(
    readonly namespace: string,
    readonly set: string,
    readonly userKey: UserKey | null,
    digest: Buffer | undefined,
  ) {
    this.#digest = digest;
  }

  get digest(): Buffer {
    return (this.#digest ??= computeDigest(this.set, this.userKey as UserKey));
  }

  get partitionId(): number {
    return partitionId(this.digest);
  }
}

/** The names that were found to be right last: those of neighbours are mostly the same. */
let rightNamespace = 'test';
let rightSet = '';

/**
 * Checks a key, whose digest is computed when somebody asks for it; a prepared one has both behind it.
 *
 * @param path - of the argument, for the error.
 * @param place - of the key in it, when it is an array of keys.
 * @throws {InvalidArgError} on a wrong shape, wrong types, names that are too long, a digest that
 * does not have 20 bytes or does not belong to the user key next to it.
 */
export function resolveKey(key: Key | PreparedKey, path = 'key', place?: number): ResolvedKey {
  if (isChecked(key)) return key;
  return newlyChecked(key as Key, path, place);
}

function newlyChecked(key: Key, path: string, place: number | undefined): ResolvedKey {
  checkNames(key, path, place);
  const [namespace, set, userKey] = key;
  const digest = isPlainKey(key) ? undefined : digestOf(key, pathOf(path, place));
  return new CheckedKey(namespace, set, userKey ?? null, digest);
}

function isChecked(key: Key | PreparedKey): key is CheckedKey {
  return !Array.isArray(key) && typeof key === 'object' && key !== null && CHECKED in key;
}

/**
 * Checks the shape of a key, its namespace and its set.
 *
 * @throws {InvalidArgError} as {@link resolveKey}.
 */
export function checkNames(key: Key, path: string, place?: number): void {
  if (!Array.isArray(key) || key.length < 3 || key.length > 4)
    throw invalidArg(pathOf(path, place), key, KEY_SHAPE);
  const [namespace, set] = key as Key;
  if (namespace !== rightNamespace) {
    rightNamespace = checkNamespace(namespace, `${pathOf(path, place)}[0]`);
  }
  if (set !== rightSet) rightSet = checkSet(set, `${pathOf(path, place)}[1]`);
}

/** A key without a digest, whose user key needs no further check. */
export type PlainKey = readonly [namespace: string, set: string, userKey: string | number];

/** Whether a key has a user key that needs no further check, as most have, and no digest. */
export function isPlainKey(key: Key): key is PlainKey {
  return key[3] === undefined && isScalarKey(key[2]);
}

function isScalarKey(userKey: UserKey | null): userKey is string | number {
  return typeof userKey === 'string' ? userKey.isWellFormed() : Number.isSafeInteger(userKey);
}

/** The digest of a key that has it already, or has a user key that may be a wrong one. */
function digestOf([, set, userKey, given]: Key, path: string): Buffer {
  const digest = given === undefined ? undefined : checkDigest(given, `${path}[3]`);
  if (userKey === null || userKey === undefined) {
    if (digest === undefined)
      throw invalidArg(`${path}[2]`, userKey, `a user key; or pass ${KEY_SHAPE}`);
    return digest;
  }
  checkUserKey(userKey, `${path}[2]`);
  const computed = computeDigest(set, userKey);
  if (digest !== undefined && !computed.equals(digest)) {
    throw new InvalidArgError(`${path}[3] is the digest of another set or user key`, {
      argument: `${path}[3]`,
    });
  }
  return computed;
}

function pathOf(path: string, place: number | undefined): string {
  return place === undefined ? path : `${path}[${place}]`;
}

/** The key of a result. */
export function toRecordKey(
  key: ResolvedKey,
  userKey: UserKey | null = key.userKey,
  digest: Buffer = key.digest,
): RecordKey {
  // A copy, for the same reason as the class: the engine does not watch where copies are made.
  const made = EMPTY_KEY.slice() as unknown as [string, string, UserKey | null, Buffer];
  made[0] = key.namespace;
  made[1] = key.set;
  made[2] = userKey;
  made[3] = digest;
  return made;
}

const EMPTY_KEY: RecordKey = ['', '', null, Buffer.alloc(0)];

/**
 * Checks the name of a namespace.
 *
 * @throws {InvalidArgError} unless it has 1 to 31 bytes.
 */
export function checkNamespace(namespace: unknown, path = 'namespace'): string {
  if (typeof namespace !== 'string') throw invalidArg(path, namespace, 'a namespace (string)');
  const size = utf8Length(namespace);
  if (size === 0 || size > MAX_NAMESPACE_BYTES) {
    throw invalidArg(path, namespace, `a namespace of 1 to ${MAX_NAMESPACE_BYTES} bytes`);
  }
  return namespace;
}

/**
 * Checks the name of a set; `''` stands for records without a set.
 *
 * @throws {InvalidArgError} unless it has at most 63 bytes.
 */
export function checkSet(set: unknown, path = 'set'): string {
  if (typeof set !== 'string') throw invalidArg(path, set, "a set (string, '' for none)");
  if (utf8Length(set) > MAX_SET_BYTES) {
    throw invalidArg(path, set, `a set of at most ${MAX_SET_BYTES} bytes`);
  }
  return set;
}

function checkDigest(digest: unknown, path: string): Buffer {
  if (!types.isUint8Array(digest) || digest.length !== DIGEST_SIZE) {
    throw invalidArg(path, digest, `a digest of ${DIGEST_SIZE} bytes`);
  }
  return Buffer.isBuffer(digest)
    ? digest
    : Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength);
}

function checkUserKey(userKey: UserKey, path: string): void {
  switch (typeof userKey) {
    case 'string':
      if (userKey.isWellFormed()) return;
      throw new InvalidArgError(`${path}: ${NO_UTF8}`, { argument: path });
    case 'number':
      if (Number.isSafeInteger(userKey)) return;
      throw invalidArg(path, userKey, 'an integer inside ±(2^53 − 1); use a bigint beyond');
    case 'bigint':
      if (BigInt.asIntN(64, userKey) === userKey) return;
      throw invalidArg(path, userKey, 'an integer of 64 bits');
    default:
      if (types.isUint8Array(userKey)) return;
      throw invalidArg(path, userKey, 'a string, an integer or bytes (Uint8Array)');
  }
}

keepShape(new CheckedKey('', '', 0, Buffer.alloc(DIGEST_SIZE)));
keepShape(new CheckedKey('', '', '', Buffer.alloc(DIGEST_SIZE)));
