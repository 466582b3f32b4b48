import {
  FieldType,
  type Frame,
  Info1,
  Info2,
  Info3,
  type Message,
  OpType,
  ParticleType,
  readMessages,
  ResultCode,
  WireTtl,
} from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { int64, key, messageFrame, op, put, type RequestParts, text } from '../support/wire-client';

const { write, createOnly, generationEqual, generationGreater, durableDelete } = Info2;
const { respondAllOps } = Info2;
const { read, getAll, noBinData } = Info1;
const { updateOnly, replaceOnly, createOrReplace } = Info3;
const embedded = useEmbedded();

let byte = 0;
/** A record of its own for each test. */
const freshKey = (): ReturnType<typeof key> => key(++byte);

const send = (parts: RequestParts): Promise<Message> => embedded.client.message(parts);
const code = async (parts: RequestParts): Promise<number> => embedded.client.resultCode(parts);

function bins(message: Message): [string, number, string][] {
  return message.ops.map(({ name, particleType, value }) => [
    name.toString('latin1'),
    particleType,
    value.toString('hex'),
  ]);
}
const names = (message: Message): string[] => bins(message).map(([name]) => name);

describe('a write', () => {
  it('creates with generation 1 and counts every change', async () => {
    const fields = freshKey();
    const first = await send({ info2: write, fields, ops: [put('a', 1)] });
    expect([first.header.resultCode, first.header.generation]).toEqual([0, 1]);
    const second = await send({ info2: write, fields, ops: [put('a', 1)] });
    expect(second.header.generation).toBe(2);
  });

  it('keeps bins in the order of creation and moves the last one into a gap', async () => {
    const fields = freshKey();
    const all = ['a', 'b', 'c', 'd'].map((name) => put(name, 1));
    await send({ info2: write, fields, ops: all });
    await send({ info2: write, fields, ops: [op(OpType.write, 'b'), put('e', 1), put('a', 2)] });
    const answer = await send({ info1: read | getAll, fields });
    expect(names(answer)).toEqual(['a', 'd', 'c', 'e']);
  });

  it('answers errors with the generation of the record that is there', async () => {
    const fields = freshKey();
    await send({ info2: write, fields, ops: [put('a', 1)] });
    const { header } = await send({ info2: write | createOnly, fields, ops: [put('a', 2)] });
    expect([header.resultCode, header.generation]).toEqual([ResultCode.RECORD_EXISTS, 1]);
  });

  it('checks create-only before the generation, the generation before the set', async () => {
    const fields = freshKey();
    await send({ info2: write, fields, ops: [put('a', 1)] });
    const wrongSet = fields.map((field) =>
      field.type === FieldType.set ? text(FieldType.set, 'other') : field,
    );
    const flags = write | generationEqual;
    const parts = { generation: 9, ops: [put('a', 2)] };
    expect(await code({ ...parts, info2: flags | createOnly, fields: wrongSet })).toBe(5);
    expect(await code({ ...parts, info2: flags, fields: wrongSet })).toBe(3);
    expect(await code({ info2: write, fields: wrongSet, ops: [put('a', 2)] })).toBe(4);
  });

  it('compares generations exactly or as greater', async () => {
    const fields = freshKey();
    const ops = [put('a', 1)];
    expect(await code({ info2: write | generationEqual, generation: 1, fields, ops })).toBe(3);
    expect(await code({ info2: write | generationEqual, generation: 0, fields, ops })).toBe(0);
    expect(await code({ info2: write | generationEqual, generation: 65_537, fields, ops })).toBe(3);
    expect(await code({ info2: write | generationGreater, generation: 1, fields, ops })).toBe(3);
    expect(await code({ info2: write | generationGreater, generation: 2, fields, ops })).toBe(0);
  });

  it('replaces all bins under a replace policy', async () => {
    const fields = freshKey();
    expect(await code({ info2: write, info3: replaceOnly, fields, ops: [put('a', 1)] })).toBe(2);
    await send({ info2: write, info3: createOrReplace, fields, ops: [put('a', 1), put('b', 1)] });
    await send({ info2: write, info3: replaceOnly, fields, ops: [put('c', 1)] });
    expect(names(await send({ info1: read | getAll, fields }))).toEqual(['c']);
  });

  it.each([
    ['no operations', { info2: write }],
    ['a removed bin under a replace policy', { info3: createOrReplace, ops: [op(2, 'a')] }],
    [
      'an increment under a replace policy',
      { info3: createOrReplace, ops: [op(5, 'a', int64(1))] },
    ],
    ['a read without the read flag', { ops: [op(1, 'a')] }],
    ['a read of all bins that is not asked for', { info1: read | getAll, ops: [put('a', 1)] }],
    ['an unknown operation', { ops: [op(99, 'a')] }],
    ['a TTL of eleven years', { recordTtl: 11 * 365 * 86_400, ops: [put('a', 1)] }],
  ])('with %s answers 4 and writes nothing', async (_what, parts) => {
    const fields = freshKey();
    expect(await code({ info2: write, fields, ...parts })).toBe(ResultCode.PARAMETER);
    expect(await code({ info1: read | getAll, fields })).toBe(ResultCode.RECORD_NOT_FOUND);
  });

  it('leaves nothing behind when a later operation fails', async () => {
    const fields = freshKey();
    await send({ info2: write, fields, ops: [op(OpType.write, 's', Buffer.from('x'), 3)] });
    const ops = [put('a', 1), op(OpType.increment, 's', int64(1), ParticleType.integer)];
    expect(await code({ info2: write, fields, ops })).toBe(ResultCode.BIN_TYPE);
    const answer = await send({ info1: read | getAll, fields });
    expect([names(answer), answer.header.generation]).toEqual([['s'], 1]);
  });

  it('refuses bin names of 16 bytes with 21, also in reads', async () => {
    const fields = freshKey();
    const long = 'x'.repeat(16);
    expect(await code({ info2: write, fields, ops: [put(long, 1)] })).toBe(21);
    await send({ info2: write, fields, ops: [put('x'.repeat(15), 1)] });
    expect(await code({ info1: read, fields, ops: [op(OpType.read, long)] })).toBe(21);
  });

  it('removes the record with its last bin and answers generation 0', async () => {
    const fields = freshKey();
    await send({ info2: write, fields, ops: [put('a', 1)] });
    const last = { fields, ops: [op(OpType.write, 'a')] };
    expect(await code({ ...last, info2: write | durableDelete })).toBe(ResultCode.ENTERPRISE_ONLY);
    const { header } = await send({ ...last, info2: write });
    expect([header.resultCode, header.generation]).toEqual([0, 0]);
    expect(await code({ ...last, info2: write })).toBe(ResultCode.RECORD_NOT_FOUND);
  });

  it('refuses a record of 1 MiB with 13 and keeps the old one', async () => {
    const fields = freshKey();
    await send({ info2: write, fields, ops: [put('a', 1)] });
    const big = op(OpType.write, 'b', Buffer.alloc(1024 * 1024 - 50));
    expect(await code({ info2: write, fields, ops: [big] })).toBe(ResultCode.RECORD_TOO_BIG);
    expect(names(await send({ info1: read | getAll, fields }))).toEqual(['a']);
  });

  it('wraps the generation from 65535 to 1', async () => {
    const fields = freshKey();
    const frame = messageFrame({ info2: write, fields, ops: [put('a', 1)] });
    const chunk = Buffer.concat(Array.from({ length: 4096 }, () => frame));
    for (let i = 0; i < 16; i++) embedded.client.socket.write(chunk);
    let last: Frame | undefined;
    for (let i = 0; i < 16 * 4096; i++) last = await embedded.client.frame();
    expect(readMessages(last?.body as Buffer)[0]?.header.generation).toBe(1);
  });

  it('stores a user key once and compares it from then on', async () => {
    const fields = freshKey();
    const withKey = (...bytes: number[]): RequestParts => ({
      info2: write,
      fields: [...fields, { type: FieldType.key, data: Buffer.from(bytes) }],
      ops: [put('a', 1)],
    });
    expect(await code(withKey())).toBe(ResultCode.UNSUPPORTED_FEATURE);
    expect(await code(withKey(1, 2, 3))).toBe(ResultCode.UNSUPPORTED_FEATURE);
    expect(await code(withKey(3, 0x6b))).toBe(0);
    expect(await code(withKey(3, 0x6c))).toBe(ResultCode.KEY_MISMATCH);
    expect(await code({ info2: write, fields, ops: [put('a', 1)] })).toBe(0);
  });
});

describe('an operate command', () => {
  it('answers reads only, unless all operations are to be answered', async () => {
    const fields = freshKey();
    const ops = [put('a', 1), op(OpType.read, 'a'), op(OpType.read, 'none'), op(OpType.touch, '')];
    await send({ info2: write, fields, ops: [put('b', 1)] });
    const some = await send({ info1: read, info2: write, fields, ops });
    expect(bins(some)).toEqual([['a', 1, '0000000000000001']]);
    const all = await send({ info1: read, info2: write | respondAllOps, fields, ops });
    expect(bins(all)).toEqual([
      ['a', 0, ''],
      ['a', 1, '0000000000000001'],
      ['none', 0, ''],
    ]);
  });

  it('touch needs a record and renews it', async () => {
    const fields = freshKey();
    const touch = { info2: write, fields, ops: [op(OpType.touch, '')] };
    expect(await code(touch)).toBe(ResultCode.RECORD_NOT_FOUND);
    await send({ info2: write, fields, ops: [put('a', 1)] });
    const { header } = await send({ ...touch, recordTtl: 100 });
    expect(header.generation).toBe(2);
    expect(header.recordTtl).toBeGreaterThan(0);
  });

  it('delete in front of a write replaces the record', async () => {
    const fields = freshKey();
    await send({ info2: write, fields, ops: [put('a', 1), put('b', 1)] });
    await send({ info2: write, fields, ops: [op(OpType.delete, ''), put('c', 1)] });
    const answer = await send({ info1: read | getAll, fields });
    expect([names(answer), answer.header.generation]).toEqual([['c'], 2]);
  });
});

describe('a read', () => {
  it('answers the bins that it names, in its order, and leaves out missing ones', async () => {
    const fields = freshKey();
    await send({ info2: write, fields, ops: [put('a', 1), put('b', 2)] });
    const ops = [op(1, 'b'), op(1, 'none'), op(1, 'a')];
    expect(names(await send({ info1: read, fields, ops }))).toEqual(['b', 'a']);
  });

  it('tells that a record exists without any bin', async () => {
    const fields = freshKey();
    await send({ info2: write, fields, ops: [put('a', 1)] });
    const { header, ops } = await send({ info1: read | noBinData, fields });
    expect([header.resultCode, header.generation, ops.length]).toEqual([0, 1, 0]);
  });

  it('finds the record without a set name, but not with another one', async () => {
    const fields = freshKey();
    await send({ info2: write, fields, ops: [put('a', 1)] });
    const [namespace, , digest] = fields as [never, never, never];
    expect(await code({ info1: read | getAll, fields: [namespace, digest] })).toBe(0);
    const other = [namespace, text(FieldType.set, 'other'), digest];
    expect(await code({ info1: read | getAll, fields: other })).toBe(ResultCode.PARAMETER);
  });

  it.each([
    ['linearized', { info1: read | getAll, info3: Info3.scReadType }, 25],
    ['without bins and flags', { info1: read }, 4],
    ['neither read nor write', {}, 4],
  ])('%s answers %#', async (_what, parts, expected) => {
    const fields = freshKey();
    await send({ info2: write, fields, ops: [put('a', 1)] });
    expect(await code({ fields, ...parts })).toBe(expected);
  });

  it('of an expired record answers 2 with its old generation and void time', async () => {
    const fields = freshKey();
    await send({ info2: write, fields, recordTtl: 1, ops: [put('a', 1)] });
    await embedded.server.clock.advance(2100);
    const { header } = await send({ info1: read | getAll, fields });
    expect([header.resultCode, header.generation]).toEqual([2, 1]);
    expect(header.recordTtl).toBeGreaterThan(0);
    const again = await send({ info2: write | createOnly, fields, ops: [put('b', 1)] });
    expect([again.header.resultCode, again.header.generation]).toEqual([0, 1]);
  });

  it('keeps the void time of a record under "do not update"', async () => {
    const fields = freshKey();
    await send({ info2: write, fields, recordTtl: 500, ops: [put('a', 1)] });
    const before = await send({ info1: read | noBinData, fields });
    const ops = [put('a', 2)];
    await send({ info2: write, fields, recordTtl: WireTtl.dontUpdate, ops });
    const after = await send({ info1: read | noBinData, fields });
    expect(after.header.recordTtl).toBe(before.header.recordTtl);
    await send({ info2: write, fields, recordTtl: WireTtl.neverExpire, ops });
    const never = await send({ info1: read | noBinData, fields });
    expect(never.header.recordTtl).toBe(0);
  });
});

describe('a delete', () => {
  it('removes the record and answers generation 0', async () => {
    const fields = freshKey();
    await send({ info2: write, fields, ops: [put('a', 1)] });
    const remove = { info2: write | Info2.delete, fields };
    const { header } = await send(remove);
    expect([header.resultCode, header.generation]).toEqual([0, 0]);
    expect(await code(remove)).toBe(ResultCode.RECORD_NOT_FOUND);
    expect(await code({ ...remove, info2: remove.info2 | durableDelete })).toBe(25);
  });
});

describe('what this server does not have', () => {
  it('answers the result code of a server without the module', async () => {
    const fields = [
      ...freshKey(),
      text(FieldType.udfModule, 'none'),
      text(FieldType.udfFunction, 'none'),
      { type: FieldType.udfArguments, data: Buffer.from([0x90]) },
    ];
    const answer = await send({ info2: write, fields });
    expect(answer.header.resultCode).toBe(ResultCode.UDF_ERROR);
    expect(names(answer)).toEqual(['FAILURE']);
    expect(embedded.server.inspect().unsupported).toEqual({});
  });

  it('answers 25 to transactions', async () => {
    const fields = [...freshKey(), { type: FieldType.transactionId, data: int64(1) }];
    expect(await code({ info1: read | getAll, fields })).toBe(25);
    expect(await code({ info2: write, info3: updateOnly, fields, ops: [put('a', 1)] })).toBe(25);
  });
});
