import { batchEntry, listAppend, operations } from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';

describe('ordered entries of operations in a batch', () => {
  let integration: Integration;
  let set: string;

  beforeAll(async () => {
    integration = await startIntegration();
    set = await integration.freshSet('core_batch_ordered');
  });
  afterAll(() => integration.stop());

  it('have one result for each operation, whatever their bins are', async () => {
    const { client } = integration;
    const keys = [1, 2].map((id) => [NAMESPACE, set, id] as const);
    await client.batchWrite(keys.map((key, i) => [key, { a: i, b: 'x' }]));
    const sent = [
      operations.read('a'),
      operations.touch(),
      operations.increment('a', 5),
      operations.read('a'),
      operations.write('b', 'y'),
      listAppend('c', 'new'),
      operations.read('missing'),
    ];
    const [first, second, plain] = (
      await client.batch([
        ...keys.map((key) => batchEntry.operate(key, sent, { ordered: true })),
        batchEntry.operate(keys[0]!, sent),
      ])
    ).batchRecords;
    const resultsOf = (a: number, size: number) => [
      { name: 'a', value: a },
      { name: '', value: null },
      { name: 'a', value: null },
      { name: 'a', value: a + 5 },
      { name: 'b', value: null },
      { name: 'c', value: size },
      { name: 'missing', value: null },
    ];
    expect(first?.orderedBins).toEqual(resultsOf(0, 1));
    expect(second?.orderedBins).toEqual(resultsOf(1, 1));
    expect(second?.record).toMatchObject({ bins: {}, meta: { gen: 2 } });
    // The same operations in the old way, also behind rows they could be a repetition of.
    expect(plain?.orderedBins).toBeNull();
    expect(plain?.record?.bins).toMatchObject({ a: 10, c: 2 });
  });

  it('fail without results', async () => {
    const { client } = integration;
    const entry = batchEntry.operate([NAMESPACE, set, 99], [operations.read('a')], {
      ordered: true,
    });
    const [row] = (await client.batch([entry])).batchRecords;
    expect(row).toMatchObject({ result: 2, orderedBins: null });
  });
});
