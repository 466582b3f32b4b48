import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ClientError, InvalidArgError, UDFError } from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

const SOURCE = `
function echo(rec, ...)
  return list { ... }
end
function bump(rec, by)
  rec.n = (rec.n or 0) + by
  if aerospike:exists(rec) then aerospike:update(rec) else aerospike:create(rec) end
  return rec.n
end
function fail(rec)
  error('on purpose')
end
function nothing(rec)
end
`;

let server: Integration;
let set: string;

beforeAll(async () => {
  server = await startIntegration();
  set = await server.freshSet('udf');
  await server.client.udfPut({ filename: 'aeroform_core.lua', source: SOURCE });
});

afterAll(async () => {
  await server.client.udfRemove('aeroform_core');
  await server.stop();
});

describe('apply', () => {
  it('runs a function on a record and returns what it returns', async () => {
    const { client } = server;
    const key = [NAMESPACE, set, 'a'] as const;
    expect(await client.apply(key, 'aeroform_core', 'bump', [3])).toBe(3);
    expect(await client.apply(key, 'aeroform_core', 'bump', [4])).toBe(7);
    expect((await client.get(key)).bins).toEqual({ n: 7 });
    expect(await client.apply(key, 'aeroform_core', 'nothing')).toBeNull();
  });

  it('hands over arguments of all types', async () => {
    const args = [1, 'text', true, [1, [2]], { a: 1 }, Buffer.from([1, 2])];
    const result = await server.client.apply([NAMESPACE, set, 'a'], 'aeroform_core', 'echo', args);
    expect(result).toEqual(args);
  });

  it('tells what the function complained of', async () => {
    const key = [NAMESPACE, set, 'a'] as const;
    const error = await rejection(server.client.apply(key, 'aeroform_core', 'fail'));
    expect(error).toBeInstanceOf(UDFError);
    expect(error.message).toMatch(/aeroform_core\.fail failed: .*on purpose/);
    expect(error).toMatchObject({
      resultCode: 100,
      code: 'UDF_ERROR',
      key: [NAMESPACE, set, 'a', expect.anything()],
    });
    expect(error.stack).toContain('udf.test.ts');
    const missing = await rejection(server.client.apply(key, 'aeroform_core', 'nobody'));
    expect(missing).toBeInstanceOf(UDFError);
    expect(await rejection(server.client.apply(key, 'aeroform_none', 'x'))).toBeInstanceOf(
      UDFError,
    );
  });

  it('refuses wrong arguments before anything is sent', async () => {
    const key = [NAMESPACE, set, 'a'] as const;
    const wrong = [
      server.client.apply(key, '', 'f'),
      server.client.apply(key, 'm', 5 as never),
      server.client.apply(key, 'm', 'f', 'no list' as never),
      server.client.apply(key, 'm', 'f', [() => 1] as never),
    ];
    for (const call of wrong) expect(await rejection(call)).toBeInstanceOf(InvalidArgError);
  });
});

describe('modules', () => {
  it('are registered from files, listed, shown and removed', async () => {
    const { client } = server;
    const folder = await mkdtemp(path.join(tmpdir(), 'aeroform-'));
    const file = path.join(folder, 'aeroform_file.lua');
    await writeFile(file, SOURCE);
    await client.udfPut(file);
    await rm(folder, { recursive: true });
    expect(await client.udfList()).toContainEqual({
      filename: 'aeroform_file.lua',
      hash: expect.stringMatching(/^[0-9a-f]{40}$/),
      type: 'LUA',
    });
    expect(await client.udfGet('aeroform_file')).toBe(SOURCE);
    await client.udfRemove('aeroform_file.lua');
    await client.udfRemove('aeroform_file.lua');
    expect((await client.udfList()).map(({ filename }) => filename)).not.toContain(
      'aeroform_file.lua',
    );
    expect(await rejection(client.udfGet('aeroform_file'))).toMatchObject({
      code: 'UDF_NOT_FOUND',
    });
  });

  it('without source are refused', async () => {
    const file = { filename: 'aeroform_empty.lua', source: '' };
    expect(await rejection(server.client.udfPut(file))).toMatchObject({ argument: 'file.source' });
  });

  it('that do not compile are refused with the line', async () => {
    const source = 'function f(rec)\n  return +\nend\n';
    const error = await rejection(server.client.udfPut({ filename: 'aeroform_bad.lua', source }));
    expect(error).toMatchObject({ code: 'UDF_COMPILE_ERROR' });
    expect(error.message).toContain('line');
  });

  it('that cannot be read are named', async () => {
    const error = await rejection(server.client.udfPut('/nowhere/module.lua'));
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(error.message).toContain('/nowhere/module.lua');
  });

  it('have names without anything that info commands give a meaning', async () => {
    const bad = { filename: 'a;b.lua', source: '' };
    expect(await rejection(server.client.udfPut(bad))).toBeInstanceOf(InvalidArgError);
    expect(await rejection(server.client.udfPut('x.lua', 1 as never))).toBeInstanceOf(
      InvalidArgError,
    );
  });
});
