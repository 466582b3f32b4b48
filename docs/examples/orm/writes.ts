import type { Host } from '@aeroform/core';
import {
  Bin,
  DataSource,
  Entity,
  FilteredOutError,
  Id,
  ListBin,
  OptimisticLockError,
  Version,
} from '@aeroform/orm';
import { openShop } from './shop/open-shop.js';
import { Product } from './shop/product.js';
import { Session } from './shop/session.js';

// #region rules
@Entity({ set: 'topics' })
class Topic {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'int', merge: 'sum' }) likes!: number;
  @ListBin(() => 'string', { merge: 'union' }) tags!: string[];
  @Bin({ type: 'string', merge: longer }) summary!: string;
}

function longer(_base: string, ours: string, theirs: string): string {
  return ours.length > theirs.length ? ours : theirs;
}
// #endregion

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  await using forum = new DataSource({ hosts, namespace: 'test', entities: [Topic] });
  await forum.initialize();
  const products = source.getRepository(Product);

  // #region verbs
  await products.insert({ sku: 'mug', title: 'Mug', cents: 990 }); // must not exist
  await products.upsert({ sku: 'pen', title: 'Pen', cents: 150 }); // may exist
  await products.update('mug', { cents: 890, details: null }); // must exist; null removes a bin
  const mug = await products.findByIdOrFail('mug');
  mug.tags = ['kitchen'];
  const changed = products.changed(mug); // ['tags']
  await products.save(mug); // only what changed
  await products.replace(mug); // exactly the mapped bins; others go
  const removed = await products.removeById('pen'); // true: it was there
  // #endregion

  // #region conflict
  const mine = await products.findByIdOrFail('mug');
  const theirs = await products.findByIdOrFail('mug');
  theirs.cents = 850;
  await products.save(theirs);
  mine.cents = 900;
  const lost = await products.save(mine).catch((error: unknown) => {
    if (!(error instanceof OptimisticLockError)) throw error;
    return error.reason; // 'generation'; also 'exists' or 'missing'
  });
  // #endregion

  // #region merge
  const left = await products.findByIdOrFail('mug');
  const right = await products.findByIdOrFail('mug');
  left.title = 'Big mug';
  right.stock = 12;
  await products.save(left);
  await products.save(right, { merge: 'disjoint' }); // right.title is 'Big mug' afterwards
  // #endregion

  const topics = forum.getRepository(Topic);
  await topics.insert({ id: 't1', likes: 10, tags: ['clay', 'old'], summary: 'Mugs' });
  // #region use-rules
  const [one, two] = [await topics.findByIdOrFail('t1'), await topics.findByIdOrFail('t1')];
  Object.assign(one, { likes: 13, tags: ['clay'], summary: 'Mugs and more' });
  Object.assign(two, { likes: 11, tags: ['clay', 'old', 'glass'], summary: 'All mugs' });
  await topics.save(one);
  await topics.save(two, { merge: 'disjoint' });
  const merged = [two.likes, two.tags, two.summary]; // [14, ['clay', 'glass'], 'Mugs and more']
  // #endregion

  // #region mutate
  await Promise.all(
    [1, 2, 3].map(() =>
      products.mutate('mug', (product) => {
        product.stock -= 1; // may run again: only touch the entity
      }),
    ),
  );
  // #endregion

  // #region when
  const refused = await products
    .update('mug', { stock: 0 }, { when: (f) => f.stock.lt(5) })
    .catch((error: unknown) => error instanceof FilteredOutError);
  // #endregion

  // #region ttl
  const sessions = source.getRepository(Session);
  const session = await sessions.save(sessions.create({ customerId: 'ada' })); // 1800 s
  await sessions.update(session.id, { customerId: 'bob' }, { ttl: 60 });
  const touched = await sessions.touch(session.id); // starts the 1800 s anew; false: no record
  const { secondsLeft } = await sessions.findByIdOrFail(session.id);
  // #endregion

  // #region soft
  const found = await products.findByIdOrFail('mug');
  await products.softRemove(found); // sets deletedAt
  const hidden = await products.findById('mug'); // null
  const kept = await products.scoped({ withDeleted: true }).findById('mug');
  if (kept !== null) await products.restore(kept);
  // #endregion

  const { stock, title } = await products.findByIdOrFail('mug');
  return [
    changed,
    removed,
    lost,
    merged,
    refused,
    touched,
    (secondsLeft ?? 0) > 1700,
    hidden,
    title,
    stock,
  ];
}

export const expected = [
  ['tags'],
  true,
  'generation',
  [14, ['clay', 'glass'], 'Mugs and more'],
  true,
  true,
  true,
  null,
  'Big mug',
  9,
];
