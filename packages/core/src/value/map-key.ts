import { types } from 'node:util';
import { type MsgpackWriter, ParticleType, compareUtf8 } from '@aeroform/protocol';
import { describeGiven } from '../error/describe-given.js';
import { checkText } from './check-text.js';
import { InvalidValue, toInvalidArg } from './invalid-value.js';
import { integerOf } from './write-number.js';

/** What the key of a map can be. */
export type MapKey = string | number | bigint | Uint8Array;

/** Sorts text in place by its UTF-8 bytes, as the server orders it. */
export function sortText(keys: string[]): string[] {
  if (isSorted(keys)) return keys;
  // The engine's own order is quicker, and differs only for characters outside the basic plane.
  keys.sort();
  return isSorted(keys) ? keys : keys.sort(compareUtf8);
}

function isSorted(keys: readonly string[]): boolean {
  for (let i = 1; i < keys.length; i++) {
    if (compareUtf8(keys[i - 1] as string, keys[i] as string) > 0) return false;
  }
  return true;
}

/** The keys of a map in the order of the server: integers, text, bytes. */
export function sortKeys(map: ReadonlyMap<MapKey, unknown>): MapKey[] {
  const keys = Array.from(map.keys());
  for (const key of keys) checkKey(key);
  keys.sort(compareKeys);
  for (let i = 1; i < keys.length; i++) {
    if (compareKeys(keys[i - 1] as MapKey, keys[i] as MapKey) !== 0) continue;
    throw new InvalidValue('the map has two keys that are the same for the server', keys[i]);
  }
  return keys;
}

function checkKey(key: unknown): void {
  if (typeof key === 'string' || types.isUint8Array(key)) return;
  const isNumber = typeof key === 'number' || typeof key === 'bigint';
  if (isNumber && integerOf(key) !== undefined) return;
  throw new InvalidValue(`map keys are strings, integers or bytes; got ${describeGiven(key)}`);
}

/**
 * Checks a key under which something is stored. What only compares keys may be any value.
 *
 * @param path - of the key in the caller's arguments, for the error.
 * @throws {InvalidArgError} for everything that no map has as a key.
 */
export function checkMapKey(key: unknown, path: string): void {
  try {
    checkKey(key);
  } catch (error) {
    throw toInvalidArg(error, path);
  }
}

function keyRank(key: MapKey): number {
  if (typeof key === 'string') return 1;
  return typeof key === 'object' ? 2 : 0;
}

function compareKeys(a: MapKey, b: MapKey): number {
  const rank = keyRank(a) - keyRank(b);
  if (rank !== 0) return rank;
  if (typeof a === 'string') return compareUtf8(a, b as string);
  if (typeof a === 'object') return Buffer.compare(a, b as Uint8Array);
  if (a < (b as number | bigint)) return -1;
  return a > (b as number | bigint) ? 1 : 0;
}

/** Appends a map key as msgpack. */
export function writeKey(writer: MsgpackWriter, key: MapKey): void {
  if (typeof key === 'string') writer.text(checkText(key));
  else if (typeof key === 'object') writer.blob(ParticleType.blob, key);
  else writer.integer(key);
}

/** Step of an error path into a property of an object. */
export function propertyStep(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** Step of an error path into an entry of a map. */
export function entryStep(key: MapKey): string {
  return typeof key === 'string' ? propertyStep(key) : `[key ${describeGiven(key)}]`;
}
