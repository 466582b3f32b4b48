import {
  type Key,
  partitionFilterAll,
  partitionFilterById,
  partitionFilterByRange,
} from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';

describe('partition filters', () => {
  let server: Integration;
  let set: string;
  const key = (id: number): Key => [NAMESPACE, set, id];

  beforeAll(async () => {
    server = await startIntegration();
    set = await server.freshSet('partition_filter');
    await server.client.batchWrite([1, 2, 3, 4].map((id) => [key(id), { id }]));
  });
  afterAll(() => server.stop());

  const count = async (filter: Parameters<ReturnType<typeof query>['partitions']>[0]) =>
    (await query().partitions(filter).results()).length;
  const query = () => server.client.query(NAMESPACE, set);

  it('ask for all partitions, a range of them, or one', async () => {
    expect(await count(partitionFilterAll())).toBe(4);
    const halves = [partitionFilterByRange(0, 2048), partitionFilterByRange(2048, 2048)] as const;
    expect((await count(halves[0])) + (await count(halves[1]))).toBe(4);
    const { digest } = { digest: (await server.client.get(key(1))).key[3] };
    expect(await count(partitionFilterById(digest.readUInt16LE(0) & 4095))).toBe(1);
  });
});

describe('the results of a batch', () => {
  it('are listed with their codes, and those found one by one', async () => {
    const server = await startIntegration();
    const set = await server.freshSet('batch_records');
    await server.client.put([NAMESPACE, set, 1], { id: 1 });
    const handle = await server.client.batchRead([1, 2].map((id) => [NAMESPACE, set, id]));
    expect(handle.batchRecords.map(({ result }) => result)).toEqual([0, 2]);
    expect([...handle.iterRecords()].map(({ bins }) => bins)).toEqual([{ id: 1 }]);
    await server.stop();
  });
});
