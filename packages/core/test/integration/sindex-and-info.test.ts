import {
  ctx,
  IndexFoundError,
  InvalidArgError,
  type LogEntry,
  predicates,
  setLogger,
} from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

describe('indexes, truncation and info', () => {
  let integration: Integration;

  beforeAll(async () => {
    integration = await startIntegration();
  });
  afterAll(() => integration.stop());

  it('creates, lists and removes an index', async () => {
    const { client } = integration;
    const set = await integration.freshSet('core_sindex');
    const name = `${set}_a`;
    await client.indexStringCreate(NAMESPACE, set, 'a', name, { collection: 'mapValues' });
    const found = (await client.indexList(NAMESPACE)).find((index) => index.name === name);
    expect(found).toEqual({
      name,
      namespace: NAMESPACE,
      set,
      bin: 'a',
      type: 'string',
      collection: 'mapValues',
      context: null,
      expression: null,
      state: 'RW',
    });
    await client.indexRemove(NAMESPACE, name);
    const left = await client.indexList(NAMESPACE);
    expect(left.map((index) => index.name)).not.toContain(name);
    await client.indexRemove(NAMESPACE, name);
  });

  it('renames an index that there is under another name', async () => {
    const { client } = integration;
    const set = await integration.freshSet('core_rename');
    const names = [`${set}_a`, `${set}_b`] as const;
    try {
      for (const name of names) await client.indexIntegerCreate(NAMESPACE, set, 'a', name);
      const own = (await client.indexList(NAMESPACE)).filter((index) => index.set === set);
      expect(own.map(({ name }) => name)).toEqual([names[1]]);
    } finally {
      for (const name of names) await client.indexRemove(NAMESPACE, name);
    }
  });

  it('refuses another index under a name that is taken', async () => {
    const { client } = integration;
    const set = await integration.freshSet('core_sindex_twice');
    const name = `${set}_a`;
    await client.indexIntegerCreate(NAMESPACE, set, 'a', name);
    await client.indexIntegerCreate(NAMESPACE, set, 'a', name);
    const error = await rejection(client.indexIntegerCreate(NAMESPACE, set, 'b', name));
    expect(error).toBeInstanceOf(IndexFoundError);
    await client.indexRemove(NAMESPACE, name);
  });

  it('indexes what a path leads to', async () => {
    const { client } = integration;
    const set = await integration.freshSet('core_sindex_path');
    const name = `${set}_path`;
    const context = [ctx.mapKey('size')];
    await client.indexIntegerCreate(NAMESPACE, set, 'props', name, { context });
    await client.put([NAMESPACE, set, 1], { props: { size: 5 } });
    await client.put([NAMESPACE, set, 2], { props: { size: 6 } });
    const query = client.query(NAMESPACE, set).where(predicates.equals('props', 6, { context }));
    expect((await query.results()).map(({ bins }) => bins['props'])).toEqual([{ size: 6 }]);
    await client.indexRemove(NAMESPACE, name);
  });

  it('refuses names that info commands cannot carry, and unknown policy fields', async () => {
    const { client } = integration;
    const wrong = (value: unknown): never => value as never;
    const calls = [
      client.indexIntegerCreate(NAMESPACE, 'a;b', 'a', 'i'),
      client.indexIntegerCreate(NAMESPACE, 'a', 'a', 'i=1'),
      client.indexIntegerCreate(NAMESPACE, 'a', 'a', ''),
      client.indexIntegerCreate(NAMESPACE, 'a', 'a', 'i'.repeat(64)),
      client.indexRemove(NAMESPACE, 'ü'.repeat(32)),
      client.indexIntegerCreate(NAMESPACE, 'a', 'a', 'i', wrong({ kind: 'list' })),
      client.indexIntegerCreate(NAMESPACE, 'a', 'a', 'i', { collection: wrong('lists') }),
      client.truncate(NAMESPACE, 'a:b'),
      client.truncate(NAMESPACE, 'a', -1n),
      client.indexList('a b'),
    ];
    for (const call of calls) expect(await rejection(call)).toBeInstanceOf(InvalidArgError);
  });

  it('truncates a set, or what was written before a time', async () => {
    const { client } = integration;
    const set = await integration.freshSet('core_truncate');
    await client.put([NAMESPACE, set, 'old'], { a: 1 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    const between = BigInt(Date.now()) * 1_000_000n;
    await new Promise((resolve) => setTimeout(resolve, 30));
    await client.put([NAMESPACE, set, 'new'], { a: 1 });
    await client.truncate(NAMESPACE, set, between);
    await eventually(async () => (await client.exists([NAMESPACE, set, 'old'])).meta === null);
    expect((await client.exists([NAMESPACE, set, 'new'])).meta).not.toBeNull();
    await client.truncate(NAMESPACE, set);
    await eventually(async () => (await client.exists([NAMESPACE, set, 'new'])).meta === null);
  });

  it('refuses a namespace that the cluster does not have', async () => {
    const { client } = integration;
    const calls = [
      client.truncate('nowhere', 'a'),
      client.indexIntegerCreate('nowhere', 'a', 'a', 'i'),
      client.indexRemove('nowhere', 'i'),
      client.query('nowhere', 'a').results(),
    ];
    for (const call of calls) {
      const error = await rejection(call);
      expect(error).toMatchObject({ code: 'INVALID_NAMESPACE', resultCode: 20 });
      expect(error.message).toContain(`"nowhere"; the cluster has ${NAMESPACE}`);
    }
  });

  it('asks all nodes, or one, for info', async () => {
    const { client } = integration;
    const results = await client.infoAll('build');
    expect(results.map(({ nodeName }) => nodeName)).toEqual(client.getNodeNames());
    expect(results[0]).toMatchObject({ errorCode: 0 });
    expect(await client.infoRandomNode('build')).toBe(results[0]?.response);
    expect(await client.infoRandomNode('namespaces')).toContain(NAMESPACE);
    expect(await client.ping()).toBe(true);
  });

  it('asks a chosen node for info, and lists the nodes when there is no such node', async () => {
    const { client } = integration;
    const [name] = client.getNodeNames() as [string];
    expect(await client.infoNode(name, 'node')).toBe(name);
    const refused = await rejection(client.infoNode(name, 'no-such-command'));
    expect(refused).toMatchObject({ resultCode: 4, node: name });
    expect(refused.stack).toContain('sindex-and-info.test');
    const missing = await rejection(client.infoNode('NOWHERE', 'build'));
    expect(missing).toMatchObject({ name: 'ClusterError', code: 'NODE_NOT_FOUND' });
    expect(missing.message).toBe(`The cluster has no node "NOWHERE"; it has ${name}.`);
    expect(missing.stack).toContain('sindex-and-info.test');
    for (const call of [
      client.infoNode('', 'build'),
      client.infoNode(undefined as never, 'build'),
      client.infoNode(name, 'build\nnode'),
    ]) {
      expect(await rejection(call)).toBeInstanceOf(InvalidArgError);
    }
  });

  it('tells version and edition of the servers', async () => {
    const { client } = integration;
    const versions = await client.serverVersions();
    expect(versions).toEqual([
      {
        nodeName: client.getNodeNames()[0],
        build: await client.infoRandomNode('build'),
        edition: 'Aerospike Community Edition',
        isEnterprise: false,
      },
    ]);
    expect(await client.supports('setIndexes')).toBe(true);
    expect(await client.supports('transactions')).toBe(false);
  });

  it('tells that filters of XDR need another edition', async () => {
    const { client } = integration;
    const error = await rejection(client.setXdrFilter('east', NAMESPACE, null));
    expect(error).toMatchObject({ name: 'ServerError', code: 'ENTERPRISE_ONLY', resultCode: 25 });
    expect(error.message).toContain('xdr-set-filter: this needs the Enterprise Edition');
    expect(error.message).toContain('Remedy: serverVersions()');
  });

  it('warns in the log of what it truncates', async () => {
    const { client } = integration;
    const set = await integration.freshSet('core_truncate_log');
    const entries: LogEntry[] = [];
    setLogger({ log: (entry) => entries.push(entry) });
    try {
      await client.truncate(NAMESPACE, set, 1_600_000_000_000_000_000n);
      await rejection(client.truncate('nowhere', set));
    } finally {
      setLogger(undefined);
    }
    expect(entries.filter(({ subsystem }) => subsystem === 'aerospike.command')).toEqual([
      {
        level: 'warn',
        subsystem: 'aerospike.command',
        message: 'truncating',
        fields: { namespace: NAMESPACE, set, before: '1600000000000000000 ns since 1970' },
      },
    ]);
  });

  it('tells of info commands that fail', async () => {
    const { client } = integration;
    const [result] = await client.infoAll('no-such-command');
    expect(result).toMatchObject({ errorCode: 4 });
    const error = await rejection(client.infoRandomNode('no-such-command'));
    expect(error).toMatchObject({ resultCode: 4 });
  });
});

async function eventually(isTrue: () => Promise<boolean>): Promise<void> {
  const started = performance.now();
  while (!(await isTrue())) {
    if (performance.now() - started > 4000) throw new Error('it never became true');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
