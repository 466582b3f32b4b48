import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Aerospike } from '../support/raw-aerospike';
import { type ServerProcess, startServerProcess } from '../support/server-process';

const MODULE = `
function rename(rec, from, to)
  if not aerospike:exists(rec) then return 'nobody' end
  rec[to], rec[from] = rec[from], nil
  return aerospike:update(rec)
end
function fail(rec) error('on purpose') end
function double(rec) rec.n = rec.n * 2 aerospike:update(rec) end
function total(s, name)
  return s : map(function(rec) return rec[name] end) : reduce(function(a, b) return a + b end)
end
`;

let folder: string;
let server: ServerProcess;
let client: Awaited<ReturnType<typeof Aerospike.connect>>;

const key = (id: number): { ns: string; set: string; key: number } => ({
  ns: 'test',
  set: 'counted',
  key: id,
});
const call = (funcname: string, args: unknown[] = []): never =>
  ({ module: 'udf_module', funcname, args }) as never;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aeroform-udf-'));
  await writeFile(path.join(folder, 'udf_module.lua'), MODULE);
  server = await startServerProcess();
  client = await Aerospike.connect({ hosts: server.hosts, modlua: { userPath: folder } });
  for (let id = 0; id < 50; id++) await client.put(key(id), { n: id });
  const job = await client.udfRegister(path.join(folder, 'udf_module.lua'));
  await job.wait(10);
});

afterAll(async () => {
  client.close(false);
  await server.stop();
  await rm(folder, { recursive: true });
});

describe('the official client', () => {
  it('applies a function to a record', async () => {
    await client.put(key(100), { old: 'value' });
    expect(await client.apply(key(100), call('rename', ['old', 'new']))).toBe(0);
    expect((await client.get(key(100))).bins).toEqual({ new: 'value' });
    expect(await client.apply(key(101), call('rename', ['old', 'new']))).toBe('nobody');
    await client.remove(key(100));
  });

  it('is told why a function failed', async () => {
    await expect(client.apply(key(1), call('fail'))).rejects.toMatchObject({
      code: Aerospike.status.ERR_UDF,
      message: expect.stringMatching(/udf_module\.lua:\d+: on purpose/),
    });
  });

  it('applies a function to the records of a batch', async () => {
    const results = await client.batchApply([key(1), key(200)], call('rename', ['none', 'nil']));
    expect(results.map(({ status, record }) => [status, record.bins])).toEqual([
      [0, { SUCCESS: 0 }],
      [0, { SUCCESS: 'nobody' }],
    ]);
  });

  it('adds up what the server has reduced', async () => {
    const query = client.query('test', 'counted');
    query.setUdf('udf_module', 'total', ['n']);
    expect(await query.apply('udf_module', 'total', ['n'])).toBe(1225);
  });

  it('applies a function in the background', async () => {
    const query = client.query('test', 'counted');
    const job = await query.background('udf_module', 'double');
    await job.waitUntilDone();
    expect((await client.get(key(21))).bins).toEqual({ n: 42 });
  });

  it('removes a module', async () => {
    const job = await client.udfRemove('udf_module.lua');
    await job.wait(10);
    await expect(client.apply(key(1), call('fail'))).rejects.toMatchObject({
      code: Aerospike.status.ERR_UDF,
    });
  });
});
