import type { Random } from '../support/random-orders.js';

/** What is known of a property besides its name. */
export interface PropertyModel {
  /** A random value, never null. */
  readonly make: (random: Random) => unknown;
  /** Changes a value in place, as an application changes what it has loaded. */
  readonly edit?: (random: Random, value: never) => void;
  /** What the server makes of a value; default: the same. */
  readonly stored?: (value: never) => unknown;
  /** What an entity holds where the record has no bin. */
  readonly default?: unknown;
}

const STATUSES = ['new', 'paid', 'sent', 'Ærø', ''] as const;
const CITIES = ['Oslo', 'Aarhus', 'Ærø', ''] as const;
const TAGS = ['a', 'b', 'c', 'dd'] as const;
const KEYS = ['x', 'y', 'z', 'é'] as const;
const SKUS = ['k1', 'k2', 'k3'] as const;

const small = (random: Random): number => random.int(-9, 9);
const numbers = (random: Random): number[] =>
  Array.from({ length: random.int(0, 4) }, () => small(random));

interface PlainPlace {
  city?: string;
  zip?: number;
}

function place(random: Random): PlainPlace {
  return {
    ...(random.chance(0.7) && { city: random.pick(CITIES) }),
    ...(random.chance(0.7) && { zip: small(random) }),
  };
}

function editPlace(random: Random, value: PlainPlace): void {
  if (random.chance(0.5)) value.city = random.pick(CITIES);
  else value.zip = small(random);
}

function editList<T>(random: Random, items: T[], make: () => T): void {
  if (items.length > 0 && random.chance(0.4)) items.splice(random.int(0, items.length - 1), 1);
  else if (items.length > 0 && random.chance(0.3)) items[random.int(0, items.length - 1)] = make();
  else items.push(make());
}

function editMap<K, V>(random: Random, map: Map<K, V>, key: K, make: () => V): void {
  if (random.chance(0.3)) map.delete(key);
  else map.set(key, make());
}

const byNumber = (a: number, b: number): number => a - b;

interface PlainPart {
  sku: string;
  qty: number;
}

const part = (random: Random, sku: string): PlainPart => ({ sku, qty: small(random) });

/** The properties that the classes have, by name. */
export const PROPERTIES = {
  count: { make: small },
  status: { make: (random) => random.pick(STATUSES) },
  ratio: { make: (random) => random.pick([0.5, -2.25, 3, 1e300, 0]) },
  active: { make: (random) => random.chance(0.5) },
  big: { make: (random) => random.pick([0n, -1n, 2n ** 62n, -(2n ** 63n), 2n ** 63n - 1n]) },
  blob: { make: (random) => Buffer.from([random.int(0, 255), 0]) },
  due: { make: (random) => new Date(random.int(-5, 5) * 1000) },
  colour: { make: (random) => random.pick(['red', 'green', 'blue']), default: 'red' },
  extra: {
    make: (random) => ({ a: [small(random)], b: { c: random.pick(CITIES) } }),
    edit: (random, value: { a: number[] }) => value.a.push(small(random)),
  },
  scores: {
    make: numbers,
    edit: (random, items: number[]) => editList(random, items, () => small(random)),
  },
  sorted: {
    make: numbers,
    edit: (random, items: number[]) => editList(random, items, () => small(random)),
    stored: (items: number[]) => items.toSorted(byNumber),
  },
  tags: {
    make: (random) => new Set(random.some(TAGS)),
    edit: (random, tags: Set<string>) => {
      const tag = random.pick(TAGS);
      if (!tags.delete(tag)) tags.add(tag);
    },
  },
  counters: {
    make: (random) => new Map(random.some(KEYS).map((key) => [key, small(random)])),
    edit: (random, map: Map<string, number>) =>
      editMap(random, map, random.pick(KEYS), () => small(random)),
  },
  places: {
    make: (random) => new Map(random.some([1, 2, 3]).map((key) => [key, place(random)])),
    edit: (random, map: Map<number, PlainPlace>) => {
      const key = random.int(1, 3);
      const known = map.get(key);
      if (known !== undefined && random.chance(0.5)) editPlace(random, known);
      else editMap(random, map, key, () => place(random));
    },
  },
  labels: {
    make: (random) =>
      Object.fromEntries(random.some(KEYS).map((key) => [key, random.pick(CITIES)])),
    edit: (random, labels: Record<string, string>) => {
      labels[random.pick(KEYS)] = random.pick(CITIES);
    },
  },
  home: { make: place, edit: editPlace },
  listed: { make: place, edit: editPlace },
  work: {
    // Without any of its bins there would be no object to come back.
    make: (random) => ({ city: random.pick(CITIES), zip: small(random) }),
    edit: editPlace,
  },
  stops: {
    make: (random) => Array.from({ length: random.int(0, 3) }, () => place(random)),
    edit: (random, items: PlainPlace[]) => {
      const [first] = items;
      if (first !== undefined && random.chance(0.5)) editPlace(random, first);
      else editList(random, items, () => place(random));
    },
  },
  parts: {
    make: (random) => random.some(SKUS).map((sku) => part(random, sku)),
    edit: (random, parts: PlainPart[]) => {
      const sku = random.pick(SKUS);
      const known = parts.findIndex((each) => each.sku === sku);
      if (known < 0) parts.push(part(random, sku));
      else if (random.chance(0.5)) parts.splice(known, 1);
      else parts[known]!.qty = small(random);
    },
    stored: (parts: PlainPart[]) => parts.toSorted((a, b) => (a.sku < b.sku ? -1 : 1)),
  },
} as const satisfies Record<string, PropertyModel>;

export type PropertyName = keyof typeof PROPERTIES;

/** The properties of a record that has bins for them, as plain values. */
export type Plain = Partial<Record<PropertyName, unknown>>;

/** A copy that shares nothing with the original; objects lose their class. */
export function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return new Date(value);
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (Array.isArray(value)) return value.map(copy);
  if (value instanceof Set) return new Set([...value].map(copy));
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, copy(item)]));
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  return Object.fromEntries(entries.map(([name, item]) => [name, copy(item)]));
}

/** What a record holds once a value was written; undefined where it has no bin. */
export function storedValue(name: PropertyName, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  const { stored }: PropertyModel = PROPERTIES[name];
  return copy(stored === undefined ? value : stored(value as never));
}

/** What an entity holds that was read from a record. */
export function loadedValue(name: PropertyName, record: Plain): unknown {
  const { default: fallback }: PropertyModel = PROPERTIES[name];
  return record[name] === undefined ? fallback : record[name];
}
