import type { BatchPolicy, Expression, OperatePolicy, ReadPolicy } from '@aeroform/core';
import type { EntityTtl } from '../metadata/entity-metadata.js';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import { isPlainObject } from '../mapping/plain-object.js';
import type { DataKeys } from '../type/entity-type.js';
import type { Predicate } from '../type/expr.js';
import type { Root } from '../type/field.js';
import { type BatchCallPolicy, checkCallPolicy, type WriteCallPolicy } from './call-policy.js';

/** Options of every call that reads. */
export interface ReadOptions {
  /** Timeouts, retries, replica …; see core's ReadPolicy. */
  readonly policy?: ReadPolicy;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
}

/** Options of finding by id. */
export interface FindOptions<T> extends ReadOptions {
  /**
   * Read only these properties (and the id). A save then writes what changed of them, and every other
   * property that was given a value (or null) since; what is left undefined stays as it is.
   */
  readonly select?: readonly DataKeys<T>[];
}

/** Options of every call that writes one entity. */
export interface WriteOptions<T> {
  /**
   * Timeouts, retries, commit level …; see core's WritePolicy. What the mapper decides (`exists`,
   * `gen`, `ttl`, `key`, `durableDelete`) is refused.
   */
  readonly policy?: WriteCallPolicy;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
  /** Time to live of the record from now; wins over the entity's. */
  readonly ttl?: EntityTtl;
  /** The generation the record must have; `'any'` writes without looking at the version. */
  readonly ifVersion?: number | 'any';
  /**
   * Writes only if this holds for the record, which must exist; otherwise FilteredOutError. Refused
   * where the write may make the record, since the server checks nothing then: `insert`, `upsert` and
   * the save of a new entity. `operate` of an id makes no record under a condition.
   */
  readonly when?: (fields: Root<T>) => Predicate;
  /** Leave a tombstone when removing (Enterprise Edition). */
  readonly durableDelete?: boolean;
}

/** Options of calls that may make a record, where the server would not check a condition. */
export type CreateOptions<T> = Omit<WriteOptions<T>, 'when'>;

/** Options of calls that write many entities. */
export interface WriteManyOptions<T> extends Omit<WriteOptions<T>, 'policy' | 'ifVersion'> {
  /**
   * Timeouts, retries, concurrency …; see core's BatchPolicy. What the mapper decides (`exists`, `gen`,
   * `ttl`, `key`, `durableDelete`) is refused.
   */
  readonly policy?: BatchCallPolicy;
  /** `'any'` writes without looking at the versions. */
  readonly ifVersion?: 'any';
  /** Records in one batch command. Default: that of the data source. */
  readonly chunk?: number;
  /** Called after each batch command. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Options by the kind of call. */
export const callOptions = {
  read: ['policy', 'signal'],
  find: ['policy', 'signal', 'select'],
  write: ['policy', 'signal', 'ttl', 'ifVersion', 'when', 'durableDelete'],
  remove: ['policy', 'signal', 'ifVersion', 'when', 'durableDelete'],
  writeMany: [
    'policy',
    'signal',
    'ttl',
    'ifVersion',
    'when',
    'durableDelete',
    'chunk',
    'onProgress',
  ],
  removeMany: ['policy', 'signal', 'when', 'durableDelete', 'chunk', 'onProgress'],
  touch: ['policy', 'signal'],
  mutate: ['policy', 'signal', 'ttl', 'when', 'attempts'],
} as const;

/** Refuses options that the call does not have, and policies that say what the mapper decides. */
export function checkCallOptions(
  kind: keyof typeof callOptions,
  verb: string,
  options: object,
): void {
  const allowed: readonly string[] = callOptions[kind];
  if (!isPlainObject(options)) {
    const expected = `${verb}() takes an object with ${allowed.join(', ')}`;
    throw new OptionError('options', `${expected}; got ${describeValue(options)}`);
  }
  for (const option of Object.keys(options)) {
    if (allowed.includes(option)) continue;
    throw new OptionError(option, `${verb}() has no such option; it takes ${allowed.join(', ')}`);
  }
  const { policy } = options as { readonly policy?: object };
  if (kind !== 'read' && kind !== 'find') checkCallPolicy(verb, policy, allowed);
}

/** The policy of a call with its signal and filter expression put in; undefined when all are absent. */
export function callPolicy<P extends ReadPolicy | OperatePolicy | BatchPolicy>(
  { policy, signal }: { readonly policy?: P; readonly signal?: AbortSignal },
  filter: Expression<'bool'> | null = null,
): P | undefined {
  if (filter === null && signal === undefined) return policy;
  return {
    ...policy,
    ...(signal === undefined ? {} : { signal }),
    ...(filter === null ? {} : { filterExpression: filter }),
  } as P;
}
