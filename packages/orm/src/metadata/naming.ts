import { createHash } from 'node:crypto';

/** A property whose stored name is asked for. */
export interface NamedProperty {
  /** Name of the class that declares it. */
  readonly entity: string;
  /** The property. */
  readonly property: string;
}

/**
 * How properties without a declared name are stored.
 *
 * - `asIs` (default): under their own name.
 * - `snake`: `createdAt` becomes `created_at`.
 * - `short`: names that fit into a bin name stay; of longer ones the beginning is kept, followed by an
 *   underscore and a hash of the whole name (`customerEmailAddress` becomes `customerE_4hkj8`). The result
 *   depends on the name alone, so other properties may come and go. Keys inside embedded maps have no
 *   limit and stay.
 * - a function of the class and the property.
 */
export type NamingStrategy = 'asIs' | 'snake' | 'short' | ((named: NamedProperty) => string);

/** The naming of a class, and the room that its names have. */
export interface NamingScope {
  readonly strategy: NamingStrategy;
  /** Bytes a name may have here; null without a limit. */
  readonly maxBytes: number | null;
}

/** The server keeps bin names in 16 bytes with a terminating zero. */
export const BIN_NAME_MAX_BYTES = 15;

/** The shortest that `short` makes: something readable, an underscore, a hash of three digits. */
const SHORTEST = 5;
/** Of a bin name, what the prefix of an object embedded as bins takes at most, without underscore. */
const PREFIX_MAX_BYTES = 7;

/** The stored name of a property for which none is declared. */
export function nameOf(named: NamedProperty, { strategy, maxBytes }: NamingScope): string {
  if (typeof strategy === 'function') return strategy(named);
  if (strategy === 'snake') return snakeCase(named.property);
  if (strategy === 'asIs' || maxBytes === null) return named.property;
  return shortened(named.property, maxBytes);
}

/** What is put before the bins of an embedded object for which no prefix is declared. */
export function prefixOf(named: NamedProperty, scope: NamingScope): string {
  const maxBytes = scope.maxBytes === null ? null : Math.min(PREFIX_MAX_BYTES, scope.maxBytes - 1);
  return `${nameOf(named, { ...scope, maxBytes })}_`;
}

/** The room inside an object embedded as bins. */
export function scopeBehind(prefix: string, { strategy, maxBytes }: NamingScope): NamingScope {
  const room = maxBytes === null ? null : Math.max(0, maxBytes - Buffer.byteLength(prefix));
  return { strategy, maxBytes: room };
}

function snakeCase(name: string): string {
  return name
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1_$2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .toLowerCase();
}

function shortened(name: string, maxBytes: number): string {
  if (Buffer.byteLength(name) <= maxBytes || maxBytes < SHORTEST) return name;
  const digits = maxBytes >= 12 ? 5 : 3;
  const hash = BigInt(`0x${createHash('sha1').update(name).digest('hex')}`).toString(36);
  return `${firstBytes(name, maxBytes - digits - 1)}_${hash.slice(-digits)}`;
}

/** The longest beginning of whole characters within a number of bytes. */
export function firstBytes(text: string, maxBytes: number): string {
  let taken = '';
  for (const character of text) {
    if (Buffer.byteLength(taken + character) > maxBytes) break;
    taken += character;
  }
  return taken;
}
