import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { KeyOptions } from 'aerospike';
import { FieldType, Info2, ResultCode } from '@aeroform/protocol';
import { EmbeddedError, EmbeddedServer, type EmbeddedWorker, Snapshot } from '../../src/index';
import { digestOf, field, putRecord, scope } from '../support/query-message';
import { Aerospike } from '../support/raw-aerospike';
import { WireClient } from '../support/wire-client';

let server: EmbeddedWorker;
let client: WireClient;
beforeAll(async () => {
  server = await EmbeddedServer.startInWorker({ namespaces: ['test', 'more'] });
  client = await WireClient.connect(server.port);
});
afterAll(async () => {
  client.close();
  await server.stop();
});
beforeEach(() => server.reset());

const put = (i: number, n = 1): Promise<void> => putRecord(client, 'set', digestOf(i), { n });

describe('a server in a worker', () => {
  it('answers the official client, which blocks the thread of the test', async () => {
    const official = await Aerospike.connect({ hosts: [...server.hosts] });
    const key = new Aerospike.Key('test', 'users', 'jane') as KeyOptions;
    await official.put(key, { name: 'Jané', tags: ['a', 'b'] });
    expect((await official.get(key)).bins).toEqual({ name: 'Jané', tags: ['a', 'b'] });
    official.close(false);
    const [record] = await server.records('test', 'users');
    expect(record?.bins).toEqual({ name: 'Jané', tags: ['a', 'b'] });
    expect((await server.inspect()).requests).toMatchObject({ put: 1, get: 1 });
  });

  it('resets, snapshots and restores', async () => {
    await put(1);
    const snapshot = await server.snapshot();
    await put(2);
    await server.restore(snapshot);
    expect((await server.inspect()).objects).toEqual({ test: 1, more: 0 });
    await server.reset();
    await server.restore(Snapshot.from(snapshot.toBuffer()));
    expect(await server.records('test')).toHaveLength(1);
  });

  it('moves the clock and sets faults', async () => {
    const before = await server.clock.now();
    await server.clock.advance('31d');
    expect((await server.clock.now()) - before).toBeGreaterThanOrEqual(31 * 86_400_000);
    const { id } = await server.faults.add({ when: { command: 'put' }, do: 'key-busy', times: 1 });
    const fields = [...scope('set'), field(FieldType.digest, digestOf(1))];
    const parts = { info2: Info2.write, fields };
    expect(await client.resultCode(parts)).toBe(ResultCode.KEY_BUSY);
    expect(await server.faults.list()).toEqual([expect.objectContaining({ id, hits: 1 })]);
    expect(await server.faults.remove(id)).toBe(true);
  });

  it('rejects as the server would throw', async () => {
    const unknown = server.records('nowhere');
    await expect(unknown).rejects.toBeInstanceOf(EmbeddedError);
    await expect(unknown).rejects.toThrow('no namespace "nowhere"; there are test, more');
    const wrong = EmbeddedServer.startInWorker({ port: -1 });
    await expect(wrong).rejects.toMatchObject({ code: 'EMBEDDED_OPTION' });
    const taken = EmbeddedServer.startInWorker({ port: server.port });
    await expect(taken).rejects.toMatchObject({ code: 'EMBEDDED_LISTEN' });
    const notPlain = server.faults.add((() => 'x') as never);
    await expect(notPlain).rejects.toThrow('plain data only');
  });

  it('ends its thread when it is stopped, also twice', async () => {
    const other = await EmbeddedServer.startInWorker();
    await Promise.all([other.stop(), other.stop()]);
    await expect(other.inspect()).rejects.toMatchObject({ code: 'EMBEDDED_WORKER' });
  });
});

const run = promisify(execFile);

/** Runs a script in a process of its own, which fails when it does not end by itself. */
async function runScript(script: string): Promise<string> {
  const register = path.join(__dirname, '../support/register-typescript.cjs');
  const index = JSON.stringify(path.join(__dirname, '../../src/index.ts'));
  const { stdout } = await run(
    process.execPath,
    [
      '--conditions=@aeroform/source',
      '--require',
      register,
      '--eval',
      `const { EmbeddedServer } = require(${index}); (async () => { ${script} })()`,
    ],
    { timeout: 10_000 },
  );
  return stdout;
}

describe('the process of a server in a worker', () => {
  it('ends although the server was forgotten', async () => {
    const script = `const { port } = await EmbeddedServer.startInWorker(); console.log(port > 0)`;
    expect(await runScript(script)).toBe('true\n');
  });

  it('is told when the thread fails', async () => {
    const script = `
      process.env.NODE_OPTIONS = '';
      const { Worker } = require('node:worker_threads');
      const post = Worker.prototype.postMessage;
      const server = await EmbeddedServer.startInWorker();
      Worker.prototype.postMessage = function (call) { this.terminate(); };
      await server.inspect().catch((error) => console.log(error.code, error.message));
      await server.stop().catch((error) => console.log(error.code));
    `;
    expect(await runScript(script)).toBe(
      'EMBEDDED_WORKER the thread of the embedded server has ended\nEMBEDDED_WORKER\n',
    );
  });
});
