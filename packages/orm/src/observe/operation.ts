import { keepShape } from '@aeroform/core';
import type { Plan } from '../type/plan.js';
import { type OperationKind, type Verb, VERB_KINDS } from './verb.js';

/** How the records of an operation are reached. */
export type OperationAccess = 'key' | 'batch' | Plan['access'] | 'command';

const ACCESS_OF_KIND: Readonly<Record<OperationKind, OperationAccess>> = {
  get: 'key',
  save: 'key',
  insert: 'key',
  update: 'key',
  upsert: 'key',
  replace: 'key',
  remove: 'key',
  touch: 'key',
  operate: 'key',
  batch: 'batch',
  query: 'none',
  job: 'none',
  truncate: 'command',
  info: 'command',
};

/** One call of a method by the application, while somebody watches: a plugin, metrics, a span … */
export class Operation {
  readonly verb: Verb;
  /** What sort of work it is. */
  readonly kind: OperationKind;
  /** Name of the entity class; empty for several. */
  readonly entity: string;
  readonly namespace: string;
  readonly set: string;
  /** Milliseconds, by a clock that never jumps. */
  readonly startedAt: number = performance.now();
  /** How records are reached; of a query it is known once it is planned. */
  access: OperationAccess;
  /** The plan of a query; null before it is planned, and for everything else. */
  plan: Plan | null = null;
  /** Records of a batch; 0 for what is no batch. */
  records = 0;
  /** Records of a batch that failed. */
  failed = 0;
  /** How often another writer was first. */
  conflicts = 0;

  constructor(
    verb: Verb,
    entity: string,
    { namespace, set }: { readonly namespace: string; readonly set: string },
  ) {
    this.verb = verb;
    this.kind = VERB_KINDS[verb];
    this.access = ACCESS_OF_KIND[this.kind];
    this.entity = entity;
    this.namespace = namespace;
    this.set = set;
  }

  /** Notes the plan of a query. */
  planned(plan: Plan): void {
    this.plan = plan;
    this.access = plan.access;
  }

  /** Notes that another writer was first, and the work is done again. */
  lostRace(): void {
    this.conflicts += 1;
  }

  /** Notes the records of a batch. */
  batched(records: number, failed: number): void {
    this.records += records;
    this.failed += failed;
  }
}

keepShape(new Operation('findById', '', { namespace: '', set: '' }));
