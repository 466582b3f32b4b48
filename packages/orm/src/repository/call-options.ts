import type {
  BatchPolicy,
  Expression,
  OperatePolicy,
  ReadPolicy,
  WritePolicy,
} from '@aeroform/core';
import type { EntityTtl } from '../metadata/entity-metadata.js';
import { OptionError } from '../error/data-source-error.js';
import type { DataKeys } from '../type/entity-type.js';
import type { Predicate } from '../type/expr.js';
import type { Root } from '../type/field.js';

/** Options of every call that reads. */
export interface ReadOptions {
  /** Timeouts, retries, replica …; see core's ReadPolicy. */
  readonly policy?: ReadPolicy;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
}

/** Options of finding by id. */
export interface FindOptions<T> extends ReadOptions {
  /** Read only these properties (and the id). */
  readonly select?: readonly DataKeys<T>[];
}

/** Options of every call that writes one entity. */
export interface WriteOptions<T> {
  /** Timeouts, retries, commit level …; see core's WritePolicy. */
  readonly policy?: WritePolicy;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
  /** Time to live of the record from now; wins over the entity's. */
  readonly ttl?: EntityTtl;
  /** The generation the record must have; `'any'` writes without looking at the version. */
  readonly ifVersion?: number | 'any';
  /** Writes only if this holds for the record; otherwise FilteredOutError. */
  readonly when?: (fields: Root<T>) => Predicate;
  /** Leave a tombstone when removing (Enterprise Edition). */
  readonly durableDelete?: boolean;
}

/** Options of calls that write many entities. */
export interface WriteManyOptions<T> extends Omit<WriteOptions<T>, 'policy' | 'ifVersion'> {
  /** Timeouts, retries, concurrency …; see core's BatchPolicy. */
  readonly policy?: BatchPolicy;
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

/** Refuses options that the call does not have. */
export function checkCallOptions(
  kind: keyof typeof callOptions,
  verb: string,
  options: object,
): void {
  const allowed: readonly string[] = callOptions[kind];
  for (const option of Object.keys(options)) {
    if (allowed.includes(option)) continue;
    throw new OptionError(option, `${verb}() has no such option; it takes ${allowed.join(', ')}`);
  }
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
