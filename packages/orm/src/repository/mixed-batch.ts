import { type BatchItem, BatchOutcome } from '../batch/batch-outcome.js';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { runVerb } from '../context/run-verb.js';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { populateRead } from '../reference/populate-read.js';
import type { DataKeys, EntityClass, IdKey, IdOf } from '../type/entity-type.js';
import type { Op } from '../type/op.js';
import type { RecordOps } from '../type/writer.js';
import { checkCallOptions, type WriteManyOptions, type WriteOptions } from './call-options.js';
import { chunkOptions } from './chunk-options.js';
import {
  existsStep,
  operateStep,
  removeEntityStep,
  removeIdStep,
  type StepOptions,
  writeStep,
} from './entity-step.js';
import { readStep } from './read-step.js';
import { type GuardedStep, runGuardedSteps } from './guarded-batch.js';
import type { OperateResult } from './operate.js';
import { writeFilter } from './write-filter.js';

/** Options of a write that is one of a batch. */
export type BatchWriteOptions<T> = Omit<WriteOptions<T>, 'policy' | 'behavior' | 'signal'>;

/** Options of a removal that is one of a batch. */
export type BatchRemoveOptions<T> = Omit<BatchWriteOptions<T>, 'ttl'>;

/** Options of running a mixed batch. */
export type MixedBatchOptions = Pick<
  WriteManyOptions<never>,
  'policy' | 'behavior' | 'signal' | 'chunk' | 'onProgress'
>;

/** What became of each call of a mixed batch, typed by the order of the calls. */
export type MixedItems<R extends readonly unknown[]> = R extends readonly []
  ? readonly BatchItem<unknown>[]
  : { readonly [I in keyof R]: BatchItem<R[I]> };

/** The outcome of a mixed batch. */
export interface MixedOutcome<R extends readonly unknown[]> extends Omit<
  BatchOutcome<R[number]>,
  'items'
> {
  /** All calls in their order. */
  readonly items: MixedItems<R>;
}

/** Gives the context of an entity class. */
export type ContextOf = <T extends object>(entity: EntityClass<T>) => EntityContext<T>;

/** Makes the step of a call; it is asked once the batch runs. */
interface Planned {
  readonly context: EntityContext;
  /** The entity that is written; null for none. */
  readonly entity: object | null;
  readonly plan: () => GuardedStep<unknown> | Promise<GuardedStep<unknown>>;
}

/**
 * Calls on records of several entity classes that are sent together. They are no transaction: each
 * succeeds or fails by itself, in any order, so that no record belongs into a batch twice.
 */
export class MixedBatch<R extends readonly unknown[] = []> {
  readonly #contextOf: ContextOf;
  readonly #planned: Planned[] = [];
  readonly #written = new Set<object>();

  /** @internal Made by a data source. */
  constructor(contextOf: ContextOf) {
    this.#contextOf = contextOf;
  }

  /** How many calls there are. */
  get size(): number {
    return this.#planned.length;
  }

  /** Reads the entity of an id, or some of its properties; null when there is none. */
  read<T extends object, K extends DataKeys<T>>(
    entity: EntityClass<T>,
    id: IdOf<T>,
    options: { readonly select: readonly K[]; readonly touch?: boolean | number },
  ): MixedBatch<[...R, Pick<T, K | IdKey<T>> | null]>;
  /** Reads the entity of an id; null when there is none. */
  read<T extends object>(
    entity: EntityClass<T>,
    id: IdOf<T>,
    options?: { readonly touch?: boolean | number },
  ): MixedBatch<[...R, T | null]>;
  read<T extends object>(
    entity: EntityClass<T>,
    id: IdOf<T>,
    options: { readonly select?: readonly DataKeys<T>[]; readonly touch?: boolean | number } = {},
  ): MixedBatch<[...R, T | null]> {
    checkCallOptions('batchRead', 'batch().read', options);
    const context = this.#contextOf(entity);
    return this.#add(context, null, () => readStep(context, id, options));
  }

  /** Tells whether there is a record. */
  exists<T extends object>(entity: EntityClass<T>, id: IdOf<T>): MixedBatch<[...R, boolean]> {
    const context = this.#contextOf(entity);
    return this.#add(context, null, () => existsStep(context, id));
  }

  /** Saves an entity; see `Repository.save`. */
  save<T extends object>(entity: T, options: BatchWriteOptions<T> = {}): MixedBatch<[...R, T]> {
    return this.#write('save', entity, options);
  }

  /** Inserts an entity; see `Repository.insert`. */
  insert<T extends object>(
    entity: T,
    options: Omit<BatchWriteOptions<T>, 'when' | 'ifVersion'> = {},
  ): MixedBatch<[...R, T]> {
    return this.#write('insert', entity, options);
  }

  /** Removes the record of an entity, under its version; false when there was none. */
  remove<T extends object>(
    entity: T,
    options: BatchRemoveOptions<T> = {},
  ): MixedBatch<[...R, boolean]> {
    const method = 'batch().remove';
    checkCallOptions('batchRemove', method, options);
    const context = this.#contextOf(classOf(entity, method));
    return this.#add(context, entity, () =>
      removeEntityStep(
        context,
        entity,
        method,
        stepOptions(options),
        writeFilter(context, options),
      ),
    );
  }

  /** Removes the record of an id; false when there was none. */
  removeById<T extends object>(
    entity: EntityClass<T>,
    id: IdOf<T>,
    options: BatchRemoveOptions<T> = {},
  ): MixedBatch<[...R, boolean]> {
    const method = 'batch().removeById';
    checkCallOptions('batchRemove', method, options);
    const context = this.#contextOf(entity);
    return this.#add(context, null, () =>
      removeIdStep(context, id, method, stepOptions(options), writeFilter(context, options)),
    );
  }

  /** Atomic operations on the record of an id; see `Repository.operate`. */
  operate<T extends object, O extends Record<string, Op<unknown>>>(
    entity: EntityClass<T>,
    id: IdOf<T>,
    build: (record: RecordOps<T>) => O,
    options: BatchWriteOptions<T> = {},
  ): MixedBatch<[...R, OperateResult<O>]> {
    checkCallOptions('batchWrite', 'batch().operate', options);
    const context = this.#contextOf(entity);
    return this.#add(context, null, () => operateStep(context, id, build, options));
  }

  /**
   * Sends the calls; all are checked before. Failures of some do not hide the others.
   *
   * @throws MappingError, OptionError … when a call is wrong: then nothing was sent
   */
  async run(options: MixedBatchOptions = {}): Promise<MixedOutcome<R>> {
    checkCallOptions('batch', 'batch().run', options);
    const [first] = this.#planned;
    const items = first === undefined ? [] : await this.#runAll(first.context, options);
    // safe: the calls were added in the order of their types
    return new BatchOutcome('batch', items) as unknown as MixedOutcome<R>;
  }

  #runAll(context: EntityContext, options: MixedBatchOptions): Promise<BatchItem<unknown>[]> {
    return runVerb(
      { ...seam(context), metadata: null, set: '' },
      'batch',
      undefined,
      async (operation) => {
        const { transaction } = context;
        const steps: GuardedStep<unknown>[] = [];
        for (const { context: own, entity, plan } of this.#planned) {
          await transaction?.prepare(own.namespace);
          if (entity !== null) transaction?.remember(own.metadata, entity);
          steps.push(await plan());
        }
        const policy = callPolicy(context, 'batch', options);
        const sending = { policy, chunks: chunkOptions(context, options) };
        const items = await runGuardedSteps(context, steps, sending, options);
        await this.#populate(items, options);
        operation?.batched(items.length, items.filter(({ status }) => status === 'failed').length);
        return items;
      },
    );
  }

  /** Loads the eager references of what was read. */
  async #populate(items: readonly BatchItem<unknown>[], options: MixedBatchOptions): Promise<void> {
    const found = new Map<EntityMetadata, [EntityContext, unknown[]]>();
    for (const [index, { context, entity }] of this.#planned.entries()) {
      const value = items[index]?.value;
      if (entity !== null || !(value instanceof context.metadata.entity)) continue;
      const [, entities] = found.get(context.metadata) ?? [context, []];
      found.set(context.metadata, [context, [...entities, value]]);
    }
    const { behavior, signal } = options;
    for (const [context, entities] of found.values()) {
      await populateRead(context, entities, [], {
        ...(behavior === undefined ? {} : { behavior }),
        ...(signal === undefined ? {} : { signal }),
      });
    }
  }

  #write<T extends object>(
    verb: 'save' | 'insert',
    entity: T,
    options: BatchWriteOptions<T>,
  ): MixedBatch<[...R, T]> {
    const method = `batch().${verb}`;
    checkCallOptions('batchWrite', method, options);
    const context = this.#contextOf(classOf(entity, method));
    return this.#add(context, entity, () =>
      writeStep(
        context,
        entity,
        { verb, method },
        stepOptions(options),
        writeFilter(context, options),
      ),
    );
  }

  #add<T extends object, A>(
    context: EntityContext<T>,
    entity: object | null,
    plan: () => GuardedStep<A> | Promise<GuardedStep<A>>,
  ): MixedBatch<[...R, A]> {
    if (entity !== null && this.#written.has(entity)) {
      throw new OptionError('entity', 'is in the batch already: its calls would be sent together');
    }
    if (entity !== null) this.#written.add(entity);
    // safe: what the types of entity and result are is known to the plan
    const planned = { context, entity, plan } as unknown as Planned;
    this.#planned.push(planned);
    // safe: the same batch, with the type of the call that was added
    return this as unknown as MixedBatch<[...R, A]>;
  }
}

/** The parts of a context that do not depend on its entity. */
function seam({ namespace, observer, gate, transaction }: EntityContext) {
  return { namespace, observer, gate, transaction };
}

function stepOptions<T>(options: BatchWriteOptions<T>): StepOptions {
  return options;
}

function classOf<T extends object>(entity: T, method: string): EntityClass<T> {
  const type: unknown = typeof entity === 'object' && entity !== null ? entity.constructor : null;
  if (typeof type === 'function' && type !== Object) return type as EntityClass<T>;
  throw new OptionError('entity', `${method}() takes an entity; got ${describeValue(entity)}`);
}
