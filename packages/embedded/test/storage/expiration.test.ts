import { FieldType } from '@aeroform/protocol';
import { EmbeddedServer } from '../../src/index';
import { useEmbedded } from '../support/embedded';
import {
  digestOf,
  partitions,
  putRecord,
  queryParts,
  range,
  runQuery,
  scope,
} from '../support/query-message';
import { key, put, text, type WireClient } from '../support/wire-client';

const embedded = useEmbedded({
  namespaces: [
    { name: 'test', nsupPeriod: 60 },
    { name: 'lazy', nsupPeriod: 0 },
  ],
});

beforeEach(() => {
  embedded.server.reset();
  embedded.server.clock.freeze();
});

async function putWithTtl(client: WireClient, byte: number, ttl: number, namespace = 'test') {
  const fields = [text(FieldType.namespace, namespace), ...key(byte, 's').slice(1)];
  await client.message({ info2: 1, recordTtl: ttl, fields, ops: [put('a', byte)] });
}

async function statistics(namespace = 'test'): Promise<Record<string, string>> {
  const list = await embedded.client.info(`namespace/${namespace}`);
  return Object.fromEntries(list.split(';').map((pair) => pair.split('=') as [string, string]));
}

const objects = (namespace = 'test'): number =>
  embedded.server.inspect().objects[namespace] as number;

describe('advancing the clock', () => {
  it('removes what had expired by the latest sweep, and counts it', async () => {
    await putWithTtl(embedded.client, 1, 10);
    await putWithTtl(embedded.client, 2, 100);
    await putWithTtl(embedded.client, 3, 0xffff_ffff);
    await embedded.server.clock.advance('61s');
    expect(objects()).toBe(2);
    expect(await statistics()).toMatchObject({
      expired_objects: '1',
      evicted_objects: '0',
      non_expirable_objects: '1',
      nsup_cycle_deleted_pct: '33.33',
    });
    await embedded.server.clock.advance('31d');
    expect(objects()).toBe(1);
    expect((await statistics())['expired_objects']).toBe('2');
  });

  it('leaves what expired after the latest sweep in memory, but it is not found', async () => {
    await putWithTtl(embedded.client, 1, 70);
    await embedded.server.clock.advance('100s');
    expect(objects()).toBe(1);
    expect(await embedded.client.resultCode({ info1: 3, fields: key(1, 's') })).toBe(2);
  });

  it('removes nothing without a period', async () => {
    await putWithTtl(embedded.client, 1, 10, 'lazy');
    await embedded.server.clock.advance('31d');
    expect(objects('lazy')).toBe(1);
    expect((await statistics('lazy'))['expired_objects']).toBe('0');
  });

  it('refuses what is no duration', async () => {
    await expect(embedded.server.clock.advance('-1s' as never)).rejects.toMatchObject({
      code: 'EMBEDDED_OPTION',
    });
    await expect(embedded.server.clock.advance(-1)).rejects.toThrow('0 to 100 years');
  });

  it('makes the time of the server what it says', async () => {
    const before = embedded.server.clock.now();
    await embedded.server.clock.advance('1h');
    expect(embedded.server.clock.now() - before).toBe(3_600_000);
    expect(Number((await statistics())['current_time'])).toBe(
      Math.floor(embedded.server.clock.now() / 1000) - 1_262_304_000,
    );
  });
});

describe('secondary indexes', () => {
  const entries = async (): Promise<string | undefined> =>
    /entries=(\d+)/.exec(await embedded.client.info('sindex-stat:namespace=test;indexname=i'))?.[1];

  async function found(): Promise<number> {
    const parts = queryParts([...scope('s'), partitions(), range('a', 0, 10)]);
    return (await runQuery(embedded.client, parts)).records.length;
  }

  it('lose records that the sweep removes, and before that do not answer with them', async () => {
    await embedded.client.info('sindex-create:namespace=test;set=s;indexname=i;bin=a;type=numeric');
    for (let id = 1; id <= 5; id++) await putRecord(embedded.client, 's', digestOf(id), { a: id });
    await putWithTtl(embedded.client, 7, 50);
    expect(await entries()).toBe('6');
    await embedded.server.clock.advance('55s');
    expect(await entries()).toBe('6');
    expect(await found()).toBe(5);
    await embedded.server.clock.advance('10s');
    expect(await entries()).toBe('5');
    await embedded.client.info('truncate:namespace=test;set=s');
    expect(await found()).toBe(0);
  });

  it('are scanned for their cardinality once an hour', async () => {
    await embedded.client.info('sindex-create:namespace=test;indexname=i;bin=n;type=numeric');
    for (let id = 0; id < 30; id++) {
      await putRecord(embedded.client, 's', digestOf(id), { n: id % 10 });
    }
    const cardinality = async (): Promise<string | undefined> =>
      /entries_per_bval=\d+;entries_per_rec=\d+/.exec(
        await embedded.client.info('sindex-stat:namespace=test;indexname=i'),
      )?.[0];
    expect(await cardinality()).toBe('entries_per_bval=0;entries_per_rec=0');
    await embedded.server.clock.advance('1h');
    expect(await cardinality()).toBe('entries_per_bval=3;entries_per_rec=1');
  });
});

describe('eviction', () => {
  it('removes records that would expire before the given moment, except in protected sets', async () => {
    await putWithTtl(embedded.client, 1, 1000);
    await putWithTtl(embedded.client, 2, 5000);
    await putWithTtl(embedded.client, 3, 0xffff_ffff);
    await embedded.client.info('set-config:context=namespace;id=test;set=s;disable-eviction=true');
    await embedded.client.info('eviction-reset:namespace=test;ttl=2000');
    await embedded.server.clock.advance('60s');
    expect(objects()).toBe(3);
    await embedded.client.info('set-config:context=namespace;id=test;set=s;disable-eviction=false');
    await embedded.server.clock.advance('60s');
    expect(objects()).toBe(2);
    expect((await statistics())['evicted_objects']).toBe('1');
    expect(await embedded.client.info('eviction-reset:namespace=test;ttl=400000000')).toBe(
      'ERROR:4:ttl too big',
    );
  });
});

describe('restoring in the middle of a sweep', () => {
  it('keeps what lives at the time that the clock went back to', async () => {
    const { client, server } = embedded;
    for (let byte = 1; byte <= 9; byte++) await putWithTtl(client, byte, 10);
    const snapshot = server.snapshot();
    for (let round = 0; round < 2; round++) {
      // Every look at the time is so late that the sweep pauses before each partition.
      let now = 0;
      const slow = jest.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
      const swept = server.clock.advance('61s');
      await new Promise(setImmediate);
      server.restore(snapshot);
      slow.mockRestore();
      await swept;
      expect(objects()).toBe(9);
    }
    await server.clock.advance('61s');
    expect(objects()).toBe(0);
  });
});

describe('a stopped server', () => {
  it('sweeps no more', async () => {
    const server = await EmbeddedServer.start({ namespaces: [{ name: 'n', nsupPeriod: 1 }] });
    await server.stop();
    await expect(server.clock.advance('1d')).resolves.toBeUndefined();
  });
});
