import { FieldType, Info1, Info2, type MessageField, OpType, ResultCode } from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { field, partitions, scope, u64 } from '../support/query-message';
import { versionOf, WireTransaction } from '../support/transaction-wire';
import { putModule, udfFields } from '../support/udf';
import { key, op, put, type RequestParts } from '../support/wire-client';

const { write, durableDelete } = Info2;
const getAll = Info1.read | Info1.getAll;
const MODULE = `
function read(rec) return rec.a end
function set(rec, value) rec.a = value return aerospike:update(rec) end
function remove(rec) return aerospike:remove(rec) end
`;

const embedded = useEmbedded({
  edition: 'enterprise',
  namespaces: [{ name: 'test', strongConsistency: true }],
});
beforeAll(() => putModule(embedded.client, 'txn.lua', MODULE));

const code = (parts: RequestParts): Promise<number> => embedded.client.resultCode(parts);
let lastByte = 0;
let lastId = 0n;
const begin = (): WireTransaction => new WireTransaction(embedded.client, ++lastId);

async function freshRecord(set: string): Promise<MessageField[]> {
  const fields = key(++lastByte, set);
  await embedded.client.message({ info2: write, fields, ops: [put('a', 1)] });
  return fields;
}

/** The value of bin `a`, undefined when there is no record. */
async function valueOf(fields: MessageField[]): Promise<bigint | undefined> {
  const { ops } = await embedded.client.message({ info1: getAll, fields });
  return ops[0]?.value.readBigInt64BE();
}

/** Runs a background query to its end and tells what the server says of it. */
async function runBackground(parts: RequestParts): Promise<string> {
  const id = Number(++lastId) + 1000;
  const fields = [...(parts.fields ?? []), field(FieldType.taskId, u64(id))];
  expect(await code({ info2: write, ...parts, fields })).toBe(0);
  for (;;) {
    const job = await embedded.client.info(`query-show:id=${id}`);
    if (!job.includes('status=active')) return job;
  }
}

async function tombstones(set: string): Promise<number> {
  const text = await embedded.client.info(`sets/test/${set}`);
  return Number(/tombstones=(\d+)/.exec(text)?.[1]);
}

describe('a function on one record', () => {
  const removal = udfFields('txn', 'remove');

  it('removes it durably when the request says so, and not otherwise', async () => {
    const fields = await freshRecord('removed');
    expect(await code({ info2: write, fields: [...fields, ...removal] })).toBe(22);
    expect(await code({ info2: write | durableDelete, fields: [...fields, ...removal] })).toBe(0);
    expect(await valueOf(fields)).toBeUndefined();
    expect(await tombstones('removed')).toBe(1);
  });

  it('belongs to a transaction: what it writes is provisional', async () => {
    const fields = await freshRecord('applied');
    const transaction = begin();
    const applied = await transaction.write({
      fields: [...fields, ...udfFields('txn', 'set', [2])],
    });
    expect([applied.header.resultCode, versionOf(applied)]).toEqual([0, undefined]);
    expect(await valueOf(fields)).toBe(1n);
    const blocked = [...fields, ...udfFields('txn', 'set', [3])];
    expect(await code({ info2: write, fields: blocked })).toBe(ResultCode.TRANSACTION_BLOCKED);
    await transaction.roll(fields, 'forward');
    expect(await valueOf(fields)).toBe(2n);
  });

  it('that only reads tells the version', async () => {
    const fields = await freshRecord('read');
    const transaction = begin();
    const answer = await transaction.write({ fields: [...fields, ...udfFields('txn', 'read')] });
    expect(answer.header.resultCode).toBe(0);
    expect(versionOf(answer)).toEqual(versionOf(await transaction.read(fields)));
    expect(answer.ops.map(({ name }) => name.toString())).toEqual(['SUCCESS']);
  });
});

describe('queries', () => {
  it('see what is committed, and nothing of tombstones and monitors', async () => {
    const [changed, removed] = [await freshRecord('seen'), await freshRecord('seen')];
    const transaction = begin();
    await transaction.write({ fields: changed, ops: [put('a', 2)] });
    await transaction.write({ fields: key(++lastByte, 'seen'), ops: [put('a', 3)] });
    await embedded.client.message({ info2: write | Info2.delete | durableDelete, fields: removed });
    const fields = [...scope('seen'), partitions()];
    const records = await embedded.client.messages({ info1: getAll, info3: 0x04, fields });
    expect(records.map(({ ops }) => ops[0]?.value.readBigInt64BE())).toEqual([1n]);
    await transaction.roll(changed, 'back');
    await embedded.client.frame();
  });

  it('that write leave out what a transaction has locked', async () => {
    const [free, locked] = [await freshRecord('jobs'), await freshRecord('jobs')];
    const transaction = begin();
    await transaction.write({ fields: locked, ops: [put('a', 2)] });
    const byOps = await runBackground({ fields: scope('jobs'), ops: [put('a', 5)] });
    expect(byOps).toContain('recs-succeeded=1:recs-failed=1');
    expect(await valueOf(free)).toBe(5n);
    const udf = [...scope('jobs'), ...udfFields('txn', 'set', [6]), field(FieldType.udfOp, u8(2))];
    const byUdf = await runBackground({ fields: udf });
    expect(byUdf).toContain('recs-succeeded=1:recs-failed=1');
    await transaction.roll(locked, 'forward');
    expect([await valueOf(free), await valueOf(locked)]).toEqual([6n, 2n]);
  });

  it('delete durably when they say so', async () => {
    await freshRecord('buried');
    await freshRecord('buried');
    const ops = [op(OpType.delete, '')];
    const refused = await runBackground({ fields: scope('buried'), ops });
    expect(refused).toContain('recs-succeeded=0:recs-failed=2');
    await runBackground({ info2: write | durableDelete, fields: scope('buried'), ops });
    expect(await tombstones('buried')).toBe(2);
  });
});

function u8(value: number): Buffer {
  return Buffer.from([value]);
}
