import { Info1, Info2 } from '@aeroform/protocol';
import { ClusterUnderTest, digestIn, record } from '../support/cluster';
import { put, text } from '../support/wire-client';
import { FieldType } from '@aeroform/protocol';

/** As many partitions as the tests look at. */
const PARTITIONS = Array.from({ length: 30 }, (_, index) => index * 130);

describe('commands on a cluster', () => {
  let tested: ClusterUnderTest;

  beforeAll(async () => {
    tested = await ClusterUnderTest.start();
  });
  afterAll(() => tested.stop());
  beforeEach(() => tested.cluster.reset());

  it('are answered by any node, whichever has the partition', async () => {
    for (const [number, partition] of PARTITIONS.entries()) {
      const digest = digestIn(partition);
      expect(await tested.put(number % 3, digest, number)).toBe(0);
      for (const index of [0, 1, 2]) expect(await tested.get(index, digest)).toBe(number);
      expect(await tested.delete((number + 1) % 3, digest)).toBe(0);
      for (const index of [0, 1, 2]) expect(await tested.get(index, digest)).toBeUndefined();
    }
  });

  it('are counted by the node that passed them on and the one that answered', async () => {
    const [master] = (await tested.owners(7, 0)) as [number];
    const [replica] = (await tested.owners(7, 1)) as [number];
    const other = 3 - master - replica;
    await tested.put(other, digestIn(7), 1);
    await tested.put(master, digestIn(7), 2);
    for (const index of [0, 1, 2]) await tested.get(index, digestIn(7));
    const statistic = async (index: number, name: string): Promise<number> =>
      Number(await tested.statistic(index, 'namespace/test', name));
    expect(await statistic(other, 'client_proxy_complete')).toBe(2);
    expect(await statistic(other, 'client_write_success')).toBe(0);
    expect(await statistic(master, 'from_proxy_write_success')).toBe(1);
    expect(await statistic(master, 'from_proxy_read_success')).toBe(1);
    expect(await statistic(master, 'client_write_success')).toBe(1);
    expect(await statistic(replica, 'client_read_success')).toBe(1);
    expect(await statistic(replica, 'client_proxy_complete')).toBe(0);
  });

  it('truncate on all nodes what was written before on any, and nothing behind', async () => {
    for (const [round, partition] of PARTITIONS.entries()) {
      const other = PARTITIONS[(round + 1) % PARTITIONS.length] as number;
      await tested.put(round % 3, digestIn(partition), 1);
      expect(await tested.info((round + 1) % 3, 'truncate-namespace:namespace=test')).toBe('ok');
      await tested.put((round + 2) % 3, digestIn(other), 2);
      for (const index of [0, 1, 2]) {
        expect(await tested.get(index, digestIn(partition))).toBeUndefined();
        expect(await tested.get(index, digestIn(other))).toBe(2);
      }
    }
  });

  it('store each record on as many nodes as the replication factor says', async () => {
    for (const partition of PARTITIONS) await tested.put(0, digestIn(partition), 1);
    const { objects, nodes } = tested.cluster.inspect();
    expect(objects).toEqual({ test: PARTITIONS.length });
    const copies = nodes.reduce((sum, { server }) => sum + (server?.objects['test'] ?? 0), 0);
    expect(copies).toBe(2 * PARTITIONS.length);
    const [partition] = PARTITIONS as [number];
    for (const [column, name] of [
      [0, 'master_objects'],
      [1, 'prole_objects'],
    ] as const) {
      const [owner] = (await tested.owners(partition, column)) as [number];
      expect(Number(await tested.statistic(owner, 'namespace/test', name))).toBeGreaterThan(0);
    }
  });

  it('reads from a replica what was written through another node', async () => {
    const digest = digestIn(7);
    const [replica] = (await tested.owners(7, 1)) as [number];
    const [master] = (await tested.owners(7, 0)) as [number];
    await tested.put(master, digest, 1);
    tested.cluster.node(master).faults.add({ do: 'key-busy' });
    expect(await tested.delete(replica, digest)).toBe(14);
    expect(await tested.get(replica, digest)).toBe(1);
    tested.cluster.node(master).faults.clear();
  });

  it('run the rows of a batch on the nodes that have their partitions', async () => {
    for (const [number, partition] of PARTITIONS.entries()) {
      await tested.put(1, digestIn(partition), number);
    }
    const client = await tested.client(2);
    const rows = PARTITIONS.map((partition, index) => batchRow(index, digestIn(partition)));
    const count = Buffer.alloc(5);
    count.writeUInt32BE(rows.length);
    const answers = await client.messages({
      info1: Info1.batch | Info1.read,
      fields: [{ type: FieldType.batch, data: Buffer.concat([count, ...rows]) }],
    });
    const codes = answers.filter(({ ops }) => ops.length === 1).map(({ header }) => header);
    expect(codes.map(({ resultCode }) => resultCode)).toEqual(PARTITIONS.map(() => 0));
  });

  it('query the partitions that the asked node has, and refuse the others one by one', async () => {
    for (const partition of PARTITIONS) await tested.put(0, digestIn(partition), 1);
    for (const index of [0, 1, 2]) {
      const [masters, proles] = await tested.columns(index);
      const has = (id: number): boolean => masters?.has(id) === true || proles?.has(id) === true;
      const { records, refused } = await tested.query(index, PARTITIONS);
      expect(refused).toEqual(PARTITIONS.filter((id) => !has(id)));
      expect(records).toBe(PARTITIONS.filter(has).length);
      const short = await tested.query(index, PARTITIONS, Info1.shortQuery);
      expect(short).toEqual({ records, refused });
    }
  });

  it('run background writes once for each record, on its master', async () => {
    for (const partition of PARTITIONS) await tested.put(0, digestIn(partition), 5);
    for (const index of [0, 1, 2]) {
      const client = await tested.client(index);
      const resultCode = await client.resultCode({
        info2: Info2.write,
        fields: [text(FieldType.namespace, 'test'), text(FieldType.set, 's')],
        ops: [{ ...put('b', 10), op: 5 }],
      });
      expect(resultCode).toBe(0);
    }
    for (const index of [0, 1, 2]) {
      while ((await tested.info(index, 'query-show')).includes('active(')) {
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    }
    for (const partition of PARTITIONS) {
      for (const index of [0, 1, 2]) expect(await tested.get(index, digestIn(partition))).toBe(15);
    }
  });

  it('keep indexes, modules and truncations the same on all nodes', async () => {
    await tested.put(0, digestIn(3), 1);
    const created = 'sindex-create:namespace=test;set=s;indexname=i;bin=b;type=numeric';
    expect(await tested.info(0, created)).toBe('ok');
    const source = Buffer.from('function f() return 1 end').toString('base64');
    const udf = `udf-put:filename=m.lua;content=${source};content-len=${source.length};udf-type=LUA;`;
    expect(await tested.info(1, udf)).toBe('ok');
    for (const index of [0, 1, 2]) {
      expect(await tested.info(index, 'sindex-list')).toContain('indexname=i');
      expect(await tested.info(index, 'udf-list')).toContain('filename=m.lua');
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(await tested.info(2, 'truncate:namespace=test;set=s')).toBe('ok');
    for (const index of [0, 1, 2]) expect(await tested.get(index, digestIn(3))).toBeUndefined();
    expect(await tested.info(2, 'sindex-delete:namespace=test;indexname=i')).toBe('ok');
    expect(await tested.info(1, 'udf-remove:filename=m.lua;')).toBe('ok');
    for (const index of [0, 1, 2]) {
      expect(await tested.info(index, 'sindex-list')).toBe('');
      expect(await tested.info(index, 'udf-list')).toBe('');
    }
  });

  it('share one clock', async () => {
    const digest = digestIn(9);
    const client = await tested.client(0);
    const fields = record(digest, 's');
    await client.resultCode({ info2: Info2.write, recordTtl: 60, fields, ops: [put('b', 1)] });
    await tested.cluster.clock.advance('61s');
    for (const index of [0, 1, 2]) expect(await tested.get(index, digest)).toBeUndefined();
  });

  it('renew a record on all replicas when it is read on one of them', async () => {
    const digest = digestIn(11);
    const client = await tested.client(0);
    const fields = record(digest, 's');
    await client.resultCode({ info2: Info2.write, recordTtl: 60, fields, ops: [put('b', 1)] });
    await tested.cluster.clock.advance('50s');
    const [replica] = (await tested.owners(11, 1)) as [number];
    const info1 = Info1.read | Info1.getAll;
    await (await tested.client(replica)).resultCode({ info1, recordTtl: 80, fields });
    await tested.cluster.clock.advance('50s');
    for (const index of [0, 1, 2]) expect(await tested.get(index, digest)).toBe(1);
  });
});

/** A row that reads all bins. */
function batchRow(index: number, digest: Buffer): Buffer {
  const namespace = Buffer.from('test');
  const row = Buffer.alloc(4 + 20 + 1 + 1 + 2 + 2 + 4 + 1 + namespace.length);
  let at = row.writeUInt32BE(index, 0);
  at += digest.copy(row, at);
  at = row.writeUInt8(0, at);
  at = row.writeUInt8(Info1.read | Info1.getAll, at);
  at = row.writeUInt16BE(1, at);
  at = row.writeUInt16BE(0, at);
  at = row.writeUInt32BE(namespace.length + 1, at);
  at = row.writeUInt8(FieldType.namespace, at);
  namespace.copy(row, at);
  return row;
}
