import { MetadataError } from '../error/metadata-error.js';
import type { EntityTtl } from './entity-metadata.js';

/** `@Entity(options)`. */
export interface EntityOptions {
  /** Default: the class name. At most 63 bytes. */
  readonly set?: string;
  /** Default: the namespace of the data source. */
  readonly namespace?: string;
  /**
   * Time to live given to every write: seconds, `'never'`, `'default'` (the namespace's) or `'keep'`.
   * Without it: `'default'`, but a loaded entity with a `@Ttl` property keeps what it has.
   */
  readonly ttl?: EntityTtl;
  /** Store the id with the record, so that queries can give it back. Default true. */
  readonly sendKey?: boolean;
  /** Leave a tombstone when removing (Enterprise Edition). Default false. */
  readonly durableDelete?: boolean;
}

const SET_MAX_BYTES = 63;
const NAMESPACE_MAX_BYTES = 31;
/** The server allows ten years. */
export const TTL_MAX_SECONDS = 315_360_000;

/** Refuses option values that no server takes. */
export function checkEntityOptions({ set, namespace, ttl }: EntityOptions, name: string): void {
  checkName('set', set ?? name, SET_MAX_BYTES, name);
  if (namespace !== undefined) checkName('namespace', namespace, NAMESPACE_MAX_BYTES, name);
  if (ttl !== undefined && !isTtl(ttl)) {
    throw new MetadataError(
      name,
      `ttl must be whole seconds from 1 to ${TTL_MAX_SECONDS}, 'never', 'default' or 'keep'; got ${String(ttl)}`,
    );
  }
}

/** Tells whether a value is a time to live. */
export function isTtl(ttl: unknown): ttl is EntityTtl {
  if (typeof ttl === 'string') return ttl === 'never' || ttl === 'default' || ttl === 'keep';
  return Number.isSafeInteger(ttl) && (ttl as number) > 0 && (ttl as number) <= TTL_MAX_SECONDS;
}

function checkName(kind: string, value: string, maxBytes: number, label: string): void {
  const bytes = Buffer.byteLength(value);
  if (bytes > 0 && bytes <= maxBytes && !/[\0;:=]/.test(value)) return;
  throw new MetadataError(
    label,
    `${kind} '${value}' must have 1 to ${maxBytes} bytes and none of ; : =`,
  );
}
