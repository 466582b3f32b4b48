import type { Host } from '@aeroform/core';
import { Bin, Entity, Enum, ExpressionIndex, Id, Index, type Root } from '@aeroform/orm';
import { openShop } from './shop/open-shop.js';

// #region old
@Entity({ set: 'wishes' })
class OldWish {
  @Id() id!: string;
  @Bin({ type: 'string' }) name!: string; // 'Ada Lovelace'
}
// #endregion

// #region version
@Entity({
  set: 'wishes',
  schemaVersion: 2,
  migrate: {
    1: ({ name, ...bins }) => {
      const [first = '', last = ''] = (name as string).split(' ');
      return { ...bins, first, last };
    },
  },
})
@ExpressionIndex('wishes_total', 'numeric', (f: Root<Wish>) => f.cents.mul(f.count))
class Wish {
  @Id() id!: string;
  @Bin({ type: 'string' }) first!: string;
  @Bin({ type: 'string' }) @Index() last!: string;
  @Bin({ type: 'int', default: 0 }) cents!: number;
  @Bin({ type: 'int', default: 1 }) count!: number;
}
// #endregion

// #region where
@Entity({ set: 'parcels' })
class Parcel {
  @Id() id!: string;
  @Enum(() => ['packed', 'sent']) state!: 'packed' | 'sent';
  @Bin({ type: 'int' })
  @Index({ where: (f: Root<Parcel>) => f.state.eq('packed') })
  grams!: number; // only what still waits is in the index
}
// #endregion

export async function main(hosts: readonly Host[]): Promise<unknown> {
  {
    await using old = await openShop(hosts, { entities: [OldWish] });
    await old.getRepository(OldWish).insert({ id: 'w1', name: 'Ada Lovelace' });
    await old.getRepository(OldWish).insert({ id: 'w2', name: 'Bob Dylan' });
  }

  // #region diff
  await using source = await openShop(hosts, {
    entities: [Wish, Parcel],
    indexes: { sync: 'off' },
  });
  const diff = await source.schema.diff(); // { create: […], drop: [], mismatched: [], … }
  await source.schema.sync({ dryRun: true }); // the same
  await source.schema.sync(); // creates, waits until all nodes answer; drops nothing
  // #endregion

  // #region lazy
  const wishes = source.getRepository(Wish);
  const ada = await wishes.findByIdOrFail('w1'); // migrated as it is read: first 'Ada', last 'Lovelace'
  ada.cents = 500;
  await wishes.save(ada); // writes the new form and its version
  // #endregion

  // #region drift
  const drift = await source.schema.drift(Wish, { sample: 100 });
  const lines = drift.text; // bins, their types and lengths, what the class does not explain
  // #endregion

  // #region migrate
  const report = await source.schema.migrate(Wish, {
    recordsPerSecond: 1000,
    onProgress: ({ fraction, cursor }) => {
      stand = cursor; // a run that is stopped can go on from here
      if (fraction === 1) stand = '';
    },
  });
  const { migrated, failed } = report;
  // #endregion

  const found = await wishes
    .query()
    .where((f) => f.last.eq('Dylan'))
    .all();
  return [
    diff.create,
    ada.last,
    drift.versions,
    lines.length > 0,
    migrated,
    failed,
    stand,
    found.length,
  ];
}

let stand: string | undefined;

export const expected = [
  ['wishes_last', 'wishes_total', 'parcels_grams_where'],
  'Lovelace',
  { 1: 1, 2: 1 },
  true,
  1,
  0,
  '',
  1,
];
