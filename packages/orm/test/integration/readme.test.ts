import { readFileSync } from 'node:fs';
import path from 'node:path';
// readme:begin
import {
  Bin,
  DataSource,
  Embedded,
  Entity,
  GeoBin,
  Id,
  Index,
  ListBin,
  Version,
} from '../../src/index.js';

class Address {
  @Bin({ type: 'string' }) street!: string;
  @Bin({ type: 'string' }) city!: string;
}

@Entity({ set: 'shops' })
class Shop {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) @Index() name!: string;
  @Bin({ type: 'int' }) visits!: number;
  @GeoBin() @Index() at!: { type: 'Point'; coordinates: [number, number] };
  @ListBin(() => 'string', { maxItems: 100 }) visitors!: string[];
  @Embedded(() => Address) address!: Address;
}

async function main(hosts: string) {
  const dataSource = new DataSource({
    hosts,
    namespace: 'test',
    entities: [Shop],
    indexes: { sync: 'create' },
  });
  await dataSource.initialize();
  const shops = dataSource.getRepository(Shop);

  const shop = shops.create({ id: 'oslo-1', name: 'Kaffe', visits: 0, visitors: [] });
  shop.at = { type: 'Point', coordinates: [10.75, 59.91] };
  shop.address = { street: 'Storgata 1', city: 'Oslo' };
  await shops.upsert(shop);

  const { visits, last } = await shops.operate('oslo-1', (s) => ({
    visits: s.visits.inc(),
    size: s.visitors.push('ann'),
    last: s.visitors.at(-1),
    moved: s.address.street.set('Storgata 2'),
  }));

  const near = await shops
    .query()
    .where((s) => s.at.within({ center: [10.7, 59.9], radiusM: 10_000 }).and(s.visits.gt(0)))
    .all();

  await shops.mutate('oslo-1', (s) => {
    s.name = 'Kaffe & Te';
  });
  await dataSource.destroy();
  return { visits, last, near };
}
// readme:end

import { eachServer } from './each-server.js';

eachServer({}, (running) => {
  test('the example of the README runs', async () => {
    const { client } = running().dataSource;
    const { visits, last, near } = await main(running().hosts);
    expect({ visits, last }).toEqual({ visits: 1, last: 'ann' });
    expect(near).toMatchObject([
      { id: 'oslo-1', visitors: ['ann'], address: { street: 'Storgata 2', city: 'Oslo' } },
    ]);
    expect((await client.get(['test', 'shops', 'oslo-1'])).bins).toMatchObject({
      name: 'Kaffe & Te',
    });
    await client.remove(['test', 'shops', 'oslo-1']);
    for (const { name } of (await client.indexList('test')).filter(({ set }) => set === 'shops')) {
      await client.indexRemove('test', name);
    }
  });
});

test('the README shows the example that runs', () => {
  const source = readFileSync(path.join(__dirname, 'readme.test.ts'), 'utf8');
  const example = /\/\/ readme:begin\n(.*)\/\/ readme:end/s.exec(source)?.[1] ?? '';
  const readme = readFileSync(path.join(__dirname, '../../README.md'), 'utf8');
  expect(readme).toContain(example.replace('../../src/index.js', '@aeroform/orm').trim());
});
