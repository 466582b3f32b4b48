import { type BinValue, double, geojson } from '@aeroform/core';
import { Channel } from '../query/order.js';

/** A generator of pseudo-random numbers with a seed (mulberry32), so that failures can be repeated. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number of 0 up to, but without, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)]!;
  }

  /** Some of the items, in order, without repetitions. */
  some<T>(items: readonly T[]): T[] {
    return items.filter(() => this.chance(0.5));
  }
}

/** A plain order as an oracle sees it: absent properties are undefined. */
export interface PlainOrder {
  readonly id: string;
  status?: string;
  total?: number;
  discount?: number;
  big?: bigint;
  weight?: number;
  gift?: boolean;
  due?: number;
  hash?: Buffer;
  anything?: string | number;
  channel?: string;
  tags?: string[];
  scores?: number[];
  lines?: { sku?: string; quantity?: number }[];
  codes?: number[];
  counters?: Map<string, number>;
  ship?: { city?: string; floor?: number; street?: { name?: string | null; number?: number } };
  net?: number;
  currency?: string;
  where?: readonly [number, number];
}

export const STATUSES = ['new', 'paid', 'sent'] as const;
export const CITIES = ['Oslo', 'oslo', 'Ærø', 'Aarhus', 'A.B', 'line\nbreak', ''] as const;
export const TAGS = ['a', 'b', 'c', 'dd'] as const;
export const HASHES = [Buffer.from('00ff', 'hex'), Buffer.from('ab', 'hex')] as const;
export const BIGS = [0n, -1n, 2n ** 62n, -(2n ** 63n), 2n ** 63n - 1n] as const;
/** Points so far apart that no circle of 1000 km around one holds another. */
export const PLACES = [
  [10, 60],
  [-70, -30],
  [139, 35],
] as const;

/** A random order, in which about a third of the properties is absent. */
export function randomOrder(random: Random, id: string): PlainOrder {
  const order: PlainOrder = { id };
  const set = <K extends keyof PlainOrder>(name: K, make: () => PlainOrder[K]): void => {
    if (random.chance(0.7)) order[name] = make();
  };
  set('status', () => random.pick(STATUSES));
  set('total', () => random.int(-5, 15));
  set('discount', () => random.int(-5, 5));
  set('big', () => random.pick(BIGS));
  set('weight', () => random.pick([0, 0.5, 1, 2.5, 3, -1.5]));
  set('gift', () => random.chance(0.5));
  set('due', () => random.int(0, 5) * 1000);
  set('hash', () => random.pick(HASHES));
  set('anything', () => random.pick<string | number>([1, 2, 3, 'x', 'y', '1']));
  set('channel', () => random.pick([Channel.Web, Channel.Shop]));
  set('tags', () => random.some(TAGS));
  set('scores', () => Array.from({ length: random.int(0, 3) }, () => random.int(0, 9)));
  set('lines', () =>
    Array.from({ length: random.int(0, 2) }, () => ({
      ...(random.chance(0.7) && { sku: random.pick(['k1', 'k2']) }),
      ...(random.chance(0.7) && { quantity: random.int(1, 3) }),
    })),
  );
  set('codes', () => random.some([1, 2, 3]));
  set('counters', () => new Map(random.some(['x', 'y', 'z']).map((k) => [k, random.int(0, 4)])));
  set('ship', () => randomAddress(random));
  set('net', () => random.pick([1, 1.5, 2, 99.9]));
  set('currency', () => random.pick(['EUR', 'NOK']));
  set('where', () => random.pick(PLACES));
  return order;
}

function randomAddress(random: Random): NonNullable<PlainOrder['ship']> {
  return {
    ...(random.chance(0.7) && { city: random.pick(CITIES) }),
    ...(random.chance(0.7) && { floor: random.int(0, 5) }),
    ...(random.chance(0.7) && {
      street: {
        name: random.chance(0.7) ? random.pick(['High Street', 'Low Road']) : null,
        ...(random.chance(0.7) && { number: random.int(1, 9) }),
      },
    }),
  };
}

/** The bins of an order. Doubles that are whole are stored as either type, as other writers may. */
export function binsOfOrder(order: PlainOrder, random: Random): Record<string, BinValue> {
  const real = (value: number): BinValue =>
    Number.isInteger(value) && random.chance(0.5) ? value : double(value);
  const { ship } = order;
  const bins: Record<string, BinValue | undefined> = {
    always: 1,
    st: order.status,
    total: order.total,
    discount: order.discount,
    big: order.big,
    weight: order.weight === undefined ? undefined : real(order.weight),
    gift: order.gift,
    due: order.due,
    hash: order.hash,
    anything: typeof order.anything === 'number' ? real(order.anything) : order.anything,
    channel: order.channel,
    tags: order.tags,
    scores: order.scores,
    lines: order.lines as BinValue | undefined,
    codes: order.codes,
    counters: order.counters,
    ship: ship && {
      ...(ship.city !== undefined && { c: ship.city }),
      ...(ship.floor !== undefined && { floor: ship.floor }),
      ...(ship.street && { street: [ship.street.name ?? null, ship.street.number ?? null] }),
    },
    p_net: order.net === undefined ? undefined : real(order.net),
    p_cur: order.currency,
    where: order.where && geojson({ type: 'Point', coordinates: [order.where[0], order.where[1]] }),
  };
  const present = Object.entries(bins).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as Record<string, BinValue>;
}
