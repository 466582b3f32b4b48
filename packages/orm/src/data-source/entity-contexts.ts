import type { AerospikeClient, Transaction } from '@aeroform/core';
import { policiesOf } from '../context/behavior.js';
import type { Coalescer } from '../context/coalescer.js';
import type { EntityContext, SessionOptions } from '../context/entity-context.js';
import type { JoinedTransaction } from '../context/joined-transaction.js';
import type { OperationGate } from '../context/operation-gate.js';
import { overPolicies, type PolicySet } from '../context/policy-set.js';
import { checkScope, checkSetName, type Scope } from '../context/scope.js';
import type { SindexCatalog } from '../context/sindex-catalog.js';
import { behaviorPolicies } from '../context/call-policy.js';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import type { EntitySubscriber } from '../lifecycle/entity-subscriber.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { Observer } from '../observe/observer.js';
import { refsIn } from '../reference/ref-of.js';
import { OpenTransaction } from '../transaction/open-transaction.js';
import type { EntityClass } from '../type/entity-type.js';

/** What the contexts of all entities of a data source share. */
export interface ContextSource {
  /** The connected client; throws when it is not. */
  readonly client: () => AerospikeClient;
  readonly namespace: string;
  readonly options: SessionOptions;
  readonly catalog: (namespace: string) => SindexCatalog;
  readonly policies: PolicySet;
  readonly behaviors: ReadonlyMap<string, PolicySet>;
  readonly tenantSet: (set: string, tenant: string) => string;
  readonly subscribers: readonly EntitySubscriber[];
  readonly observer: Observer | null;
  readonly gate: OperationGate;
  readonly coalescer: Coalescer;
  /** Whether reads are coalesced where the scope does not say. */
  readonly coalesces: boolean;
  readonly currentTransaction: () => JoinedTransaction | null;
  /** Refuses classes that are not among the data source's entities. */
  readonly requireEntity: (entity: EntityClass) => void;
}

/** What the scopes of a repository, one over the other, come to. */
interface ResolvedScope {
  /** Null for that of the entity. */
  readonly set: string | null;
  readonly tenant: string | null;
  readonly policies: PolicySet;
  /** Undefined for the ambient one, null for none. */
  readonly transaction: JoinedTransaction | null | undefined;
  readonly coalesces: boolean;
  readonly withDeleted: boolean;
}

/** The context of an entity of a data source, outside of any scope. */
export function entityContext<T extends object>(
  source: ContextSource,
  metadata: EntityMetadata<T>,
): EntityContext<T> {
  return contextIn(source, metadata, {
    set: null,
    tenant: null,
    policies: source.policies,
    transaction: undefined,
    coalesces: source.coalesces,
    withDeleted: false,
  });
}

function contextIn<T extends object>(
  source: ContextSource,
  metadata: EntityMetadata<T>,
  scope: ResolvedScope,
): EntityContext<T> {
  const namespace = metadata.namespace ?? source.namespace;
  const { options, behaviors, subscribers, observer, gate, coalescer } = source;
  const context: EntityContext<T> = Object.freeze({
    metadata,
    namespace,
    set: setIn(source, metadata, scope),
    options,
    policies: scope.policies,
    behaviors,
    subscribers,
    withDeleted: scope.withDeleted,
    observer,
    gate,
    coalescer: scope.coalesces ? coalescer : null,
    refs: refsIn(() => {
      const own = hasEnded(scope)
        ? contextIn(source, metadata, withoutTransaction(scope))
        : context;
      // safe: references look at nothing of the entity but its metadata
      return own as unknown as EntityContext;
    }),
    // Read when used: the client comes and goes with initialize() and destroy().
    get client() {
      return source.client();
    },
    get sindexes() {
      return source.catalog(namespace);
    },
    get transaction() {
      return scope.transaction === undefined ? source.currentTransaction() : scope.transaction;
    },
    scoped: (narrower: Scope) => contextIn(source, metadata, within(source, scope, narrower)),
    of: <R extends object>(other: EntityMetadata<R>) => {
      source.requireEntity(other.entity);
      return contextIn(source, other, { ...scope, set: null });
    },
  });
  return context;
}

/** Entities outlive the transaction that read them: their references then load outside of it. */
function hasEnded({ transaction }: ResolvedScope): boolean {
  const state = transaction?.txn.state;
  return state === 'committed' || state === 'aborted';
}

function withoutTransaction(scope: ResolvedScope): ResolvedScope {
  return { ...scope, transaction: undefined };
}

function setIn(
  { tenantSet }: ContextSource,
  metadata: Pick<EntityMetadata, 'set'>,
  { set, tenant }: ResolvedScope,
): string {
  const base = set ?? metadata.set;
  return tenant === null ? base : checkSetName(tenantSet(base, tenant), 'tenantSet');
}

/** A scope with another one over it. */
function within(source: ContextSource, outer: ResolvedScope, inner: Scope): ResolvedScope {
  checkScope(inner);
  const { set, tenant, policy, behavior, txn, coalesce, withDeleted } = inner;
  const laid =
    policy === undefined
      ? outer.policies
      : overPolicies(outer.policies, policiesOf(policy, 'policy'));
  return {
    set: set ?? outer.set,
    tenant: tenant ?? outer.tenant,
    policies:
      behavior === undefined ? laid : overPolicies(laid, behaviorPolicies(source, behavior)),
    transaction: txn === undefined ? outer.transaction : joined(txn),
    coalesces: coalesce ?? outer.coalesces,
    withDeleted: withDeleted ?? outer.withDeleted,
  };
}

/** What was given as the transaction of a scope. */
function joined(txn: NonNullable<Scope['txn']> | null): JoinedTransaction | null {
  if (txn === null || txn instanceof OpenTransaction) return txn;
  if (isCoreTransaction(txn)) {
    return {
      txn,
      signal: undefined,
      prepare: () => Promise.resolve(),
      remember: () => undefined,
    };
  }
  throw new OptionError(
    'txn',
    `takes what transaction() hands to its function, a transaction of the client, or null; got ${describeValue(txn)}`,
  );
}

function isCoreTransaction(value: unknown): value is Transaction {
  return typeof value === 'object' && value !== null && 'commit' in value && 'state' in value;
}
