import fs, {
  mkdtempSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FieldType, Info1, Info2, OpType, ResultCode } from '@aeroform/protocol';
import { EmbeddedServer, type EmbeddedServerOptions } from '../../src/index';
import { AdminClient, field as adminField } from '../support/admin-client';
import {
  createIndex,
  digestOf,
  field,
  partitions,
  putRecord,
  queryParts,
  range,
  runQuery,
  scope,
} from '../support/query-message';
import { startServerProcess } from '../support/server-process';
import { putModule } from '../support/udf';
import { op, WireClient } from '../support/wire-client';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'aeroform-data-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const inDirectory = (name: string): string => path.join(directory, name);
const LOG = '00000000.log';

/** Runs a server on the directory for as long as the test of it takes. */
async function withServer<T>(
  run: (client: WireClient, server: EmbeddedServer) => Promise<T>,
  options: EmbeddedServerOptions = {},
): Promise<T> {
  await using server = await EmbeddedServer.start({ dataDirectory: directory, ...options });
  const client = await WireClient.connect(server.port);
  try {
    return await run(client, server);
  } finally {
    client.close();
  }
}

async function putAll(client: WireClient, from: number, to: number, n = 1): Promise<void> {
  for (let i = from; i < to; i++) await putRecord(client, 'set', digestOf(i), { n });
}

async function exists(client: WireClient, i: number): Promise<boolean> {
  const fields = [...scope('set'), field(FieldType.digest, digestOf(i))];
  const parts = { info1: Info1.read, fields, ops: [op(OpType.read, 'n')] };
  return (await client.resultCode(parts)) === ResultCode.OK;
}

const directoryError = (named: string): Error =>
  expect.objectContaining({
    code: 'EMBEDDED_DATA_DIRECTORY',
    message: expect.stringMatching(named),
  }) as Error;

const start = (options: EmbeddedServerOptions = {}): Promise<EmbeddedServer> =>
  EmbeddedServer.start({ dataDirectory: directory, ...options });

/** Inverts a bit of a file. */
function garble(name: string, at: number): void {
  const bytes = readFileSync(inDirectory(name));
  bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(inDirectory(name), bytes);
}

describe('a data directory', () => {
  it('brings back records, deletes, sets, indexes, modules and truncations', async () => {
    const before = await withServer(async (client, server) => {
      await putAll(client, 0, 20);
      const fields = [...scope('set'), field(FieldType.digest, digestOf(3))];
      await client.message({ info2: Info2.write | Info2.delete, fields });
      await createIndex(client, 'i', 'set=set;bin=n;type=numeric');
      await createIndex(client, 'gone', 'set=set;bin=m;type=numeric');
      await client.info('sindex-delete:namespace=test;indexname=gone');
      expect(await putModule(client, 'm.lua', 'function f() end')).toBe('ok');
      await putRecord(client, 'old', digestOf(100), { n: 1 });
      await server.clock.advance('10s');
      expect(await client.info('truncate:namespace=test;set=old')).toBe('ok');
      return [await client.info('sindex-list:namespace=test'), await client.info('udf-list')];
    });
    await withServer(async (client, server) => {
      const after = [
        await client.info('sindex-list:namespace=test'),
        await client.info('udf-list'),
      ];
      expect(after).toEqual(before);
      expect(await exists(client, 3)).toBe(false);
      const query = queryParts([...scope('set'), range('n', 1, 1), partitions()]);
      expect((await runQuery(client, query)).records).toHaveLength(19);
      expect(await client.info('sets/test/old')).toMatch(/:truncate_lut=[1-9]/);
      expect(server.inspect().dataDirectory).toMatchObject({ path: directory, notices: [] });
    });
  });

  it('does not bring back settings, which the real server forgets, too', async () => {
    await withServer((client) =>
      client.info('set-config:context=namespace;id=test;default-ttl=100'),
    );
    await withServer(async (client) => {
      const config = await client.info('get-config:context=namespace;id=test');
      expect(config).toContain('default-ttl=0;');
    });
  });

  it('keeps what reset and restore did', async () => {
    await withServer(async (client, server) => {
      await putAll(client, 0, 5);
      const snapshot = server.snapshot();
      server.reset();
      await putAll(client, 5, 6);
      server.restore(snapshot);
      await putAll(client, 6, 7);
    });
    await withServer(async (client, server) => {
      expect(await exists(client, 4)).toBe(true);
      expect(await exists(client, 5)).toBe(false);
      expect(server.inspect().objects).toEqual({ test: 6 });
    });
  });

  it('replaces a long log by a snapshot, while clients go on', async () => {
    const dataDirectory = { path: directory, compactAfterBytes: 20_000 };
    await withServer(
      async (client, server) => {
        for (let round = 0; round < 20; round++) await putAll(client, 0, 100, round);
        await putAll(client, 100, 110);
        for (let wait = 0; wait < 100 && readdirSync(directory).length > 3; wait++) {
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        expect(server.inspect().dataDirectory?.compactions).toBeGreaterThan(0);
        expect(server.inspect().dataDirectory?.logBytes).toBeLessThan(60_000);
        expect(readdirSync(directory).toSorted()).toEqual([
          expect.stringMatching(/^\d{8}\.log$/),
          expect.stringMatching(/^\d{8}\.snapshot$/),
          'lock',
        ]);
      },
      { dataDirectory },
    );
    await withServer(async (client, server) => {
      expect(server.inspect().objects).toEqual({ test: 110 });
      const query = queryParts([...scope('set'), partitions()]);
      const { records } = await runQuery(client, query);
      expect(records).toHaveLength(110);
    });
  });

  it('goes on with its log when a snapshot can not be written, and says so', async () => {
    const dataDirectory = { path: directory, compactAfterBytes: 5000 };
    await withServer(
      async (client, server) => {
        // In the way of the snapshot.
        mkdirSync(inDirectory('00000001.snapshot.tmp'));
        for (let round = 0; round < 3; round++) await putAll(client, 0, 100, round);
        expect(server.inspect().dataDirectory?.notices).toEqual([
          expect.stringContaining("can't write"),
        ]);
        rmdirSync(inDirectory('00000001.snapshot.tmp'));
      },
      { dataDirectory },
    );
    await withServer(async (_, server) => expect(server.records('test')).toHaveLength(100));
  });

  it('answers nothing that it could not write, and writes it when it can again', async () => {
    await withServer(async (client, server) => {
      await putAll(client, 0, 1);
      const full = jest.spyOn(fs, 'writeSync').mockImplementation(() => {
        throw new Error('no space left on device');
      });
      await expect(putAll(client, 1, 2)).rejects.toThrow('the connection was closed');
      full.mockRestore();
      const other = await WireClient.connect(server.port);
      await putAll(other, 2, 3);
      other.close();
    });
    await withServer(async (_, server) => expect(server.records('test')).toHaveLength(3));
  });

  it('keeps users and tombstones of the Enterprise Edition', async () => {
    const options = { edition: 'enterprise', security: true } as const;
    const fields = [...scope('set'), field(FieldType.digest, digestOf(1))];
    const buried = Info2.write | Info2.delete | Info2.durableDelete;
    const tombstones = async ({ wire }: AdminClient): Promise<string | undefined> =>
      /;tombstones=(\d+)/.exec(await wire.info('namespace/test'))?.[1];
    await withServer(async (_, { port }) => {
      const admin = await AdminClient.login(port);
      const jane = [
        adminField.user('jane'),
        adminField.password('secret'),
        adminField.roles('read-write'),
      ];
      expect(await admin.code('createUser', ...jane)).toBe(ResultCode.OK);
      const client = await AdminClient.login(port, 'jane', 'secret');
      await putAll(client.wire, 0, 2);
      expect(await client.wire.resultCode({ info2: buried, fields })).toBe(ResultCode.OK);
      expect(await tombstones(admin)).toBe('1');
      admin.close();
      client.close();
    }, options);
    await withServer(async (_, { port }) => {
      const client = await AdminClient.login(port, 'jane', 'secret');
      expect(await exists(client.wire, 0)).toBe(true);
      expect(await exists(client.wire, 1)).toBe(false);
      expect(await tombstones(client)).toBe('1');
      client.close();
    }, options);
    await expect(start()).rejects.toThrow(directoryError('"users" .* edition'));
  });

  it('can wait for the disk before each answer', async () => {
    const dataDirectory = { path: directory, fsync: true };
    await withServer((client) => putAll(client, 0, 3), { dataDirectory });
    await withServer(async (client) => expect(await exists(client, 2)).toBe(true));
  });

  it('is refused when the server lacks a namespace that it has records of', async () => {
    await withServer((client) => putAll(client, 0, 1));
    await expect(start({ namespaces: ['other'] })).rejects.toThrow(
      directoryError('1 records of namespace "test"'),
    );
    await withServer(async (client) => expect(await exists(client, 0)).toBe(true));
  });

  it.each([
    [{ dataDirectory: '' }, 'path'],
    [{ dataDirectory: 1 }, 'path'],
    [{ dataDirectory: { path: 'x', fsyn: true } }, 'unknown option dataDirectory.fsyn'],
    [{ dataDirectory: { path: 'x', fsync: 1 } }, 'fsync'],
    [{ dataDirectory: { path: 'x', compactAfterBytes: 0 } }, 'compactAfterBytes'],
  ])('refuses the option %j', async (options, named) => {
    await expect(EmbeddedServer.start(options as never)).rejects.toThrow(named);
  });
});

describe('the lock of a data directory', () => {
  it('keeps a second server out, of this process and of another', async () => {
    await withServer(async () => {
      await expect(start()).rejects.toThrow(directoryError('in use by a server of this process'));
      const other = startServerProcess(['--data-directory', directory]);
      await expect(other).rejects.toThrow(`in use by process ${process.pid}`);
    });
  });

  it('counts for nothing after its process was killed, or has left half a file', async () => {
    const killed = await startServerProcess(['--data-directory', directory]);
    const exited = new Promise((resolve) => killed.child.once('exit', resolve));
    killed.child.kill('SIGKILL');
    await exited;
    await withServer(() => Promise.resolve());
    writeFileSync(inDirectory('lock'), '{"pid":1');
    await withServer(() => Promise.resolve());
  });

  it('counts for nothing when its process has the pid of another one now', async () => {
    const lock = { pid: process.pid, host: (await import('node:os')).hostname(), started: 'x' };
    writeFileSync(inDirectory('lock'), JSON.stringify(lock));
    const outcome = await start().then(
      (server) => server.stop(),
      (error: Error) => error.message,
    );
    if (process.platform === 'linux') expect(outcome).toBeUndefined();
  });
});

describe('a damaged data directory', () => {
  beforeEach(() => withServer((client) => putAll(client, 0, 10)));

  it('loses a write that was not finished, and says so', async () => {
    const { size } = statSync(inDirectory(LOG));
    truncateSync(inDirectory(LOG), size - 3);
    await withServer(async (client, server) => {
      expect(server.inspect().dataDirectory?.notices).toEqual([
        expect.stringMatching(/00000000\.log: cut \d+ bytes at offset \d+, a write that was not/),
      ]);
      expect(await exists(client, 8)).toBe(true);
      expect(await exists(client, 9)).toBe(false);
      await putAll(client, 9, 12);
    });
    await withServer(async (client, server) => {
      expect(server.inspect().dataDirectory?.notices).toEqual([]);
      expect(server.inspect().objects).toEqual({ test: 12 });
      expect(await exists(client, 11)).toBe(true);
    });
  });

  it('is refused when something in the middle of the log is wrong, wherever it is', async () => {
    const before = readFileSync(inDirectory(LOG));
    for (let at = 0; at < before.length / 2; at += 29) {
      garble(LOG, at);
      await expect(start()).rejects.toThrow(
        directoryError('00000000.log .*(offset \\d+|version|AEROFORM)'),
      );
      writeFileSync(inDirectory(LOG), before);
    }
  });

  it('is refused when a file is missing, of another version or of something else', async () => {
    const log = readFileSync(inDirectory(LOG));
    writeFileSync(inDirectory('00000001.log'), log);
    unlinkSync(inDirectory(LOG));
    await expect(start()).rejects.toThrow(directoryError('00000000.log is missing'));
    unlinkSync(inDirectory('00000001.log'));
    log.writeUInt16BE(9, 8);
    writeFileSync(inDirectory(LOG), log);
    await expect(start()).rejects.toThrow(directoryError('version 9, and this .* version 1'));
    unlinkSync(inDirectory(LOG));
    writeFileSync(inDirectory('thesis.doc'), 'x');
    await expect(start()).rejects.toThrow(directoryError('thesis.doc'));
  });

  it('is used in spite of what an interrupted snapshot has left', async () => {
    writeFileSync(inDirectory('00000001.snapshot.tmp'), 'x');
    writeFileSync(inDirectory('00000001.log'), '');
    await withServer(async (client, server) => {
      expect(await exists(client, 9)).toBe(true);
      await putAll(client, 10, 11);
      expect(server.inspect().dataDirectory?.notices).toEqual([]);
    });
    await withServer(async (client) => expect(await exists(client, 10)).toBe(true));
  });
});
