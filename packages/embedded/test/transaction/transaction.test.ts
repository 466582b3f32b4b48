import {
  FieldType,
  Info1,
  Info2,
  Info4,
  type Message,
  type MessageField,
  OpType,
  ResultCode,
} from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { verify, versionOf, WireTransaction } from '../support/transaction-wire';
import { key, op, put, type RequestParts, text } from '../support/wire-client';

const { write, durableDelete, createOnly } = Info2;
const getAll = Info1.read | Info1.getAll;

const embedded = useEmbedded({
  edition: 'enterprise',
  namespaces: [{ name: 'test', strongConsistency: true }, 'available'],
});

let byte = 0;
const freshKey = (): MessageField[] => key(++byte);
const digestOf = (fields: readonly MessageField[]): Buffer =>
  fields.find(({ type }) => type === FieldType.digest)?.data as Buffer;
let lastId = 0n;
const begin = (): WireTransaction => new WireTransaction(embedded.client, ++lastId);

const send = (parts: RequestParts): Promise<Message> => embedded.client.message(parts);
const code = (parts: RequestParts): Promise<number> => embedded.client.resultCode(parts);
const codeOf = ({ header }: Message): number => header.resultCode;

/** The value of bin `a`, or the result code of the read. */
async function valueOf(answer: Promise<Message>): Promise<bigint | string> {
  const { header, ops } = await answer;
  if (header.resultCode !== 0) return `code ${header.resultCode}`;
  return ops[0]?.value.readBigInt64BE() ?? 'no bin';
}
const committed = (fields: MessageField[]): Promise<bigint | string> =>
  valueOf(send({ info1: getAll, fields }));

/** A record with 1 in bin `a`. */
async function freshRecord(): Promise<MessageField[]> {
  const fields = freshKey();
  await send({ info2: write, fields, ops: [put('a', 1)] });
  return fields;
}

async function statistic(name: string): Promise<number> {
  const statistics = await embedded.client.info('namespace/test');
  const value = new RegExp(`(?:^|;)${name}=(\\d+)`).exec(statistics)?.[1];
  if (value === undefined) throw new Error(`no statistic ${name}`);
  return Number(value);
}

describe('what a transaction has written', () => {
  it('is seen by the transaction only, until it is rolled forward', async () => {
    const fields = await freshRecord();
    const transaction = begin();
    const { header } = await transaction.write({ fields, ops: [put('a', 2)] });
    expect([header.resultCode, header.generation]).toEqual([0, 2]);
    expect(await valueOf(transaction.read(fields))).toBe(2n);
    expect(await committed(fields)).toBe(1n);
    expect(codeOf(await transaction.markForward())).toBe(0);
    expect(await committed(fields)).toBe(1n);
    expect(codeOf(await transaction.roll(fields, 'forward'))).toBe(0);
    expect(await committed(fields)).toBe(2n);
    expect(codeOf(await transaction.close())).toBe(0);
    expect((await send({ info1: getAll, fields })).header.generation).toBe(2);
  });

  it('is forgotten when it is rolled back', async () => {
    const fields = await freshRecord();
    const fresh = freshKey();
    const transaction = begin();
    await transaction.write({ fields, ops: [put('a', 2)] });
    await transaction.write({ fields: fresh, ops: [put('a', 3)] });
    expect(await committed(fresh)).toBe('code 2');
    for (const each of [fields, fresh]) {
      expect(codeOf(await transaction.roll(each, 'back'))).toBe(0);
    }
    expect(codeOf(await transaction.close())).toBe(0);
    expect([await committed(fields), await committed(fresh)]).toEqual([1n, 'code 2']);
    const { header } = await send({ info1: getAll, fields });
    expect(header.generation).toBe(1);
  });

  it('is what its later operations work on', async () => {
    const fields = await freshRecord();
    const transaction = begin();
    await transaction.write({ fields, ops: [put('a', 2)] });
    const increment = { ...put('a', 5), op: OpType.increment };
    const { header } = await transaction.write({ fields, ops: [increment] });
    expect(header.generation).toBe(3);
    expect(await valueOf(transaction.read(fields))).toBe(7n);
    await transaction.roll(fields, 'back');
  });

  it('blocks writes of everybody else, and reads of other transactions', async () => {
    const fields = await freshRecord();
    const [transaction, other] = [begin(), begin()];
    await transaction.write({ fields, ops: [put('a', 2)] });
    const blocked = await statistic('fail_mrt_blocked');
    expect(await code({ info2: write, fields, ops: [put('a', 3)] })).toBe(120);
    expect(await code({ info2: write | Info2.delete | durableDelete, fields })).toBe(120);
    expect(codeOf(await other.write({ fields, ops: [put('a', 3)] }))).toBe(120);
    expect(codeOf(await other.read(fields))).toBe(120);
    expect(await statistic('fail_mrt_blocked')).toBe(blocked + 4);
    await transaction.roll(fields, 'back');
    expect(await code({ info2: write, fields, ops: [put('a', 3)] })).toBe(0);
  });

  it('may be a durable delete, which is committed as one', async () => {
    const fields = await freshRecord();
    const remove = write | Info2.delete;
    const transaction = begin();
    expect(codeOf(await transaction.write({ info2: remove, fields }))).toBe(ResultCode.FORBIDDEN);
    expect(codeOf(await transaction.write({ info2: remove | durableDelete, fields }))).toBe(0);
    expect(codeOf(await transaction.write({ info2: remove | durableDelete, fields }))).toBe(2);
    expect(await valueOf(transaction.read(fields))).toBe('code 2');
    expect(await committed(fields)).toBe(1n);
    const tombstones = await statistic('tombstones');
    await transaction.roll(fields, 'forward');
    expect(await committed(fields)).toBe('code 2');
    expect(await statistic('tombstones')).toBe(tombstones + 1);
  });

  it('is counted while it is neither committed nor forgotten', async () => {
    const fields = await freshRecord();
    const transaction = begin();
    await transaction.write({ fields, ops: [put('a', 2)] });
    const { header } = await transaction.announce([digestOf(fields)]);
    expect(header.resultCode).toBe(0);
    expect(await statistic('mrt_provisionals')).toBe(1);
    await transaction.roll(fields, 'back');
    expect(await statistic('mrt_provisionals')).toBe(0);
  });

  it('is refused a second time when it must be the first', async () => {
    const fields = await freshRecord();
    const transaction = begin();
    const info4 = Info4.transactionOnLockingOnly;
    expect(codeOf(await transaction.write({ info4, fields, ops: [put('a', 2)] }))).toBe(0);
    expect(codeOf(await transaction.write({ info4, fields, ops: [put('a', 3)] }))).toBe(126);
    await transaction.roll(fields, 'back');
  });
});

describe('the version of a record', () => {
  it('is told by reads in a transaction, and is verified in the end', async () => {
    const fields = await freshRecord();
    const version = versionOf(await begin().read(fields)) as Buffer;
    expect(version).toHaveLength(7);
    expect(await verify(embedded.client, fields, version)).toBe(0);
    await send({ info2: write, fields, ops: [put('a', 2)] });
    expect(await verify(embedded.client, fields, version)).toBe(121);
  });

  it('is told by writes that fail, not by those that succeed', async () => {
    const fields = await freshRecord();
    const transaction = begin();
    const failed = await transaction.write({
      info2: write | createOnly,
      fields,
      ops: [put('a', 2)],
    });
    expect(codeOf(failed)).toBe(ResultCode.RECORD_EXISTS);
    expect(versionOf(failed)).toEqual(versionOf(await transaction.read(fields)));
    expect(versionOf(await transaction.write({ fields, ops: [put('a', 2)] }))).toBeUndefined();
    expect(versionOf(await transaction.read(fields))).toBeUndefined();
    await transaction.roll(fields, 'back');
  });

  it('is told by nobody outside of transactions', async () => {
    const fields = await freshRecord();
    expect(versionOf(await send({ info1: getAll, fields }))).toBeUndefined();
  });

  it('is wrong once another transaction has locked the record', async () => {
    const fields = await freshRecord();
    const version = versionOf(await begin().read(fields)) as Buffer;
    const transaction = begin();
    await transaction.write({ fields, ops: [put('a', 2)] });
    expect(await verify(embedded.client, fields, version)).toBe(121);
    await transaction.roll(fields, 'back');
    expect(await verify(embedded.client, fields, version)).toBe(0);
  });

  it('must be the one that the transaction has read, for its next read and write', async () => {
    const fields = await freshRecord();
    const transaction = begin();
    const version = versionOf(await transaction.read(fields)) as Buffer;
    const withVersion = [...fields, { type: FieldType.recordVersion, data: version }];
    expect(codeOf(await transaction.read(withVersion))).toBe(0);
    await send({ info2: write, fields, ops: [put('a', 2)] });
    expect(codeOf(await transaction.read(withVersion))).toBe(121);
    expect(codeOf(await transaction.write({ fields: withVersion, ops: [put('a', 3)] }))).toBe(121);
    expect(await committed(fields)).toBe(2n);
  });
});

describe('the monitor of a transaction', () => {
  it('answers with the deadline, ten seconds off if the client does not say', async () => {
    const [standard, short] = [begin(), begin()];
    const now = embedded.server.clock.now() / 1000 - 1_262_304_000;
    await standard.announce([Buffer.alloc(20, 1)]);
    await short.announce([Buffer.alloc(20, 1)], 2);
    expect(Math.abs(standard.deadline - now - 10)).toBeLessThan(1.5);
    expect(Math.abs(short.deadline - now - 2)).toBeLessThan(1.5);
  });

  it('keeps each digest once and answers with how many there are', async () => {
    const transaction = begin();
    const digests = [1, 2, 3].map((each) => Buffer.alloc(20, each));
    await transaction.announce(digests);
    const { ops } = await transaction.announce([Buffer.alloc(20, 2)]);
    expect(ops.at(-1)?.value.readBigInt64BE()).toBe(3n);
  });

  it('can be made once, and be committed once', async () => {
    const transaction = begin();
    await transaction.announce([Buffer.alloc(20, 1)]);
    const twin = new WireTransaction(embedded.client, transaction.id);
    expect(codeOf(await twin.announce([Buffer.alloc(20, 1)]))).toBe(127);
    expect(codeOf(await transaction.markForward())).toBe(0);
    expect(codeOf(await transaction.markForward())).toBe(124);
    expect(codeOf(await transaction.announce([Buffer.alloc(20, 2)]))).toBe(124);
    expect(codeOf(await transaction.close())).toBe(0);
    expect(codeOf(await transaction.close())).toBe(2);
    expect(codeOf(await transaction.markForward())).toBe(125);
  });

  it('takes no more than 4096 writes', async () => {
    const transaction = begin();
    const digests = Array.from({ length: 4096 }, (_, index) => {
      const digest = Buffer.alloc(20);
      digest.writeUInt32BE(index);
      return digest;
    });
    expect(codeOf(await transaction.announce(digests))).toBe(0);
    const one = Buffer.alloc(20, 0xff);
    expect(codeOf(await transaction.announce([one]))).toBe(ResultCode.TRANSACTION_TOO_MANY_WRITES);
    await transaction.close();
  });

  it('is found by no query and counts as no record', async () => {
    const objects = await statistic('objects');
    await begin().announce([Buffer.alloc(20, 1)]);
    expect(await statistic('objects')).toBe(objects);
    expect(await statistic('mrt_monitors')).toBeGreaterThan(0);
  });

  it('can not be made while transactions that write are disabled', async () => {
    const setting = 'set-config:context=namespace;namespace=test;disable-mrt-writes';
    expect(await embedded.client.info(`${setting}=true`)).toBe('ok');
    const refused = await begin().announce([Buffer.alloc(20, 1)]);
    expect(codeOf(refused)).toBe(ResultCode.FORBIDDEN);
    expect(await embedded.client.info(`${setting}=false`)).toBe('ok');
    expect(codeOf(await begin().announce([Buffer.alloc(20, 1)]))).toBe(0);
  });

  it('takes its time from mrt-duration, which can be set', async () => {
    const setting = 'set-config:context=namespace;namespace=test;mrt-duration';
    expect(await embedded.client.info(`${setting}=30`)).toBe('ok');
    const transaction = begin();
    await transaction.announce([Buffer.alloc(20, 1)]);
    const now = embedded.server.clock.now() / 1000 - 1_262_304_000;
    expect(Math.abs(transaction.deadline - now - 30)).toBeLessThan(1.5);
    expect(await embedded.client.info(`${setting}=0`)).toMatch(/^(ERROR|FAIL)/);
    expect(await embedded.client.info(`${setting}=10`)).toBe('ok');
  });

  it('is the only record of its set', async () => {
    const transaction = begin();
    const fields = transaction.monitorKey;
    expect(await code({ info2: write, fields, ops: [put('mine', 1)] })).toBe(ResultCode.FORBIDDEN);
    const wrongId = [put('id', 12_345)];
    expect(await code({ info2: write, fields, ops: wrongId })).toBe(ResultCode.FORBIDDEN);
    await transaction.announce([Buffer.alloc(20, 1)]);
    expect(await code({ info2: write | Info2.delete, fields })).toBe(ResultCode.FORBIDDEN);
    expect(await code({ info1: getAll, fields })).toBe(0);
  });
});

describe('a transaction past its deadline', () => {
  it('is rolled back by the server, and takes no more writes', async () => {
    const fields = await freshRecord();
    const transaction = begin();
    await transaction.write({ fields, ops: [put('a', 2)] });
    await embedded.server.clock.advance('12s');
    expect(await code({ info2: write, fields, ops: [put('a', 3)] })).toBe(0);
    const late = await transaction.announce([digestOf(fields)]);
    expect(codeOf(late)).toBe(ResultCode.TRANSACTION_EXPIRED);
    const lateWrite = await transaction.writeOnly({ fields, ops: [put('a', 4)] });
    expect(codeOf(lateWrite)).toBe(ResultCode.TRANSACTION_EXPIRED);
    expect(codeOf(await transaction.markForward())).toBe(ResultCode.TRANSACTION_ABORTED);
    expect(codeOf(await transaction.roll(fields, 'back'))).toBe(0);
    expect(await committed(fields)).toBe(3n);
    expect(codeOf(await transaction.close())).toBe(0);
    expect(codeOf(await transaction.announce([digestOf(fields)]))).toBe(122);
  });

  it('is rolled forward by the server when its client had decided to commit', async () => {
    const fields = await freshRecord();
    const transaction = begin();
    await transaction.write({ fields, ops: [put('a', 2)] });
    await transaction.markForward();
    await embedded.server.clock.advance('12s');
    expect(await committed(fields)).toBe(2n);
    expect(await statistic('mrt_monitor_roll_forward_success')).toBeGreaterThan(0);
  });
});

describe('transactions', () => {
  it('that nobody closes are forgotten in the end', async () => {
    const monitors = await statistic('mrt_monitors');
    await begin().announce([Buffer.alloc(20, 1)]);
    expect(await statistic('mrt_monitors')).toBe(monitors + 1);
    await embedded.server.clock.advance('2m');
    expect(await statistic('mrt_monitors')).toBe(0);
  });

  it('work in batches, each row with its own fields', async () => {
    const fields = await freshRecord();
    const transaction = begin();
    await transaction.write({ fields, ops: [put('a', 2)] });
    const answers = await embedded.client.messages({
      info1: Info1.read | Info1.batch,
      fields: [{ type: FieldType.batch, data: batchRow(fields, transaction) }],
    });
    expect(answers[0]?.header.resultCode).toBe(0);
    expect(answers[0]?.ops[0]?.value.readBigInt64BE()).toBe(2n);
    await transaction.roll(fields, 'back');
  });

  it('are refused where there is no strong consistency', async () => {
    const fields = [text(FieldType.namespace, 'available'), ...freshKey().slice(1)];
    const { UNSUPPORTED_FEATURE } = ResultCode;
    const transaction = begin();
    expect(codeOf(await transaction.read(fields))).toBe(UNSUPPORTED_FEATURE);
    expect(codeOf(await transaction.writeOnly({ fields, ops: [put('a', 1)] }))).toBe(16);
    expect(codeOf(await transaction.roll(fields, 'back'))).toBe(UNSUPPORTED_FEATURE);
    const [, set, digest] = transaction.monitorKey as [MessageField, MessageField, MessageField];
    const ops = [put('id', 1)];
    expect(await code({ info2: write, fields: [fields[0]!, set, digest], ops })).toBe(16);
  });

  it('refuse malformed fields and writes without a deadline', async () => {
    const fields = await freshRecord();
    const id = { type: FieldType.transactionId, data: Buffer.alloc(4) };
    expect(await code({ info1: getAll, fields: [...fields, id] })).toBe(ResultCode.PARAMETER);
    const withId = [...fields, begin().idField];
    expect(await code({ info2: write, fields: withId, ops: [put('a', 2)] })).toBe(4);
    expect(await code({ info2: write, fields: withId, ops: [op(OpType.touch, '')] })).toBe(4);
  });

  it('are gone after a reset', async () => {
    const transaction = begin();
    const fields = await freshRecord();
    await transaction.write({ fields, ops: [put('a', 2)] });
    embedded.server.reset();
    expect(await statistic('mrt_provisionals')).toBe(0);
    expect(await code({ info2: write, fields, ops: [put('a', 3)] })).toBe(0);
  });
});

/** A batch of one row that reads a record in a transaction. */
function batchRow(fields: readonly MessageField[], transaction: WireTransaction): Buffer {
  const all = [...fields, transaction.idField];
  const head = Buffer.alloc(4 + 1 + 4);
  head.writeUInt32BE(1);
  head[4] = 0x0c;
  const row = Buffer.concat([digestOf(fields), Buffer.from([0x0a, 0x03, 0, 0, 0, 0, 0, 0])]);
  const counts = Buffer.from([0, all.length - 1, 0, 0]);
  const written = all
    .filter(({ type }) => type !== FieldType.digest)
    .map(({ type, data }) => {
      const header = Buffer.alloc(5);
      header.writeUInt32BE(data.length + 1);
      header[4] = type;
      return Buffer.concat([header, data]);
    });
  return Buffer.concat([head, row, counts, ...written]);
}
