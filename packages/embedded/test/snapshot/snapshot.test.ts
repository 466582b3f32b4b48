import { FieldType, Info1, Info2, OpType, ResultCode, WireList, WireMap } from '@aeroform/protocol';
import { EmbeddedServer, Snapshot } from '../../src/index';
import { useEmbedded } from '../support/embedded';
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
import { putModule } from '../support/udf';
import { op, WireClient } from '../support/wire-client';

const embedded = useEmbedded();

beforeEach(() => embedded.server.reset());

async function putAll(client: WireClient, count: number, n: (i: number) => number): Promise<void> {
  for (let i = 0; i < count; i++) await putRecord(client, 'set', digestOf(i), { n: n(i) });
}

async function valueOf(client: WireClient, i: number, set = 'set'): Promise<number | undefined> {
  const fields = [...scope(set), field(FieldType.digest, digestOf(i))];
  const message = await client.message({
    info1: Info1.read,
    fields,
    ops: [op(OpType.read, 'n')],
  });
  if (message.header.resultCode === ResultCode.RECORD_NOT_FOUND) return undefined;
  return Number(message.ops[0]?.value.readBigInt64BE());
}

async function remove(client: WireClient, i: number): Promise<void> {
  const fields = [...scope('set'), field(FieldType.digest, digestOf(i))];
  expect(await client.resultCode({ info2: Info2.write | Info2.delete, fields })).toBe(0);
}

async function count(client: WireClient, begin: number, end: number): Promise<number> {
  const fields = [...scope('set'), range('n', begin, end), partitions()];
  const { records, resultCode } = await runQuery(client, queryParts(fields));
  expect(resultCode).toBe(ResultCode.OK);
  return records.length;
}

async function answers(client: WireClient, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) found.push(await client.info(name));
  return found;
}

const snapshotError = (named: string | RegExp): object =>
  expect.objectContaining({
    code: 'EMBEDDED_SNAPSHOT',
    message: expect.stringMatching(named),
  });

describe('reset', () => {
  it('forgets records, sets, indexes, modules, truncations, settings and counters', async () => {
    const { client, server } = embedded;
    await putAll(client, 3, Number);
    await createIndex(client, 'i', 'set=set;bin=n;type=numeric');
    await client.info('set-config:context=namespace;id=test;default-ttl=100');
    await client.info('truncate:namespace=test;set=set');
    expect(await putModule(client, 'm.lua', 'function f() end')).toBe('ok');
    server.reset();
    expect(server.inspect()).toMatchObject({ commands: 0, connections: 1, objects: { test: 0 } });
    expect(await client.info('sets/test')).toBe('');
    expect(await client.info('sindex-list:namespace=test')).toBe('');
    expect(await client.info('udf-list')).toBe('');
    expect(await client.info('namespace/test')).toContain(';truncate_lut=0;');
    expect(await client.info('get-config:context=namespace;id=test')).toContain('default-ttl=0;');
    await putAll(client, 1, () => 2);
    expect(await valueOf(client, 0)).toBe(2);
  });

  it('puts the clock back, so that records of then are not truncated now', async () => {
    const { client, server } = embedded;
    await server.clock.advance('1m');
    await putAll(client, 50, Number);
    // The removal of the records is under way when everything is reset.
    void client.info('truncate:namespace=test;set=set');
    await client.frame();
    server.reset();
    await putAll(client, 50, Number);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.inspect().objects).toEqual({ test: 50 });
  });

  it('takes less than 5 ms', async () => {
    const { client, server } = embedded;
    await putAll(client, 1000, Number);
    const times = Array.from({ length: 5 }, () => {
      const before = performance.now();
      server.reset();
      return performance.now() - before;
    });
    expect(Math.min(...times)).toBeLessThan(5);
  });
});

describe('snapshot and restore', () => {
  it('brings back what later writes changed, as often as wanted', async () => {
    const { client, server } = embedded;
    await putAll(client, 20, Number);
    const snapshot = server.snapshot();
    for (let round = 0; round < 3; round++) {
      await putAll(client, 2, () => 100);
      await remove(client, 3);
      await putRecord(client, 'other', digestOf(99), { n: 1 });
      server.restore(snapshot);
      expect(await valueOf(client, 1)).toBe(1);
      expect(await valueOf(client, 3)).toBe(3);
      expect(await valueOf(client, 99, 'other')).toBeUndefined();
      expect(server.inspect().objects).toEqual({ test: 20 });
      expect(await client.info('sets/test')).toMatch(/^ns=test:set=set:objects=20:[^;]*;?$/);
    }
  });

  it('brings back indexes that answer what they answered', async () => {
    const { client, server } = embedded;
    await putAll(client, 100, (i) => i % 10);
    await createIndex(client, 'i', 'set=set;bin=n;type=numeric');
    const snapshot = server.snapshot();
    await putAll(client, 50, () => 77);
    expect(await count(client, 77, 77)).toBe(50);
    await client.info('sindex-delete:namespace=test;indexname=i');
    for (let round = 0; round < 2; round++) {
      server.restore(snapshot);
      expect(await count(client, 77, 77)).toBe(0);
      expect(await count(client, 3, 4)).toBe(20);
      await putAll(client, 10, () => 3);
      expect(await count(client, 3, 4)).toBe(28);
    }
  });

  it('goes into another server, also when it is read from bytes, with everything in it', async () => {
    const { client, server } = embedded;
    await putAll(client, 100, (i) => i % 10);
    const nested = new WireMap(['k'], [new WireList([1, 2n ** 62n, 'é'], 0)], 0);
    await putRecord(client, 'set', digestOf(1000), { n: 1, nested });
    await createIndex(client, 'i', 'set=set;bin=n;type=numeric');
    await createIndex(client, 'k', 'set=set;bin=nested;type=string;indextype=mapkeys');
    expect(await putModule(client, 'm.lua', 'function f() end')).toBe('ok');
    await client.info('set-config:context=namespace;id=test;default-ttl=100');
    const infos = ['udf-list', 'sindex-list:namespace=test', 'sets/test'];
    const before = await answers(client, infos);
    const bytes = server.snapshot().toBuffer();
    await using other = await EmbeddedServer.start({ namespaces: ['more', 'test'] });
    const otherClient = await WireClient.connect(other.port);
    for (let round = 0; round < 2; round++) {
      await putRecord(otherClient, 'gone', digestOf(5000), { n: 1 });
      other.restore(Snapshot.from(bytes));
      expect(await count(otherClient, 3, 4)).toBe(20);
      expect(await answers(otherClient, infos)).toEqual(before);
    }
    const config = await otherClient.info('get-config:context=namespace;id=test');
    expect(config).toContain('default-ttl=100;');
    otherClient.close();
  });

  it('is the same in bytes when nothing has changed', async () => {
    const { client, server } = embedded;
    await putAll(client, 100, Number);
    const bytes = server.snapshot().toBuffer();
    server.restore(Snapshot.from(bytes));
    expect(server.snapshot().toBuffer().equals(bytes)).toBe(true);
  });

  it('refuses records of a namespace that the server lacks, and changes nothing', async () => {
    const { client, server } = embedded;
    await putAll(client, 2, Number);
    await using other = await EmbeddedServer.start({ namespaces: ['elsewhere'] });
    expect(() => other.restore(server.snapshot())).toThrow(
      snapshotError('2 records of namespace "test".*"namespaces"') as Error,
    );
    expect(() => other.restore({} as Snapshot)).toThrow(snapshotError('no snapshot') as Error);
  });

  it('aborts queries and leaves connections open', async () => {
    const { client, server } = embedded;
    await putAll(client, 10, Number);
    const snapshot = server.snapshot();
    server.restore(snapshot);
    expect(await client.info('status')).toBe('ok');
  });
});

describe('Snapshot.from', () => {
  it('refuses what is no bytes', () => {
    expect(() => Snapshot.from('text' as never)).toThrow(
      snapshotError('the bytes that toBuffer\\(\\) made, not from a string') as Error,
    );
  });

  async function bytesOfSome(): Promise<Buffer> {
    await putAll(embedded.client, 50, Number);
    return embedded.server.snapshot().toBuffer();
  }

  it('finds every changed and every missing byte, and tells where', async () => {
    const bytes = await bytesOfSome();
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 0x10;
      expect(() => Snapshot.from(changed)).toThrow(snapshotError('^the snapshot ') as Error);
      const cut = bytes.subarray(0, at);
      expect(() => Snapshot.from(cut)).toThrow(snapshotError('^the snapshot ') as Error);
    }
  });

  it('says that bytes are none of a snapshot, and of which version they are', async () => {
    const bytes = await bytesOfSome();
    expect(() => Snapshot.from(Buffer.from('PK zip file, is it not?'))).toThrow(
      snapshotError('does not begin with AEROFORM') as Error,
    );
    bytes.writeUInt16BE(2, 8);
    expect(() => Snapshot.from(bytes)).toThrow(
      snapshotError('version 2.* reads version 1') as Error,
    );
  });
});
