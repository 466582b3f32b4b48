import { EmbeddedServer } from '../../src/index';
import { useEmbedded } from '../support/embedded';
import { key, put, WireClient } from '../support/wire-client';

const embedded = useEmbedded({ clusterName: 'family' });
const info = (command: string): Promise<string> => embedded.client.info(command);
const setting = async (context: string, name: string): Promise<string | undefined> => {
  const list = (await info(`get-config:context=${context}`)).split(';');
  return list.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
};

beforeEach(() => embedded.server.reset());

describe('set-config', () => {
  it('changes what get-config shows, in every part of the configuration', async () => {
    expect(await info('set-config:context=service;query-max-done=5')).toBe('ok');
    expect(await setting('service', 'query-max-done')).toBe('5');
    expect(await info('set-config:context=network;heartbeat.interval=200')).toBe('ok');
    expect(await setting('network', 'heartbeat.interval')).toBe('200');
    expect(await info('set-config:context=namespace;id=test;nsup-period=2m')).toBe('ok');
    expect(await setting('namespace;id=test', 'nsup-period')).toBe('120');
  });

  it('sets settings of the storage engine without its name in front', async () => {
    const set = (name: string): Promise<string> =>
      info(`set-config:context=namespace;id=test;${name}=40`);
    expect(await set('storage-engine.defrag-lwm-pct')).toBe('ERROR:4:invalid set-config parameter');
    expect(await set('defrag-lwm-pct')).toBe('ok');
    expect(await setting('namespace;id=test', 'storage-engine.defrag-lwm-pct')).toBe('40');
  });

  it('takes the first of several settings in its own order', async () => {
    await info('set-config:context=namespace;id=test;nsup-period=20;default-ttl=10');
    expect(await setting('namespace;id=test', 'default-ttl')).toBe('10');
    expect(await setting('namespace;id=test', 'nsup-period')).toBe('0');
  });

  it('renames the cluster', async () => {
    expect(await info('set-config:context=service;cluster-name=other')).toBe('ok');
    expect(await info('cluster-name')).toBe('other');
  });

  it('changes how many connections there may be', async () => {
    await using server = await EmbeddedServer.start();
    const first = await WireClient.connect(server.port);
    expect(await first.info('set-config:context=service;proto-fd-max=1023')).toMatch(/^ERROR:4/);
    expect(await first.info('set-config:context=service;proto-fd-max=1024')).toBe('ok');
    expect(await first.info('get-config:context=service')).toContain(';proto-fd-max=1024;');
    first.close();
  });

  it('makes the set that it names, and shows its settings with it', async () => {
    const set = (text: string): Promise<string> =>
      info(`set-config:context=namespace;id=test;set=${text}`);
    expect(await set('new;default-ttl=-1')).toBe('ok');
    expect(await set('new;disable-eviction=true')).toBe('ok');
    expect(await info('sets/test/new')).toBe(
      'objects=0:tombstones=0:data_used_bytes=0:truncate_lut=0:sindexes=0:index_populating=false:' +
        'truncating=false:default-read-touch-ttl-pct=0:default-ttl=4294967295:' +
        'disable-eviction=true:enable-index=false:stop-writes-count=0:stop-writes-size=0;',
    );
    expect(await set(';default-ttl=1')).toBe('ERROR:4:invalid set-config parameter');
    expect(await set(`${'x'.repeat(64)};default-ttl=1`)).toMatch(/^ERROR:4/);
    expect(await set('new;nope=1')).toBe('ERROR:4:invalid set-config parameter');
  });

  it('is undone by a reset, and kept by a snapshot', async () => {
    await info('set-config:context=service;query-max-done=5');
    await info('set-config:context=namespace;id=test;set=new;stop-writes-count=7');
    await info('log-set:id=0;info=detail');
    const snapshot = embedded.server.snapshot();
    embedded.server.reset();
    expect(await setting('service', 'query-max-done')).toBe('100');
    expect(await info('sets/test')).toBe('');
    expect(await info('log/0/info')).toBe('info:INFO');
    embedded.server.restore(snapshot);
    expect(await setting('service', 'query-max-done')).toBe('5');
    expect(await info('sets/test/new')).toContain(':stop-writes-count=7:');
  });
});

describe('the index of a set', () => {
  const set = (text: string): Promise<string> =>
    info(`set-config:context=namespace;id=test;set=s;enable-index=${text}`);
  const isIndexed = async (): Promise<boolean> =>
    (await info('sets/test/s')).includes(':enable-index=true:');

  it('can be switched on and off, and is not among the listed ones', async () => {
    expect([await set('true'), await isIndexed(), await info('sindex-list:')]).toEqual([
      'ok',
      true,
      '',
    ]);
    expect([await set('false'), await isIndexed()]).toEqual(['ok', false]);
  });

  it('belongs to sindex-create once that has made it', async () => {
    await set('true');
    await info('sindex-create:namespace=test;set=s;indexname=i;indextype=set');
    expect(await isIndexed()).toBe(true);
    expect(await set('false')).toBe('ERROR:4:invalid set-config parameter');
    await info('sindex-delete:namespace=test;indexname=i');
    expect(await isIndexed()).toBe(false);
  });
});

describe('levels of the log', () => {
  it('are remembered', async () => {
    expect(await info('log-set:id=0;info=detail')).toBe('ok');
    expect(await info('log/0/info')).toBe('info:DETAIL');
    expect(await info('log-set:id=0;any=warning')).toBe('ok');
    expect(await info('log/0')).toMatch(/^misc:WARNING;.*;masking:WARNING$/);
  });
});

describe('histograms', () => {
  it('tell the distribution of sizes and times to live', async () => {
    for (let byte = 1; byte <= 3; byte++) {
      const recordTtl = byte === 1 ? 1000 : 0;
      await embedded.client.message({
        info2: 1,
        recordTtl,
        fields: key(byte, 's'),
        ops: [put('a', 1)],
      });
    }
    const sizes = await info('histogram:namespace=test;type=object-size;set=s');
    expect(sizes).toBe('units=bytes:[32-64)=2:[64-128)=1');
    const linear = await info('histogram:namespace=test;type=object-size-linear');
    expect(linear).toMatch(/^units=bytes:hist-width=1048576:bucket-width=1024:buckets=3,0,/);
    const ttls = await info('histogram:namespace=test;type=ttl');
    expect(ttls).toMatch(/^units=seconds:hist-width=1000:bucket-width=10:buckets=2,0,.*,0,1$/);
  });
});

describe('metadata that nodes have in common', () => {
  it('is listed as the server stores it', async () => {
    await info(
      'sindex-create:namespace=test;set=s;indexname=b;bin=m;type=string;indextype=mapkeys',
    );
    await info('sindex-create:namespace=test;indexname=e;type=numeric;exp=k1ECoWE=');
    await info('sindex-create:namespace=test;set=s;indexname=i;indextype=set');
    expect(await info('smd-show:module=sindex')).toBe(
      'test|s|m|K|S=b;test|||ek1ECoWE=|.|I=e;test|s|S=i',
    );
    await info('truncate:namespace=test;set=s');
    expect(await info('smd-show:module=truncate')).toMatch(/^test\|s=\d{12}$/);
    expect(await info('smd-info')).toMatch(
      /;sindex:committed_key=[0-9A-F]+,committed_tid=3,n_keys=3,state=pr;/,
    );
  });
});
