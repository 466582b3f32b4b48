import type { ReadPolicy } from '@aeroform/core';
import type { EntityTtl } from '../metadata/entity-metadata.js';
import { refuseTransaction, requirePolicy } from '../context/call-policy.js';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import { isPlainObject } from '../mapping/plain-object.js';
import type { DataKeys } from '../type/entity-type.js';
import type { Predicate } from '../type/expr.js';
import type { Root } from '../type/field.js';
import type { PopulatePath } from '../type/loaded.js';
import { type BatchCallPolicy, checkCallPolicy, type WriteCallPolicy } from './call-policy.js';

/** Options of every call that reads. */
export interface ReadOptions {
  /** Timeouts, retries, replica …; see core's ReadPolicy. */
  readonly policy?: ReadPolicy;
  /** Name of one of the data source's behaviors: a policy under a name. */
  readonly behavior?: string;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
}

/** Options of finding by id, whatever the paths of `populate`. */
export interface FindCall<T> extends ReadOptions {
  /**
   * Read only these properties (and the id). A save then writes what changed of them, and every other
   * property that was given a value (or null) since; what is left undefined stays as it is.
   */
  readonly select?: readonly DataKeys<T>[];
  /**
   * Loads references: `['customer', 'lines.product']`. All at one depth are read in one batch, with
   * the policy of the call but for its filter.
   */
  readonly populate?: readonly string[];
  /**
   * Reading prolongs the life of the record: true gives it the entity's ttl anew, in the same round
   * trip (it counts as a write, so the version grows); a number lets the server do it once that per
   * cent of the time has passed (server 7.1). Default: `touchOnRead` of the entity.
   */
  readonly touch?: boolean | number;
}

/** Options of finding by id. */
export interface FindOptions<T, P extends string = never> extends FindCall<T> {
  /**
   * Loads references: `['customer', 'lines.product']`. All at one depth are read in one batch, with
   * the policy of the call but for its filter.
   */
  readonly populate?: readonly PopulatePath<T, P>[];
}

/** Options of every call that writes one entity. */
export interface WriteOptions<T> {
  /**
   * Timeouts, retries, commit level …; see core's WritePolicy. What the mapper decides (`exists`,
   * `gen`, `ttl`, `key`, `durableDelete`) is refused.
   */
  readonly policy?: WriteCallPolicy;
  /** Name of one of the data source's behaviors: a policy under a name. */
  readonly behavior?: string;
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

/** Options of `save`. */
export interface SaveOptions<T> extends WriteOptions<T> {
  /**
   * What happens when somebody else wrote the record since the entity was read. `disjoint`: it is read
   * again, and when the other changed other properties, their values are taken into the entity and
   * saving goes on. What both changed is merged by the rules of the properties (`@Bin({ merge })`);
   * where one has none, the OptimisticLockError names the `properties` that stay in conflict. The
   * result was checked by neither hooks nor schema as a whole. Default: an OptimisticLockError.
   */
  readonly merge?: 'disjoint';
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

/** What a call without options is given: there is nothing to check. */
export const NO_OPTIONS: Readonly<Record<string, never>> = Object.freeze({});

/** Options by the kind of call. */
export const callOptions = {
  read: ['policy', 'behavior', 'signal'],
  find: ['policy', 'behavior', 'signal', 'select', 'populate', 'touch'],
  write: ['policy', 'behavior', 'signal', 'ttl', 'ifVersion', 'when', 'durableDelete'],
  save: ['policy', 'behavior', 'signal', 'ttl', 'ifVersion', 'when', 'durableDelete', 'merge'],
  remove: ['policy', 'behavior', 'signal', 'ifVersion', 'when', 'durableDelete'],
  writeMany: [
    'policy',
    'behavior',
    'signal',
    'ttl',
    'ifVersion',
    'when',
    'durableDelete',
    'chunk',
    'onProgress',
  ],
  populate: ['behavior', 'signal'],
  findMany: ['policy', 'behavior', 'signal', 'select', 'populate', 'touch', 'chunk', 'onProgress'],
  readMany: ['policy', 'behavior', 'signal', 'chunk', 'onProgress'],
  removeMany: ['policy', 'behavior', 'signal', 'when', 'durableDelete', 'chunk', 'onProgress'],
  removeEntities: [
    'policy',
    'behavior',
    'signal',
    'ifVersion',
    'when',
    'durableDelete',
    'chunk',
    'onProgress',
  ],
  batch: ['policy', 'behavior', 'signal', 'chunk', 'onProgress'],
  batchRead: ['select', 'touch'],
  batchWrite: ['ttl', 'ifVersion', 'when', 'durableDelete'],
  batchRemove: ['ifVersion', 'when', 'durableDelete'],
  truncate: ['policy', 'signal'],
  touch: ['policy', 'behavior', 'signal'],
  softRemove: ['policy', 'behavior', 'signal', 'ttl', 'ifVersion', 'when'],
  mutate: ['policy', 'behavior', 'signal', 'ttl', 'when', 'attempts'],
} as const;

/** Kinds of calls whose policy has no settings that the mapper decides. */
const READS: ReadonlySet<keyof typeof callOptions> = new Set([
  'read',
  'find',
  'findMany',
  'readMany',
  'populate',
  'truncate',
]);

/** Kinds of calls on many records, each of which has a version of its own. */
const MANY: ReadonlySet<keyof typeof callOptions> = new Set(['writeMany', 'removeEntities']);

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
  const { policy, ifVersion } = options as {
    readonly policy?: object;
    readonly ifVersion?: unknown;
  };
  if (MANY.has(kind) && ifVersion !== undefined && ifVersion !== 'any') {
    throw new OptionError(
      'ifVersion',
      `${verb}() takes 'any', which looks at no version: one number cannot be that of many records`,
    );
  }
  requirePolicy(policy);
  refuseTransaction(policy);
  if (!READS.has(kind)) checkCallPolicy(verb, policy, allowed);
}
