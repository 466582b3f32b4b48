import { type BinValue, double, type Key } from '@aeroform/core';
import {
  Bin,
  ChildEntity,
  type DriftKind,
  type DriftReport,
  Embedded,
  Entity,
  Id,
  ListBin,
  OptionError,
  type Ref,
  Reference,
} from '../../src/index.js';
import { eachServer } from './each-server.js';

const set = `orm_drift_${process.pid}`;
const zooSet = `orm_drift_zoo_${process.pid}`;

class Part {
  @Bin({ type: 'string' }) label!: string;
}

@Entity(set)
class Crate {
  @Id({ type: 'int' }) id!: number;
  @Bin({ type: 'string' }) name!: string;
  @Bin({ type: 'int' }) size!: number;
  @Bin({ type: 'double' }) weight!: number;
  @Bin() anything!: unknown;
  @ListBin(() => 'string', { maxItems: 3 }) tags!: string[];
  @Embedded(() => Part) part!: Part;
  @Bin({ type: 'string', select: false }) secret!: string;
  @Reference(() => Crate) next!: Ref<Crate>;
}

@Entity({
  set: zooSet,
  abstract: true,
  discriminator: { bin: 'kind' },
  schemaVersion: 2,
  migrate: {
    1: ({ named, ...rest }) => {
      if (typeof named !== 'string') throw new Error('named is no text');
      return { ...rest, name: named };
    },
  },
})
abstract class Animal {
  @Id({ type: 'int' }) id!: number;
  @Bin({ type: 'string' }) name!: string;
}

@ChildEntity('cat')
class Cat extends Animal {
  @Bin({ type: 'int' }) lives!: number;
}

@ChildEntity('dog')
class Dog extends Animal {
  @Bin({ type: 'bool' }) barks!: boolean;
}

eachServer({ entities: [Crate, Animal, Cat, Dog] }, (running) => {
  const put = async (inSet: string, id: number, bins: Record<string, BinValue>): Promise<void> => {
    const { client, options } = running().dataSource;
    const key: Key = [options.namespace, inSet, id];
    await client.put(key, bins, { key: 1 });
  };

  const empty = async (): Promise<void> => {
    const { client, options } = running().dataSource;
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const name of [set, zooSet]) await client.truncate(options.namespace, name, 0n);
    await new Promise((resolve) => setTimeout(resolve, 20));
  };

  beforeEach(empty);
  afterAll(empty);

  const found = ({ findings }: DriftReport, kind: DriftKind, subject: string) =>
    findings.find((finding) => finding.kind === kind && finding.subject === subject);

  const good = {
    name: 'x',
    size: 1,
    weight: double(2),
    anything: 1,
    tags: ['a'],
    part: { label: 'p' },
    secret: 's',
    next: 5,
  };

  test('records that are as declared have no findings, and their bins are described', async () => {
    const { schema } = running().dataSource;
    for (let id = 0; id < 10; id++) await put(set, id, { ...good, name: 'é'.repeat(id + 1) });
    const report = await schema.drift(Crate);
    expect(report).toMatchObject({ entity: 'Crate', set, records: 10, total: 10, findings: [] });
    const bin = (name: string) => report.bins.find((each) => each.bin === name);
    expect(bin('name')).toEqual({
      bin: 'name',
      declared: 'string',
      records: 10,
      types: { string: 10 },
      length: { min: 2, max: 20 },
    });
    expect(bin('weight')).toMatchObject({ declared: 'double', types: { double: 10 } });
    expect(bin('size')).toMatchObject({ declared: 'int', types: { int: 10 }, length: null });
    expect(bin('anything')).toMatchObject({ declared: 'any', types: { int: 10 } });
    expect(bin('tags')).toMatchObject({ declared: 'list', length: { min: 1, max: 1 } });
    expect(bin('part')).toMatchObject({ declared: 'map', length: { min: 1, max: 1 } });
    expect(bin('next')).toMatchObject({ declared: 'int', types: { int: 10 } });
    expect(report.text).toContain('Crate (');
    expect(report.text).toContain('nothing that the class does not explain');
  });

  test('what the class does not explain is found, with the records', async () => {
    const { schema } = running().dataSource;
    for (let id = 0; id < 4; id++) await put(set, id, good);
    await put(set, 10, { ...good, extra: 'x' });
    await put(set, 11, { ...good, size: double(3) });
    await put(set, 12, { ...good, weight: 3 });
    await put(set, 13, { ...good, tags: ['a', 'b', 'c', 'd'] });
    await put(set, 14, { ...good, part: { label: 7 } });
    await put(set, 15, { ...good, secret: true, size: 1.5 });
    const report = await schema.drift(Crate);
    expect(report.records).toBe(10);
    expect(found(report, 'unknownBin', 'extra')).toMatchObject({ records: 1, examples: [10] });
    expect(found(report, 'type', 'size')).toMatchObject({
      records: 2,
      message: 'size is double, but Crate.size is declared as int: in 2',
    });
    expect(found(report, 'type', 'weight')).toMatchObject({ records: 1, examples: [12] });
    expect(found(report, 'tooLong', 'tags')).toMatchObject({ records: 1, examples: [13] });
    expect(found(report, 'unreadable', 'Crate.part.label')).toMatchObject({ examples: [14] });
    expect(
      found(report, 'unreadable', 'Crate.secret') ?? found(report, 'unreadable', 'Crate.size'),
    ).toMatchObject({ examples: [15] });
    expect(found(report, 'type', 'secret')).toMatchObject({ examples: [15] });
    expect(report.text).toMatch(/extra: in 1 records \(string ×1, length 1 to 1\), not declared/);
    expect(report.text).toMatch(/extra is in 1, but no property maps it \(e\.g\. 10\)/);
  });

  test('classes and schema versions that are not known are found, and migrations are tried', async () => {
    const { schema } = running().dataSource;
    await put(zooSet, 1, { kind: 'cat', _v: 2, name: 'a', lives: 9 });
    await put(zooSet, 2, { kind: 'dog', named: 'b', barks: true });
    await put(zooSet, 3, { kind: 'dog', named: 4 });
    await put(zooSet, 4, { kind: 'cow', _v: 2, name: 'c' });
    await put(zooSet, 5, { kind: 'cat', _v: 7, name: 'd' });
    await put(zooSet, 6, { kind: 'cat', _v: 'x', name: 'e' });
    await put(zooSet, 7, { kind: 'cat', _v: 2, name: 'f', barks: true });
    const report = await schema.drift(Animal as never);
    expect(report.classes).toEqual({ cat: 4, dog: 2, cow: 1 });
    expect(report.versions).toEqual({ 1: 2, 2: 2, 7: 1, 'the string "x"': 1 });
    expect(found(report, 'class', 'kind')).toMatchObject({ records: 1, examples: [4] });
    const versions = report.findings.filter(({ kind }) => kind === 'schemaVersion');
    expect(new Set(versions.flatMap(({ examples }) => examples))).toEqual(new Set([5, 6]));
    expect(found(report, 'unknownBin', 'barks')).toMatchObject({ examples: [7] });
    expect(found(report, 'unknownBin', 'named')).toBeUndefined();
    const unreadable = report.findings.filter(({ kind }) => kind === 'unreadable');
    expect(unreadable.map(({ message }) => message).join()).toContain('named is no text');

    const cats = await schema.drift(Cat);
    expect(cats.records).toBe(4);
    expect(cats.bins.map(({ bin }) => bin)).toEqual(['_v', 'barks', 'kind', 'lives', 'name']);
  });

  test('a sample is bounded, and its listener may end it', async () => {
    const { schema } = running().dataSource;
    for (let id = 0; id < 400; id++) await put(set, id, good);
    const seen: number[] = [];
    const report = await schema.drift(Crate, {
      sample: 150,
      onProgress: ({ records, sample }) => seen.push(records, sample),
    });
    expect(report.records).toBeGreaterThan(0);
    expect(report.records).toBeLessThanOrEqual(150);
    expect(report.total).toBe(400);
    expect(seen.slice(-2)).toEqual([report.records, 150]);
    const failing = schema.drift(Crate, {
      onProgress: () => {
        throw new Error('no more');
      },
    });
    await expect(failing).rejects.toThrow('no more');
    await expect(schema.drift(Crate, { signal: AbortSignal.abort() })).rejects.toThrow(/aborted/);
    await expect(schema.drift(Crate, { sample: 0 })).rejects.toThrow(OptionError);
    await expect(schema.drift(Crate, { size: 5 } as never)).rejects.toThrow(/there are sample/);
  });

  test('records without a stored id are named by their digest', async () => {
    const { client, options } = running().dataSource;
    const key: Key = [options.namespace, set, 77];
    await client.put(key, { ...good, extra: 1 });
    const report = await running().dataSource.schema.drift(Crate);
    expect(found(report, 'unknownBin', 'extra')!.examples).toEqual([
      expect.stringMatching(/^[0-9a-f]{40}$/),
    ]);
  });
});
