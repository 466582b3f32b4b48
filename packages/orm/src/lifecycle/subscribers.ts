import { describeValue } from '../error/describe-value.js';
import { OptionError } from '../error/data-source-error.js';
import { MappingError } from '../error/mapping-error.js';
import type { EntityClass } from '../type/entity-type.js';
import type { AnySubscriber, EntitySubscriber, SubscriberClass } from './entity-subscriber.js';

/** The moments that subscribers can be told of. */
export type SubscriberMoment = Exclude<keyof EntitySubscriber, 'listenTo'>;

/** What a subscriber is told at a moment. */
export type EventOf<M extends SubscriberMoment> = Parameters<NonNullable<EntitySubscriber[M]>>[0];

const MOMENTS = {
  afterLoad: true,
  beforeInsert: true,
  afterInsert: true,
  beforeUpdate: true,
  afterUpdate: true,
  beforeRemove: true,
  afterRemove: true,
  afterOperate: true,
  beforeTransactionCommit: true,
  afterTransactionCommit: true,
  afterTransactionRollback: true,
} satisfies Readonly<Record<SubscriberMoment, true>>;

/**
 * The subscribers of a data source, those given as classes constructed.
 *
 * @throws OptionError for what is no subscriber
 */
export function makeSubscribers(
  given: readonly (AnySubscriber | SubscriberClass)[],
): readonly EntitySubscriber[] {
  return Object.freeze(
    given.map((each, index) => {
      const made: unknown = typeof each === 'function' ? new each() : each;
      const problem = problemOf(made as Partial<EntitySubscriber>);
      if (problem === null) return made as EntitySubscriber;
      throw new OptionError(`subscribers[${index}]`, problem);
    }),
  );
}

function problemOf(subscriber: Partial<EntitySubscriber>): string | null {
  if (typeof subscriber.listenTo !== 'function') {
    return 'needs listenTo(), which gives an entity class or all';
  }
  const listened: unknown = subscriber.listenTo();
  if (listened !== 'all' && typeof listened !== 'function') {
    return `listenTo() gives an entity class or 'all'; got ${describeValue(listened)}`;
  }
  const moments = Object.keys(MOMENTS) as SubscriberMoment[];
  if (moments.some((moment) => typeof subscriber[moment] === 'function')) return null;
  return `listens to nothing; it has methods such as ${moments.join(', ')}`;
}

type Listeners = { readonly [M in SubscriberMoment]?: readonly EntitySubscriber[] };

const listenersByType = new WeakMap<readonly EntitySubscriber[], WeakMap<EntityClass, Listeners>>();

/** The subscribers that want to know of a moment in the life of entities of a class. */
export function listenersOf(
  subscribers: readonly EntitySubscriber[],
  moment: SubscriberMoment,
  type: EntityClass,
): readonly EntitySubscriber[] {
  if (subscribers.length === 0) return subscribers;
  let byType = listenersByType.get(subscribers);
  if (byType === undefined) listenersByType.set(subscribers, (byType = new WeakMap()));
  let listeners = byType.get(type);
  if (listeners === undefined) byType.set(type, (listeners = findListeners(subscribers, type)));
  return listeners[moment] ?? NOBODY;
}

const NOBODY: readonly EntitySubscriber[] = Object.freeze([]);

function findListeners(subscribers: readonly EntitySubscriber[], type: EntityClass): Listeners {
  const hearing = subscribers.filter((subscriber) => {
    const listened = subscriber.listenTo();
    return listened === 'all' || listened === type || type.prototype instanceof listened;
  });
  return Object.fromEntries(
    (Object.keys(MOMENTS) as SubscriberMoment[]).map((moment) => [
      moment,
      hearing.filter((subscriber) => typeof subscriber[moment] === 'function'),
    ]),
  );
}

/** Tells subscribers, one after the other. */
export async function tell<M extends SubscriberMoment>(
  listeners: readonly EntitySubscriber[],
  moment: M,
  event: EventOf<M>,
): Promise<void> {
  for (const listener of listeners) await call(listener, moment, event);
}

/**
 * Tells subscribers at once.
 *
 * @throws MappingError when one returns a promise
 */
export function tellNow<M extends SubscriberMoment>(
  listeners: readonly EntitySubscriber[],
  moment: M,
  event: EventOf<M>,
): void {
  for (const listener of listeners) {
    const answer = call(listener, moment, event);
    if (typeof (answer as { then?: unknown } | undefined)?.then !== 'function') continue;
    throw new MappingError(
      `${listener.constructor.name}.${moment}`,
      'must be synchronous: loading does not wait for it',
    );
  }
}

function call<M extends SubscriberMoment>(
  listener: EntitySubscriber,
  moment: M,
  event: EventOf<M>,
): unknown {
  // safe: the event is the one of the moment
  return (listener as Record<SubscriberMoment, (event: unknown) => unknown>)[moment](event);
}
