import {
  encodeWireValue,
  ExpressionOp,
  MsgpackWriter,
  WireBlob,
  WireDouble,
  WireGeoJson,
  WireList,
  WireMap,
  type WireValue,
} from '@aeroform/protocol';
import type { SindexDefinition } from '../../src/sindex/sindex-definition.js';
import { SindexRegistry } from '../../src/sindex/sindex-registry.js';
import { Clock } from '../../src/storage/clock.js';
import { Namespace } from '../../src/storage/namespace.js';
import { parseNamespaceOptions } from '../../src/storage/namespace-options.js';
import type { StoredRecord } from '../../src/storage/stored-record.js';
import { truncate } from '../../src/storage/truncate.js';
import { digestOf } from '../support/query-message';

const SET = 'people';

function definition(changes: Partial<SindexDefinition> = {}): SindexDefinition {
  return {
    set: SET,
    binName: 'a',
    type: 'numeric',
    collection: 'default',
    context: undefined,
    expression: undefined,
    ...changes,
  };
}

function createNamespace(): { namespace: Namespace; registry: SindexRegistry } {
  const namespace = new Namespace('test', parseNamespaceOptions('test'), new Clock());
  return { namespace, registry: new SindexRegistry(namespace) };
}

function record(id: number, bins: Record<string, WireValue>, changes = {}): StoredRecord {
  return {
    digest: digestOf(id),
    set: SET,
    userKey: undefined,
    bins: Object.entries(bins).map(([name, value]) => ({ name, value })),
    generation: 1,
    voidTime: 0,
    lastUpdateTime: Date.now(),
    ...changes,
  };
}

/** Index values of the record with an id. */
function valuesOf(registry: SindexRegistry, name: string, id: number): unknown[] {
  const { tree } = registry.get(name)!;
  const digest = digestOf(id);
  const low = -(2n ** 64n);
  return tree
    .slice(digest.readUInt16LE(0) & 4095, { value: low, digest: undefined }, 2n ** 64n, 100)
    .filter((entry) => entry.digest === digest.toString('latin1'))
    .map(({ value }) => value);
}

async function untilReadable(registry: SindexRegistry, name: string): Promise<void> {
  while (!registry.get(name)!.readable) await new Promise((resolve) => setImmediate(resolve));
}

describe('SindexRegistry', () => {
  it('follows writes, updates and deletes of records', () => {
    const { namespace, registry } = createNamespace();
    registry.create('i', definition());
    namespace.put(record(1, { a: 5 }));
    expect(valuesOf(registry, 'i', 1)).toEqual([5]);
    namespace.put(record(1, { a: 6, b: 1 }));
    expect(valuesOf(registry, 'i', 1)).toEqual([6]);
    namespace.put(record(1, { a: 'text' }));
    expect(valuesOf(registry, 'i', 1)).toEqual([]);
    namespace.put(record(1, { a: 2n ** 60n }));
    namespace.delete(digestOf(1));
    expect(registry.get('i')!.tree.size).toBe(0);
  });

  it('leaves records of other sets out, unless the index is over all sets', () => {
    const { namespace, registry } = createNamespace();
    registry.create('one', definition());
    registry.create('all', definition({ set: '' }));
    namespace.put(record(1, { a: 5 }, { set: 'other' }));
    expect(valuesOf(registry, 'one', 1)).toEqual([]);
    expect(valuesOf(registry, 'all', 1)).toEqual([5]);
  });

  it('indexes each integer of a list once, and nothing else in it', () => {
    const { namespace, registry } = createNamespace();
    registry.create('i', definition({ collection: 'list' }));
    const list = new WireList([3, 'x', 1, 3, new WireDouble(3), new WireList([9]), null]);
    namespace.put(record(1, { a: list }));
    expect(valuesOf(registry, 'i', 1)).toEqual([1, 3]);
    namespace.put(record(1, { a: new WireList([3, 4]) }));
    expect(valuesOf(registry, 'i', 1)).toEqual([3, 4]);
    namespace.put(record(1, { a: 3 }));
    expect(valuesOf(registry, 'i', 1)).toEqual([]);
  });

  it('indexes keys and values of maps', () => {
    const { namespace, registry } = createNamespace();
    registry.create('keys', definition({ collection: 'mapkeys' }));
    registry.create('values', definition({ collection: 'mapvalues' }));
    namespace.put(record(1, { a: new WireMap([1, 2, 'x'], ['one', 22, 33]) }));
    expect(valuesOf(registry, 'keys', 1)).toEqual([1, 2]);
    expect(valuesOf(registry, 'values', 1)).toEqual([22, 33]);
  });

  it('tells texts, blobs and shapes apart', () => {
    const { namespace, registry } = createNamespace();
    registry.create('text', definition({ type: 'string' }));
    registry.create('blob', definition({ type: 'blob' }));
    registry.create('geo', definition({ type: 'geo2dsphere' }));
    namespace.put(record(1, { a: 'red' }));
    namespace.put(record(2, { a: new WireBlob(4, Buffer.from('red')) }));
    namespace.put(record(3, { a: new WireGeoJson('{"type":"Point","coordinates":[-122,37.5]}') }));
    expect(valuesOf(registry, 'text', 1)).toEqual([-6214541600475868773n]);
    expect(valuesOf(registry, 'blob', 2)).toEqual([-6214541600475868773n]);
    expect(valuesOf(registry, 'geo', 3)).toEqual([0x808fb8a247954393n]);
    expect([valuesOf(registry, 'text', 2), valuesOf(registry, 'blob', 1)]).toEqual([[], []]);
  });

  it('leaves texts of more than 2048 bytes out', () => {
    const { namespace, registry } = createNamespace();
    registry.create('i', definition({ type: 'string' }));
    namespace.put(record(1, { a: 'x'.repeat(2048) }));
    namespace.put(record(2, { a: 'x'.repeat(2049) }));
    expect(valuesOf(registry, 'i', 1)).toHaveLength(1);
    expect(valuesOf(registry, 'i', 2)).toEqual([]);
  });

  it('follows a path into a bin', () => {
    const { namespace, registry } = createNamespace();
    const context = encodeWireValue(new WireList([0x22, 'age']));
    registry.create('i', definition({ context }));
    namespace.put(record(1, { a: new WireMap(['age', 'name'], [30, 'n']) }));
    namespace.put(record(2, { a: new WireMap(['name'], ['n']) }));
    namespace.put(record(3, { a: 30 }));
    expect(valuesOf(registry, 'i', 1)).toEqual([30]);
    expect(registry.get('i')!.tree.size).toBe(1);
  });

  it('indexes the value of an expression', () => {
    const { namespace, registry } = createNamespace();
    const writer = new MsgpackWriter();
    // a + b
    writer.u8(0x93).integer(ExpressionOp.add);
    for (const name of ['a', 'b']) {
      writer.u8(0x93).integer(ExpressionOp.bin).integer(2).u8(0xa1).latin1(name);
    }
    const expression = writer.toBuffer();
    registry.create('i', definition({ binName: '', expression }));
    namespace.put(record(1, { a: 5, b: 6 }));
    namespace.put(record(2, { a: 5 }));
    expect(valuesOf(registry, 'i', 1)).toEqual([11]);
    namespace.put(record(1, { a: 5, b: 7 }));
    expect(valuesOf(registry, 'i', 1)).toEqual([12]);
    expect(registry.get('i')!.tree.size).toBe(1);
  });

  it('indexes old records in the background, and new ones meanwhile', async () => {
    const { namespace, registry } = createNamespace();
    for (let id = 0; id < 2_000; id++) namespace.put(record(id, { a: id }));
    registry.create('i', definition());
    const sindex = registry.get('i')!;
    expect(sindex.readable).toBe(false);
    namespace.put(record(5_000, { a: 1 }));
    namespace.delete(digestOf(7));
    await untilReadable(registry, 'i');
    expect(sindex.tree.size).toBe(2_000);
    expect(sindex.loadPercent).toBe(100);
    expect(sindex.cardinality).toMatchObject({ perValue: 1, perRecord: 1 });
  });

  it('marks an index that a fault kept from being filled', async () => {
    const { namespace, registry } = createNamespace();
    namespace.put(record(1, { a: 1 }));
    jest.spyOn(namespace, 'partition').mockImplementation(() => {
      throw new Error('a fault');
    });
    registry.create('i', definition());
    while (!registry.get('i')!.failed) await new Promise((resolve) => setImmediate(resolve));
    expect(registry.get('i')!.readable).toBe(false);
  });

  it('is ready at once when the set is empty', () => {
    const { namespace, registry } = createNamespace();
    namespace.put(record(1, { a: 1 }, { set: 'other' }));
    registry.create('i', definition());
    expect(registry.get('i')!.readable).toBe(true);
  });

  it('forgets records that are truncated', async () => {
    const { namespace, registry } = createNamespace();
    registry.create('i', definition());
    namespace.put(record(1, { a: 1 }, { lastUpdateTime: 1_600_000_000_000 }));
    namespace.put(record(2, { a: 1 }, { lastUpdateTime: 1_700_000_000_000 }));
    truncate(namespace, SET, 1_650_000_000_000);
    expect(namespace.get(digestOf(1))).toBeUndefined();
    while (namespace.objects > 1) await new Promise((resolve) => setImmediate(resolve));
    expect(valuesOf(registry, 'i', 1)).toEqual([]);
    expect(valuesOf(registry, 'i', 2)).toEqual([1]);
  });

  it('renames an index that is created again under another name', () => {
    const { namespace, registry } = createNamespace();
    expect(registry.create('old', definition())).toBe('created');
    namespace.put(record(1, { a: 5 }));
    expect(registry.create('old', definition())).toBe('present');
    expect(registry.create('new', definition())).toBe('renamed');
    expect(registry.has('old')).toBe(false);
    expect(valuesOf(registry, 'new', 1)).toEqual([5]);
  });

  it('refuses a name that another index has', () => {
    const { registry } = createNamespace();
    registry.create('i', definition());
    expect(registry.create('i', definition({ binName: 'b' }))).toBe('name taken');
    expect(registry.createSetIndex('i', SET)).toBe('name taken');
  });

  it('takes 256 indexes, but renames beyond', () => {
    const { registry } = createNamespace();
    for (let i = 0; i < 256; i++) {
      expect(registry.create(`i${i}`, definition({ binName: `b${i}` }))).toBe('created');
    }
    expect(registry.create('one more', definition({ binName: 'c' }))).toBe('too many');
    expect(registry.create('renamed', definition({ binName: 'b0' }))).toBe('renamed');
  });

  it('finds an index by its definition, for a set or for all sets', () => {
    const { registry } = createNamespace();
    registry.create('all', definition({ set: '' }));
    expect(registry.find(definition())?.name).toBe('all');
    registry.create('one', definition());
    expect(registry.find(definition())?.name).toBe('one');
    expect(registry.find(definition({ type: 'string' }))).toBeUndefined();
    expect(registry.find(definition({ context: Buffer.of(0x92, 0x10, 0) }))).toBeUndefined();
  });

  it('stops following changes when an index is deleted', () => {
    const { namespace, registry } = createNamespace();
    registry.create('i', definition());
    const sindex = registry.get('i')!;
    registry.delete('i');
    registry.delete('i');
    namespace.put(record(1, { a: 1 }));
    expect(sindex.dropped).toBe(true);
    expect(sindex.tree.size).toBe(0);
    expect(registry.find(definition())).toBeUndefined();
  });
});
