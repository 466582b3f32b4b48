import type { Hll } from '@aeroform/core';
import {
  Bin,
  type DataSource,
  Embedded,
  Entity,
  GeoBin,
  HllBin,
  Id,
  ListBin,
  MapBin,
  SetBin,
} from '@aeroform/orm';

class Part {
  @Bin() sku!: string;
  @Bin() qty!: number;
  @ListBin(() => 'string') notes?: string[];
}

@Entity({ set: 'operate' })
class Thing {
  @Id() id!: string;
  @Bin() status!: 'new' | 'old';
  @Bin() price!: number;
  @Bin() total?: number | null;
  @Bin() big?: bigint;
  @Bin() due?: Date;
  @Bin() active?: boolean;
  @Bin({ type: 'bytes' }) flags?: Uint8Array;
  @HllBin() visitors?: Hll;
  @GeoBin() place?: { type: 'Point'; coordinates: [number, number] };
  @ListBin(() => 'int') numbers!: number[];
  @ListBin(() => Part) parts!: Part[];
  @SetBin(() => 'string') tags!: Set<string>;
  @MapBin(() => 'int') counters!: Map<string, number>;
  @MapBin(() => 'int', { as: 'object' }) plain!: Record<string, number>;
  @MapBin(() => Part) byKey!: Map<string, Part>;
  @Embedded(() => Part) main!: Part;
}

export async function results(dataSource: DataSource) {
  const things = dataSource.getRepository(Thing);
  const result = await things.operate('id', (r) => ({
    range: r.numbers.indexRange(0, 2).get(),
    places: r.numbers.rankRange(-1).not.get('indexes'),
    exists: r.numbers.equalTo(1).exists(),
    removed: r.numbers.valueRange(1, 5).remove(),
    taken: r.parts.indexRange(0, 1).remove('values'),
    silent: r.parts.indexRange(0, 1).remove('none'),
    nested: r.parts.item(2).qty.inc(),
    first: r.parts.item(0).get(),
    largest: r.numbers.byRank(-1).get(),
    entries: r.counters.keyRange('a', 'b').get(),
    pairs: r.counters.rankRange(-2).get('pairs'),
    keys: r.counters.keyList(['a']).remove('keys'),
    given: r.counters.getOrDefault('a', null),
    object: r.plain.get(),
    fromObject: r.plain.getKey('a'),
    note: r.byKey.in('k').notes.push('x'),
    has: r.tags.has('a'),
    difference: r.tags.difference(['a']),
    bits: r.flags.bitCount(0, 8),
    int: r.flags.bitGetInt(0, 8),
    count: r.visitors.count(),
    sketch: r.visitors.union([]),
    described: r.visitors.describe(),
    place: r.place.get(),
    due: r.due.get(),
    computed: r.total.setExpr((f) => f.price.mul(2)),
    sold: r.$.when((f) => f.price.gt(1), r.price.dec()),
  }));
  result.range satisfies number[];
  result.places satisfies number[];
  result.exists satisfies boolean;
  result.removed satisfies number;
  result.taken satisfies Part[];
  const silent: void = result.silent;
  result.nested satisfies number;
  result.first satisfies Part | undefined;
  result.largest satisfies number | undefined;
  result.entries satisfies Map<string, number>;
  result.pairs satisfies [string, number][];
  result.keys satisfies string[];
  result.given satisfies number | null;
  result.object satisfies Record<string, number> | undefined;
  result.fromObject satisfies number | undefined;
  result.note satisfies number;
  result.has satisfies boolean;
  result.difference satisfies Set<string>;
  result.bits satisfies number;
  result.int satisfies number | bigint;
  result.sketch satisfies Hll;
  result.described.indexBits satisfies number;
  result.place?.coordinates satisfies [number, number] | undefined;
  result.due satisfies Date | undefined;
  result.sold satisfies boolean;

  const many = await things.operateMany(['a'], (r) => ({ n: r.price.inc() }));
  many.ok[0]?.n satisfies number | undefined;
  many.ok[0]?.$version satisfies number | undefined;

  const numbers = things.list('id', 'numbers', { when: (f) => f.price.gt(1), ttl: 5 });
  (await numbers.push(1)) satisfies number;
  (await numbers.at(0)) satisfies number | undefined;
  (await numbers.valueRange(1).not.get('count')) satisfies number;
  (await numbers.multi((n) => ({ size: n.size() }))).size satisfies number;
  (await numbers.with({ ttl: 'never' }).pop()) satisfies number | undefined;
  for await (const each of numbers.items({ pageSize: 2 })) each satisfies number;
  const byKey = things.map('id', 'byKey');
  (await byKey.in('k').qty.inc()) satisfies number;
  (await byKey.in('k').notes.push('x')) satisfies number;
  for await (const [key, part] of byKey) {
    key satisfies string;
    part satisfies Part;
  }
  for await (const tag of things.set('id', 'tags')) tag satisfies string;
  (await things.map('id', 'plain').incKey('a')) satisfies number;
  return silent;
}

export async function mistakes(dataSource: DataSource) {
  const things = dataSource.getRepository(Thing);
  // @ts-expect-error the answer is none of a list
  await things.operate('id', (r) => ({ n: r.numbers.indexRange(0).get('keys') }));
  // @ts-expect-error nothing is read as nothing
  await things.operate('id', (r) => ({ n: r.numbers.indexRange(0).get('none') }));
  // @ts-expect-error the elements are numbers
  await things.operate('id', (r) => ({ n: r.numbers.equalTo('x').get() }));
  // @ts-expect-error a selection is no operation
  await things.operate('id', (r) => ({ n: r.numbers.indexRange(0) }));
  // @ts-expect-error sets have no places
  await things.operate('id', (r) => ({ n: r.tags.insert(0, 'x') }));
  // @ts-expect-error texts have no bits
  await things.operate('id', (r) => ({ n: r.status.bitCount(0, 8) }));
  // @ts-expect-error there is no such option
  await things.operate('id', (r) => ({ n: r.numbers.pushAll([1], { distinct: true }) }));
  // @ts-expect-error there is no such flag
  await things.operate('id', (r) => ({ n: r.counters.put('a', 1, { only: 'replace' }) }));
  // @ts-expect-error the expression is no number
  await things.operate('id', (r) => ({ n: r.total.setExpr((f) => f.status) }));
  // @ts-expect-error a condition is asked for
  await things.operate('id', (r) => ({ n: r.$.when((f) => f.price, r.price.inc()) }));
  // @ts-expect-error GeoJSON is set as a whole
  await things.operate('id', (r) => ({ n: r.place.coordinates.push(1) }));
  // @ts-expect-error the property is no list
  things.list('id', 'price');
  // @ts-expect-error the property is no map
  things.map('id', 'numbers');
  // @ts-expect-error the property is no set
  things.set('id', 'numbers');
  // @ts-expect-error the id is a string
  things.list(5, 'numbers');
  // @ts-expect-error the elements are numbers
  await things.list('id', 'numbers').push('x');
  // @ts-expect-error handles make calls, no operations
  await things.operate('id', () => ({ n: things.list('id', 'numbers').push(1) }));
  // @ts-expect-error the keys are texts
  things.map('id', 'counters').entries({ from: 1 });
}
