import {
  FieldType,
  Info1,
  Info2,
  Info3,
  type Message,
  OpType,
  WireGeoJson,
  WireList,
} from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import {
  createIndex,
  dataOf,
  digestOf,
  field,
  partitions,
  putRecord,
  queryParts,
  range,
  runQuery,
  scope,
  u32,
  u64,
} from '../support/query-message';
import { messageFrame, op, text, WireClient } from '../support/wire-client';

const SET = 'people';
const COUNT = 300;

const embedded = useEmbedded();

const ids = (records: readonly Message[]): number[] =>
  records.map((record) => dataOf(record, FieldType.digest)!.readUInt32BE(4)).sort((a, b) => a - b);
const upTo = (count: number): number[] => [...Array(count).keys()];

beforeAll(async () => {
  for (let id = 0; id < COUNT; id++) {
    await putRecord(embedded.client, SET, digestOf(id), { a: id, s: `s${id % 3}` });
  }
  await putRecord(embedded.client, 'others', digestOf(1_000), { a: 1 });
  await createIndex(embedded.client, 'people_a', `set=${SET};bin=a;type=numeric`);
});

describe('a query without an index', () => {
  it('answers the records of a set, or of the whole namespace', async () => {
    const { records, resultCode } = await runQuery(
      embedded.client,
      queryParts([...scope(SET), partitions()]),
    );
    expect(resultCode).toBe(0);
    expect(ids(records)).toEqual(upTo(COUNT));
    const all = await runQuery(
      embedded.client,
      queryParts([text(FieldType.namespace, 'test'), partitions()]),
    );
    expect(ids(all.records)).toEqual([...upTo(COUNT), 1_000]);
  });

  it('tells namespace, set, digest and bins of each record', async () => {
    const partition = digestOf(5).readUInt16LE(0) & 4095;
    const { records } = await runQuery(
      embedded.client,
      queryParts([...scope(SET), partitions([partition])]),
    );
    const record = records.find((each) => dataOf(each, FieldType.digest)!.equals(digestOf(5)))!;
    expect(dataOf(record, FieldType.namespace)?.toString()).toBe('test');
    expect(dataOf(record, FieldType.set)?.toString()).toBe(SET);
    expect(record.ops.map(({ name }) => name.toString())).toEqual(['a', 's']);
    expect(record.header).toMatchObject({ generation: 1, recordTtl: 0, resultCode: 0 });
    expect(dataOf(record, FieldType.indexValues)).toBeUndefined();
  });

  it('answers only the partitions that were asked for', async () => {
    const half = await runQuery(
      embedded.client,
      queryParts([...scope(SET), partitions(upTo(2048))]),
    );
    expect(ids(half.records)).toEqual(
      upTo(COUNT).filter((id) => (digestOf(id).readUInt16LE(0) & 4095) < 2048),
    );
  });

  it('goes on in partitions behind the records that were seen', async () => {
    const seen: number[] = [];
    const resume = new Map<number, Buffer>();
    for (let page = 1; ; page++) {
      const fresh = upTo(4096).filter((id) => !resume.has(id));
      const fields = [
        ...scope(SET),
        partitions(fresh),
        ...(resume.size === 0
          ? []
          : [field(FieldType.digests, Buffer.concat([...resume.values()]))]),
        field(FieldType.maxRecords, u64(64)),
      ];
      const { records } = await runQuery(embedded.client, queryParts(fields));
      seen.push(...ids(records));
      for (const record of records) {
        const digest = dataOf(record, FieldType.digest)!;
        resume.set(digest.readUInt16LE(0) & 4095, Buffer.from(digest));
      }
      if (records.length < 64) {
        expect(page).toBe(Math.ceil((COUNT + 1) / 64));
        break;
      }
    }
    expect(seen.sort((a, b) => a - b)).toEqual(upTo(COUNT));
  });

  it('answers nothing for a set that does not exist', async () => {
    expect(
      await runQuery(embedded.client, queryParts([...scope('nobody'), partitions()])),
    ).toMatchObject({ resultCode: 0, records: [] });
  });

  it('leaves expired records out', async () => {
    await embedded.client.message({
      info2: Info2.write,
      recordTtl: 1,
      fields: [...scope('mortal'), field(FieldType.digest, digestOf(2_000))],
      ops: [op(OpType.write, 'a', Buffer.from('x'), 3)],
    });
    const query = queryParts([...scope('mortal'), partitions()]);
    expect((await runQuery(embedded.client, query)).records).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 2_050));
    expect((await runQuery(embedded.client, query)).records).toHaveLength(0);
  });
});

describe('a query with an index', () => {
  const over = (begin: number, end: number): Parameters<typeof queryParts>[0] => [
    ...scope(SET),
    range('a', begin, end),
    partitions(),
  ];

  it('answers the records of the range with the value that the index holds', async () => {
    const { records } = await runQuery(embedded.client, queryParts(over(10, 14)));
    expect(ids(records)).toEqual([10, 11, 12, 13, 14]);
    for (const record of records) {
      const value = dataOf(record, FieldType.indexValues)!;
      expect(value.readBigInt64LE()).toBe(BigInt(ids([record])[0] as number));
    }
  });

  it('goes on behind a value and a digest', async () => {
    const partition = digestOf(7).readUInt16LE(0) & 4095;
    const inPartition = upTo(COUNT).filter(
      (id) => (digestOf(id).readUInt16LE(0) & 4095) === partition,
    );
    const resume = [
      ...scope(SET),
      range('a', 0, COUNT),
      field(FieldType.digests, digestOf(7)),
      field(FieldType.indexValues, u64(7).reverse()),
    ];
    const { records } = await runQuery(embedded.client, queryParts(resume));
    expect(ids(records)).toEqual(inPartition.filter((id) => id > 7));
  });

  it('answers bins that were asked for, or none at all', async () => {
    const some = await runQuery(
      embedded.client,
      queryParts(over(3, 3), { ops: [op(OpType.read, 's'), op(OpType.read, 'nope')] }),
    );
    expect(some.records[0]?.ops.map(({ name }) => name.toString())).toEqual(['s']);
    const none = await runQuery(
      embedded.client,
      queryParts(over(3, 3), { info1: Info1.read | Info1.noBinData }),
    );
    expect(none.records[0]).toMatchObject({ ops: [], header: { info1: Info1.noBinData } });
  });

  it('leaves records without any of the bins out', async () => {
    const { records } = await runQuery(
      embedded.client,
      queryParts(over(3, 3), { ops: [op(OpType.read, 'nope')] }),
    );
    expect(records).toEqual([]);
  });

  it('applies a filter expression', async () => {
    // s = "s1"
    const filter = Buffer.from('9301935103a173a3037331', 'hex');
    const { records } = await runQuery(
      embedded.client,
      queryParts([...over(0, 9), field(FieldType.filterExpression, filter)]),
    );
    expect(ids(records)).toEqual([1, 4, 7]);
  });

  it('finds a record once, however many of its elements are in the range', async () => {
    await createIndex(embedded.client, 'lists', 'set=lists;bin=l;type=numeric;indextype=list');
    await putRecord(embedded.client, 'lists', digestOf(3_000), { l: new WireList([1, 2, 3, 3]) });
    const { records } = await runQuery(
      embedded.client,
      queryParts([
        ...scope('lists'),
        range('l', 0, 9),
        field(FieldType.indexType, Buffer.of(1)),
        partitions(),
      ]),
    );
    expect(records).toHaveLength(1);
  });

  it('finds points in a region, across the antimeridian', async () => {
    await createIndex(embedded.client, 'places', 'set=places;bin=g;type=geo2dsphere');
    const points = [
      [179.9, 10],
      [-179.9, 10],
      [179, 10],
    ];
    for (const [id, coordinates] of points.entries()) {
      const json = JSON.stringify({ type: 'Point', coordinates });
      await putRecord(embedded.client, 'places', digestOf(4_000 + id), {
        g: new WireGeoJson(json),
      });
    }
    const circle = Buffer.from('{"type":"AeroCircle","coordinates":[[180,10],30000]}');
    const data = Buffer.concat([
      Buffer.of(1, 1, 0x67, 23),
      u32(circle.length),
      circle,
      u32(circle.length),
      circle,
    ]);
    const { records } = await runQuery(
      embedded.client,
      queryParts([...scope('places'), field(FieldType.indexRange, data), partitions()]),
    );
    expect(ids(records)).toEqual([4_000, 4_001]);
  });
});

describe('the limits of a query', () => {
  it('are its records per second', async () => {
    const startedAt = performance.now();
    const { records } = await runQuery(
      embedded.client,
      queryParts([...scope(SET), field(FieldType.recordsPerSecond, u32(1_000)), partitions()]),
    );
    expect(records).toHaveLength(COUNT);
    expect(performance.now() - startedAt).toBeGreaterThan((COUNT / 1_000) * 900);
  });

  it('are its id, which nobody can use again, except for short queries', async () => {
    const named = (info1: number): Promise<{ resultCode: number }> =>
      runQuery(
        embedded.client,
        queryParts([...scope(SET), field(FieldType.taskId, u64(4_711)), partitions()], { info1 }),
      );
    const short = Info1.read | Info1.shortQuery;
    expect((await named(short)).resultCode).toBe(0);
    expect((await named(Info1.read)).resultCode).toBe(0);
    expect((await named(Info1.read)).resultCode).toBe(4);
    expect((await named(short)).resultCode).toBe(0);
  });

  it.each([
    [
      'a client without partition-done',
      queryParts([...scope(SET), partitions()], { info3: 0 }),
      16,
    ],
    ['no partitions', queryParts(scope(SET)), 16],
    [
      'an index that does not exist',
      queryParts([...scope(SET), range('z', 1, 2), partitions()]),
      201,
    ],
    ['a range backwards', queryParts([...scope(SET), range('a', 2, 1), partitions()]), 4],
    ['a set name of 64 bytes', queryParts([...scope('s'.repeat(64)), partitions()]), 4],
    ['a write', queryParts([...scope(SET), partitions()], { ops: [op(OpType.write, 'a')] }), 4],
    [
      'a malformed filter',
      queryParts([...scope(SET), partitions(), field(FieldType.filterExpression, Buffer.of(0x90))]),
      4,
    ],
    [
      'a short query with records per second',
      queryParts([...scope(SET), partitions(), field(FieldType.recordsPerSecond, u32(0))], {
        info1: Info1.read | Info1.shortQuery,
      }),
      4,
    ],
    ['a namespace that does not exist', queryParts([text(FieldType.namespace, 'no')]), 20],
  ])('refuse %s with one message', async (_, parts, resultCode) => {
    const [answer, ...more] = await embedded.client.messages(parts);
    expect(answer?.header).toMatchObject({ resultCode, info3: 0 });
    expect(more).toEqual([]);
  });
});

describe('a long answer', () => {
  const query = queryParts([...scope('long'), partitions()]);

  beforeAll(async () => {
    const value = 'x'.repeat(100_000);
    for (let id = 0; id < 200; id++) {
      await putRecord(embedded.client, 'long', digestOf(5_000 + id), { a: value });
    }
  });

  it('comes in several frames, and the last message in one of its own', async () => {
    const { records, frames } = await runQuery(embedded.client, query);
    expect(records).toHaveLength(200);
    expect(frames).toBeGreaterThan(20);
  });

  it('waits for a client that does not read, while others are served', async () => {
    const slow = await WireClient.connect(embedded.server.port);
    slow.socket.pause();
    slow.socket.write(messageFrame(query));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await embedded.client.info('query-show')).toContain('status=active(ok)');
    slow.socket.resume();
    const records: unknown[] = [];
    for (let done = false; !done;) {
      const frame = await slow.frame();
      done = frame!.body.length === 22;
      if (!done) records.push(frame);
    }
    expect(records.length).toBeGreaterThan(20);
    expect(await embedded.client.info('query-show')).not.toContain('status=active');
    slow.close();
  });

  it('ends when the client has gone', async () => {
    const client = await WireClient.connect(embedded.server.port);
    client.socket.pause();
    client.socket.write(messageFrame(query));
    await new Promise((resolve) => setTimeout(resolve, 50));
    client.close();
    while ((await embedded.client.info('query-show')).includes('status=active')) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const [latest] = (await embedded.client.info('query-show')).split(';');
    expect(latest).toContain('status=done(abandoned-response-error)');
  });

  it('is given up when the client does not take it in time', async () => {
    const slow = await WireClient.connect(embedded.server.port);
    slow.socket.pause();
    const limit = field(FieldType.socketTimeout, u32(60));
    slow.socket.write(messageFrame(queryParts([...scope('long'), limit, partitions()])));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const [latest] = (await embedded.client.info('query-show')).split(';');
    expect(latest).toContain('status=done(abandoned-response-timeout)');
    slow.close();
  });

  it('ends early when somebody aborts the query', async () => {
    const slow = await WireClient.connect(embedded.server.port);
    slow.socket.pause();
    slow.socket.write(
      messageFrame(queryParts([...scope('long'), field(FieldType.taskId, u64(99)), partitions()])),
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await embedded.client.info('query-abort:id=99')).toBe('ok');
    slow.socket.resume();
    for (;;) {
      const frame = await slow.frame();
      if (frame!.body.length > 22) continue;
      expect(frame!.body[5]).toBe(210);
      expect(frame!.body[3]).toBe(Info3.last);
      break;
    }
    expect(await embedded.client.info('query-show:id=99')).toContain('status=done(user-aborted)');
    slow.close();
  });
});
