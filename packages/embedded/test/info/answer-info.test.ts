import {
  decodePartitionBitmap,
  encodeFrame,
  parsePeers,
  parseReplicas,
  ProtoType,
} from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { key, put, WireClient } from '../support/wire-client';

const embedded = useEmbedded({ namespaces: ['test', 'other'], clusterName: 'family' });
const info = (command: string): Promise<string> => embedded.client.info(command);

async function raw(body: string): Promise<string | undefined> {
  const frame = await embedded.client.exchange(encodeFrame(ProtoType.info, Buffer.from(body)));
  return frame?.body.toString('latin1');
}

describe('an info request', () => {
  it('is answered line by line, each with its command in front', async () => {
    expect(await raw('namespaces\nstatus\nstatus\n')).toBe(
      'namespaces\ttest;other\nstatus\tok\nstatus\tok\n',
    );
  });

  it('ignores a last line without its newline', async () => {
    expect(await raw('status\nnode')).toBe('status\tok\n');
    expect(await raw('node')).toBe('');
  });

  it('without any line asks for the summary', async () => {
    const lines = (await raw('')) ?? '';
    expect(lines.startsWith('features\t')).toBe(true);
    expect(lines).toContain('\npartition-generation\t');
  });

  it('takes a byte 0 for the end of a line', async () => {
    expect(await raw('status\0x\n')).toBe('status\tok\n');
  });

  it('answers unknown commands as the server does, and counts them', async () => {
    expect(await info('no-such-command:x=1')).toBe('ERROR:4:unrecognized command');
    expect(embedded.server.inspect().unsupported).toEqual({ 'info:no-such-command': 1 });
  });
});

describe('what clients need to connect', () => {
  it('is a stable node id, a build and the cluster name', async () => {
    expect(await info('node')).toMatch(/^[0-9A-F]{1,16}$/);
    expect(await info('node')).toBe(await info('node;'));
    expect(await info('build')).toMatch(/^8\.1\.2/);
    expect(await info('cluster-name')).toBe('family');
  });

  it('is an address and no peers', async () => {
    expect(await info('service-clear-std')).toBe(`127.0.0.1:${embedded.server.port}`);
    expect(parsePeers(await info('peers-clear-std'))).toEqual({ generation: 0, peers: [] });
  });

  it('is the ownership of all partitions of all namespaces', async () => {
    const replicas = parseReplicas(await info('replicas'));
    expect(replicas.map(({ namespace }) => namespace)).toEqual(['test', 'other']);
    let owned = 0;
    decodePartitionBitmap(replicas[0]?.bitmaps[0] as string, () => owned++);
    expect(owned).toBe(4096);
  });

  it('accepts the name of a client once', async () => {
    const other = await WireClient.connect(embedded.server.port);
    expect(await other.info('user-agent-set:value=!')).toBe("ERROR:4:'value' invalid base64");
    expect(await other.info('user-agent-set:value=eA==')).toBe('ok');
    expect(await other.info('user-agent-set:value=eA==')).toBe('ERROR:4:already set');
    expect(await info('user-agents')).toBe('user-agent=eA==:count=1;');
    other.close();
  });
});

describe('the configuration', () => {
  it('shows the options of a namespace under the names of the server', async () => {
    const config = await info('get-config:context=namespace;id=test');
    expect(config.split(';')).toEqual(
      expect.arrayContaining([
        'default-ttl=0',
        'nsup-period=0',
        'allow-ttl-without-nsup=true',
        'replication-factor=1',
      ]),
    );
  });

  it('can be changed where writes depend on it', async () => {
    const set = (value: string): Promise<string> =>
      info(`set-config:context=namespace;namespace=other;${value}`);
    expect(await set('allow-ttl-without-nsup=false')).toBe('ok');
    expect(await set('default-ttl=x')).toBe('ERROR:4:invalid set-config parameter');
    expect(await set('nope=1')).toBe('ERROR:4:invalid set-config parameter');
    expect(await info('namespace/other')).toContain('allow-ttl-without-nsup=false');
    const fields = key(1).map((field) =>
      field.type === 0 ? { type: 0, data: Buffer.from('other') } : field,
    );
    const parts = { info2: 1, recordTtl: 10, fields, ops: [put('a', 1)] };
    expect(await embedded.client.resultCode(parts)).toBe(22);
    expect(await set('nsup-period=60')).toBe('ok');
    expect(await embedded.client.resultCode(parts)).toBe(0);
  });

  it.each([
    ['get-config:context=nope', 'ERROR:4:invalid context'],
    ['get-config:context=namespace', "ERROR:20:missing 'namespace'"],
    ['get-config:context=namespace;id=nope', 'ERROR:20:namespace not found on node'],
    ['set-config:', "ERROR:4:missing 'context'"],
    ['namespace/nope', 'type=unknown'],
    ['sets/nope', 'ns_type=unknown'],
    ['racks:', 'ERROR:25:enterprise only'],
    ['cluster-stable:size=2', 'ERROR:7:cluster not specified size'],
    ['udf-list', ''],
    ['udf-get:filename=x.lua', 'error=not_found'],
  ])('%s answers "%s"', async (command, answer) => {
    expect(await info(command)).toBe(answer);
  });
});

describe('sets', () => {
  it('tells the records of each set', async () => {
    const fields = key(1, 'people');
    await embedded.client.message({ info2: 1, fields, ops: [put('a', 1)] });
    expect(await info('sets/test/people')).toMatch(/^objects=1:/);
    expect(await info('sets')).toContain('ns=test:set=people:objects=1:');
    expect(await info('objects')).toBe(
      String(Object.values(embedded.server.inspect().objects).reduce((a, b) => a + b)),
    );
  });
});
