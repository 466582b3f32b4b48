import {
  FieldType,
  Info1,
  Info2,
  OpType,
  ParticleType,
  WireBlob,
  WireDouble,
  WireList,
  WireMap,
} from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import {
  digestOf,
  field,
  partitions,
  putRecord,
  queryParts,
  runQuery,
  scope,
  write,
} from '../support/query-message';
import { putModule, udfFields } from '../support/udf';
import { op } from '../support/wire-client';

const embedded = useEmbedded({ namespaces: ['test', 'other'] });
beforeEach(() => embedded.server.reset());

const at = (i: number, set = 'set') => [...scope(set), field(FieldType.digest, digestOf(i))];

describe('inspect', () => {
  it('counts what clients asked for by what it is', async () => {
    const { client, server } = embedded;
    await putRecord(client, 'set', digestOf(1), { n: 1 });
    await client.message({ info1: Info1.read, fields: at(1), ops: [op(OpType.read, 'n')] });
    await client.message({ info1: Info1.read | Info1.noBinData, fields: at(1) });
    const operate = [write('n', 2), op(OpType.read, 'n')];
    await client.message({ info1: Info1.read, info2: Info2.write, fields: at(1), ops: operate });
    await client.message({ info2: Info2.write, fields: at(1), ops: [op(OpType.touch, '')] });
    await runQuery(client, queryParts([...scope('set'), partitions()]));
    await putModule(client, 'm.lua', 'function f(r) return 1 end');
    await client.message({ info2: Info2.write, fields: [...at(1), ...udfFields('m', 'f')] });
    await client.message({ info2: Info2.write | Info2.delete, fields: at(1) });
    const { requests, commands } = server.inspect();
    expect(commands).toBe(8);
    expect(requests).toEqual({
      put: 1,
      get: 1,
      exists: 1,
      operate: 1,
      touch: 1,
      delete: 1,
      udf: 1,
      query: 1,
      aggregation: 0,
      'background-query': 0,
      'transaction-verify': 0,
      'transaction-roll': 0,
    });
  });

  it('is not changed by what happens later', async () => {
    const { client, server } = embedded;
    const before = server.inspect();
    await putRecord(client, 'set', digestOf(1), { n: 1 });
    expect(before.requests.put).toBe(0);
    expect(server.inspect().requests.put).toBe(1);
  });

  it('counts records by set', async () => {
    const { client, server } = embedded;
    for (const [i, set] of ['a', 'a', 'b', ''].entries()) {
      await putRecord(client, set, digestOf(i), { n: 1 });
    }
    expect(server.inspect().objectsBySet).toEqual({ test: { a: 2, b: 1, '': 1 }, other: {} });
  });
});

describe('records', () => {
  it('decodes every type of value', async () => {
    const { client, server } = embedded;
    const bins = {
      small: 1,
      large: 2n ** 60n,
      text: Buffer.from('é').toString('latin1'),
      double: new WireDouble(1.5),
      bool: true,
      blob: new WireBlob(ParticleType.blob, Buffer.from([1, 2])),
      list: new WireList([1, new WireList(['x'])]),
      map: new WireMap([7, 'k'], [null, 1], 1),
    };
    await putRecord(client, 'set', digestOf(1), bins);
    const [record, ...more] = server.records('test');
    expect(more).toEqual([]);
    expect(record).toMatchObject({ set: 'set', userKey: undefined, generation: 1 });
    expect(record?.digest).toEqual(digestOf(1));
    expect(record?.expiresAt).toBeUndefined();
    expect(Math.abs((record?.lastUpdate.getTime() ?? 0) - Date.now())).toBeLessThan(5000);
    expect(record?.bins).toEqual({
      small: 1,
      large: 2n ** 60n,
      text: 'é',
      double: 1.5,
      bool: true,
      blob: Buffer.from([1, 2]),
      list: [1, ['x']],
      map: new Map<unknown, unknown>([
        [7, null],
        ['k', 1],
      ]),
    });
  });

  it('shows keys that were sent, and when a record expires', async () => {
    const { client, server } = embedded;
    const userKey = field(FieldType.key, Buffer.from('\x03jane'));
    const fields = [...at(1), userKey];
    await client.message({ info2: Info2.write, recordTtl: 60, fields, ops: [write('n', 1)] });
    const [record] = server.records('test');
    expect(record?.userKey).toBe('jane');
    const seconds = ((record?.expiresAt?.getTime() ?? 0) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(57);
    expect(seconds).toBeLessThanOrEqual(61);
    await server.clock.advance('2m');
    expect(server.records('test')).toEqual([]);
  });

  it('takes the records of one set, and of a namespace that there is', async () => {
    const { client, server } = embedded;
    for (const [i, set] of ['a', 'b', ''].entries()) {
      await putRecord(client, set, digestOf(i), { set });
    }
    expect(server.records('test', 'b').map(({ bins }) => bins)).toEqual([{ set: 'b' }]);
    expect(server.records('test', '').map(({ bins }) => bins)).toEqual([{ set: '' }]);
    expect(server.records('other')).toEqual([]);
    expect(() => server.records('tset')).toThrow('no namespace "tset"; there are test, other');
    expect(() => server.records(undefined as never)).toThrow('no namespace "undefined"; there are');
  });
});
