import {
  FieldType,
  Info1,
  Info2,
  Info3,
  type MessageField,
  type MessageOp,
  OpType,
} from '@aeroform/protocol';
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
  u32,
  u64,
  write,
} from '../support/query-message';
import { int64, op, text } from '../support/wire-client';

const SET = 'people';
const embedded = useEmbedded();

let lastId = 500;

/** Starts a background query and waits until it is done. */
async function runBackground(
  fields: readonly MessageField[],
  ops: readonly MessageOp[],
  header: { info1?: number; info2?: number; info3?: number } = {},
): Promise<{ resultCode: number; info3: number; job: string }> {
  const id = ++lastId;
  const answer = await embedded.client.message({
    info2: Info2.write,
    ...header,
    fields: [...fields, field(FieldType.taskId, u64(id))],
    ops,
  });
  let job = await embedded.client.info(`query-show:id=${id}`);
  while (job.includes('status=active')) job = await embedded.client.info(`query-show:id=${id}`);
  const { resultCode, info3 } = answer.header;
  return { resultCode, info3, job };
}

/** Values of bin `a`, ascending. */
async function values(): Promise<number[]> {
  const { records } = await runQuery(
    embedded.client,
    queryParts([...scope(SET), partitions()], { ops: [op(OpType.read, 'a')] }),
  );
  return records.map(({ ops }) => Number(ops[0]!.value.readBigInt64BE())).sort((a, b) => a - b);
}

beforeEach(async () => {
  for (let id = 0; id < 6; id++) await putRecord(embedded.client, SET, digestOf(id), { a: id });
});

const increment = op(OpType.increment, 'a', int64(10), 1);

describe('a background query', () => {
  it('writes to every record of a set', async () => {
    const { resultCode, info3, job } = await runBackground(scope(SET), [increment]);
    expect({ resultCode, info3 }).toEqual({ resultCode: 0, info3: Info3.last });
    expect(job).toContain(':recs-succeeded=6:recs-failed=0:');
    expect(job).toContain(':job-type=background-ops:');
    expect(await values()).toEqual([10, 11, 12, 13, 14, 15]);
  });

  it('writes to what an index finds, and the index follows', async () => {
    await createIndex(embedded.client, 'people_a', `set=${SET};bin=a;type=numeric`);
    await runBackground([...scope(SET), range('a', 2, 3)], [increment]);
    expect(await values()).toEqual([0, 1, 4, 5, 12, 13]);
    const found = await runQuery(
      embedded.client,
      queryParts([...scope(SET), range('a', 12, 13), partitions()]),
    );
    expect(found.records).toHaveLength(2);
  });

  it('leaves out what its filter does not let pass', async () => {
    // a > 3
    const filter = field(FieldType.filterExpression, Buffer.from('9303935102a16103', 'hex'));
    const { job } = await runBackground([...scope(SET), filter], [increment]);
    expect(job).toContain(':recs-filtered-meta=0:recs-filtered-bins=4:recs-succeeded=2:');
    expect(await values()).toEqual([0, 1, 2, 3, 14, 15]);
  });

  it('removes records when it leaves no bin', async () => {
    await runBackground(scope(SET), [
      { ...write('a', 0), particleType: 0, value: Buffer.alloc(0) },
    ]);
    expect(await values()).toEqual([]);
  });

  it('counts what fails and goes on', async () => {
    await putRecord(embedded.client, SET, digestOf(3), { a: 'text' });
    const { job } = await runBackground(scope(SET), [increment]);
    expect(job).toContain(':recs-succeeded=5:recs-failed=1:');
    await putRecord(embedded.client, SET, digestOf(3), { a: 3 });
  });

  it.each([
    ['no operations', scope(SET), [], {}, 4],
    ['a read among its operations', scope(SET), [op(OpType.read, 'a')], {}, 4],
    ['the read flag', scope(SET), [increment], { info1: Info1.read }, 4],
    ['the short-query flag', scope(SET), [increment], { info1: Info1.shortQuery }, 4],
    ['a set that does not exist', scope('nobody'), [increment], {}, 2],
    ['an index that does not exist', [...scope(SET), range('z', 1, 2)], [increment], {}, 201],
    [
      'more than 10000 records per second',
      [...scope(SET), field(FieldType.recordsPerSecond, u32(10_001))],
      [increment],
      {},
      4,
    ],
    [
      'an expression that is none',
      scope(SET),
      [op(OpType.expressionModify, 'a', Buffer.of(0x90), 4)],
      {},
      4,
    ],
  ])('refuses %s', async (_, fields, ops, header, resultCode) => {
    expect(await runBackground(fields, ops, header)).toMatchObject({ resultCode, info3: 0 });
    expect(await values()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('a query with a UDF of an unknown module', () => {
  const udf = (operation: number): MessageField[] => [
    field(FieldType.udfOp, Buffer.of(operation)),
    text(FieldType.udfModule, 'nomod'),
    text(FieldType.udfFunction, 'fn'),
    field(FieldType.udfArguments, Buffer.of(0x90)),
  ];

  it('in the background fails for each record, as with an unknown module', async () => {
    const { resultCode, job } = await runBackground([...scope(SET), ...udf(2)], []);
    expect(resultCode).toBe(0);
    expect(job).toContain(':recs-succeeded=0:recs-failed=6:');
    expect(job).toContain(':job-type=background-udf:');
    expect(job).toContain(':udf-filename=nomod:udf-function=fn:udf-active=0');
  });

  it('as an aggregation answers a failure and result code 1', async () => {
    const [failure] = await embedded.client.messages({
      info1: Info1.read,
      fields: [...scope(SET), ...udf(1)],
    });
    expect(failure?.ops[0]?.name.toString()).toBe('FAILURE');
    expect(failure?.ops[0]?.value.toString()).toBe('UDF: Execution Error 1');
    const last = await embedded.client.frame();
    expect([last?.body[5], last?.body[3]]).toEqual([1, Info3.last]);
  });

  it('needs module, function and arguments', async () => {
    const fields = [...scope(SET), ...udf(2).slice(0, 2)];
    expect(await embedded.client.resultCode({ info2: Info2.write, fields })).toBe(4);
  });
});
