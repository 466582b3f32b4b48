import { DRIVER } from '../../../../test/support/driver-under-test.js';
import { QueryWorld } from '../support/query-world.js';
import { binsOfOrder, type PlainOrder, Random, randomOrder } from '../support/random-orders.js';
import { randomPredicate } from '../support/random-predicates.js';
import { createQuery } from '../../src/query/query-builder.js';
import type { Page } from '../../src/query/query.js';
import { Order } from '../query/order.js';

const ORDERS = 200;
/** Records with GeoJSON are read once more, each alone, by the native driver. */
const PREDICATES = Number(process.env['QUERY_PREDICATES'] ?? (DRIVER === 'native' ? 60 : 300));
const SEED = Number(process.env['QUERY_SEED'] ?? 20261121);

describe('queries and a full filter in JavaScript', () => {
  let world: QueryWorld<Order>;
  const orders: PlainOrder[] = [];

  beforeAll(async () => {
    world = await QueryWorld.open(Order);
    await world.createIndexes();
    const random = new Random(SEED);
    for (let i = 0; i < ORDERS; i += 1) {
      const order = randomOrder(random, `o${i}`);
      orders.push(order);
      await world.put(order.id, binsOfOrder(order, random));
    }
  });

  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  it(`find the same orders for ${PREDICATES} random conditions, with and without indexes`, async () => {
    const random = new Random(SEED + 1);
    const accesses: Record<string, number> = {};
    for (let i = 0; i < PREDICATES; i += 1) {
      const { build, test } = randomPredicate(random, random.int(0, 3));
      const query = createQuery(world.context()).where(build).allowScan('an oracle');
      const plan = await query.explain();
      accesses[plan.access] = (accesses[plan.access] ?? 0) + 1;
      const expected = orders
        .filter(test)
        .map(({ id }) => id)
        .sort();
      const context = `condition ${i} of seed ${SEED}:\n${plan.text}`;
      expect({ context, ids: (await query.ids()).sort() }).toEqual({ context, ids: expected });
      const scanned = (await query.useIndex(false).ids()).sort();
      expect({ context, scanned }).toEqual({ context, scanned: expected });
      expect(await query.count()).toBe(expected.length);
      if (i % 5 === 0) {
        const paged: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Page<Order> = await query.page({ size: 1 + (i % 40), cursor });
          paged.push(...page.items.map(({ id }) => id));
          ({ cursor } = page);
        } while (cursor !== null);
        expect({ context, paged: paged.sort() }).toEqual({ context, paged: expected });
        const streamed: string[] = [];
        for await (const { id } of query.select('total').stream({ parallel: 3 })) streamed.push(id);
        expect({ context, streamed: streamed.sort() }).toEqual({ context, streamed: expected });
      }
      if (i % 25 === 0) {
        const entities = await query.all();
        expect(entities.map(({ id }) => id).sort()).toEqual(expected);
        for (const { id, total, tags } of entities) {
          const order = orders.find((each) => each.id === id);
          expect({ total, tags }).toEqual({ total: order?.total, tags: order?.tags });
        }
      }
    }
    // The run means something only when all ways of access were taken.
    expect(Object.keys(accesses).sort()).toEqual(
      expect.arrayContaining(['none', 'scan', 'sindex', 'sindex-merge']),
    );
  }, 3_600_000);
});
