import path from 'node:path';
import { useOfficialClient } from '../support/official-client';
import { Aerospike, LUA_FOLDER } from '../support/raw-aerospike';

const official = useOfficialClient();

const key = (id: number): { ns: string; set: string; key: number } => ({
  ns: 'test',
  set: 'counted',
  key: id,
});
const call = (funcname: string, args: unknown[] = []): never =>
  ({ module: 'udf_module', funcname, args }) as never;

beforeAll(async () => {
  const { client } = official;
  for (let id = 0; id < 50; id++) await client.put(key(id), { n: id });
  const job = await client.udfRegister(path.join(LUA_FOLDER, 'udf_module.lua'));
  await job.wait(10);
});

describe('the official client', () => {
  it('applies a function to a record', async () => {
    await official.client.put(key(100), { old: 'value' });
    expect(await official.client.apply(key(100), call('rename', ['old', 'new']))).toBe(0);
    expect((await official.client.get(key(100))).bins).toEqual({ new: 'value' });
    expect(await official.client.apply(key(101), call('rename', ['old', 'new']))).toBe('nobody');
    await official.client.remove(key(100));
  });

  it('is told why a function failed', async () => {
    await expect(official.client.apply(key(1), call('fail'))).rejects.toMatchObject({
      code: Aerospike.status.ERR_UDF,
      message: expect.stringMatching(/udf_module\.lua:\d+: on purpose/),
    });
  });

  it('applies a function to the records of a batch', async () => {
    const results = await official.client.batchApply(
      [key(1), key(200)],
      call('rename', ['none', 'nil']),
    );
    expect(results.map(({ status, record }) => [status, record.bins])).toEqual([
      [0, { SUCCESS: 0 }],
      [0, { SUCCESS: 'nobody' }],
    ]);
  });

  it('adds up what the server has reduced', async () => {
    const query = official.client.query('test', 'counted');
    query.setUdf('udf_module', 'total', ['n']);
    expect(await query.apply('udf_module', 'total', ['n'])).toBe(1225);
  });

  it('applies a function in the background', async () => {
    const query = official.client.query('test', 'counted');
    const job = await query.background('udf_module', 'double');
    await job.waitUntilDone();
    expect((await official.client.get(key(21))).bins).toEqual({ n: 42 });
  });

  it('removes a module', async () => {
    const job = await official.client.udfRemove('udf_module.lua');
    await job.wait(10);
    await expect(official.client.apply(key(1), call('fail'))).rejects.toMatchObject({
      code: Aerospike.status.ERR_UDF,
    });
  });
});
