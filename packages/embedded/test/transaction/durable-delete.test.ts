import {
  FieldType,
  Info1,
  Info2,
  Info3,
  OpType,
  type Message,
  ResultCode,
} from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { key, op, put, type RequestParts, text } from '../support/wire-client';

const { write, durableDelete, createOnly, generationEqual } = Info2;
const remove = Info2.delete | write;
const read = Info1.read | Info1.getAll;

const embedded = useEmbedded({
  edition: 'enterprise',
  namespaces: ['test', { name: 'strict', strongConsistency: true }],
});

let byte = 0;
const freshKey = (set = 'set'): ReturnType<typeof key> => key(++byte, set);
const strictKey = (): ReturnType<typeof key> => [
  text(FieldType.namespace, 'strict'),
  ...freshKey().slice(1),
];
const send = (parts: RequestParts): Promise<Message> => embedded.client.message(parts);
const code = (parts: RequestParts): Promise<number> => embedded.client.resultCode(parts);

async function statistic(command: string, name: string): Promise<number> {
  const text = await embedded.client.info(command);
  return Number(new RegExp(`(?:^|[;:])${name}=(\\d+)`).exec(text)?.[1]);
}

describe('a durable delete', () => {
  it('leaves a tombstone that is counted, and nothing that can be read', async () => {
    const fields = freshKey('graves');
    await send({ info2: write, fields, ops: [put('a', 1)] });
    const before = await statistic('namespace/test', 'tombstones');
    const { header } = await send({ info2: remove | durableDelete, fields });
    expect([header.resultCode, header.generation, header.recordTtl]).toEqual([0, 0, 0]);
    expect(await code({ info1: read, fields })).toBe(ResultCode.RECORD_NOT_FOUND);
    expect(await statistic('namespace/test', 'tombstones')).toBe(before + 1);
    expect(await statistic('sets/test/graves', 'tombstones')).toBe(1);
    expect(await statistic('sets/test/graves', 'objects')).toBe(0);
  });

  it('lets the generation go on when the record is written again', async () => {
    const fields = freshKey();
    await send({ info2: write, fields, ops: [put('a', 1)] });
    await send({ info2: remove | durableDelete, fields });
    const { header } = await send({ info2: write | createOnly, fields, ops: [put('b', 1)] });
    expect([header.resultCode, header.generation]).toEqual([0, 3]);
    const { ops } = await send({ info1: read, fields });
    expect(ops.map(({ name }) => name.toString())).toEqual(['b']);
  });

  it('keeps generation, set and user key of the record for the next write', async () => {
    const sentKey = { type: FieldType.key, data: Buffer.from('\x03k1') };
    const fields = [...freshKey(), sentKey];
    await send({ info2: write, fields, ops: [put('a', 1)] });
    await send({ info2: remove | durableDelete, fields });
    const otherKey = { type: FieldType.key, data: Buffer.from('\x03k2') };
    const ops = [put('a', 1)];
    expect(await code({ info2: write, fields: [...fields.slice(0, 3), otherKey], ops })).toBe(19);
    expect(await code({ info2: write | generationEqual, generation: 1, fields, ops })).toBe(3);
    const otherSet = [fields[0]!, text(FieldType.set, 'other'), fields[2]!];
    expect(await code({ info2: write, fields: otherSet, ops })).toBe(ResultCode.PARAMETER);
    expect(await code({ info2: write | generationEqual, generation: 2, fields, ops })).toBe(0);
  });

  it('of what is not there, or is a tombstone, finds nothing', async () => {
    const fields = freshKey();
    expect(await code({ info2: remove | durableDelete, fields })).toBe(2);
    await send({ info2: write, fields, ops: [put('a', 1)] });
    await send({ info2: remove | durableDelete, fields });
    expect(await code({ info2: remove | durableDelete, fields })).toBe(2);
    expect(await code({ info2: remove, fields })).toBe(2);
    expect(await code({ info2: write, info3: Info3.updateOnly, fields, ops: [put('a', 1)] })).toBe(
      2,
    );
  });

  it('happens when the last bin is removed', async () => {
    const fields = freshKey('last-bin');
    await send({ info2: write, fields, ops: [put('a', 1)] });
    expect(await code({ info2: write | durableDelete, fields, ops: [op(OpType.write, 'a')] })).toBe(
      0,
    );
    expect(await statistic('sets/test/last-bin', 'tombstones')).toBe(1);
  });

  it('happens when an expression removes the last bin', async () => {
    const fields = freshKey('by-expression');
    await send({ info2: write, fields, ops: [put('a', 1)] });
    const nothing = Buffer.from([0x92, 0xc0, 0x04]);
    const ops = [op(OpType.expressionModify, 'a', nothing)];
    expect(await code({ info2: write | durableDelete, fields, ops })).toBe(0);
    expect(await statistic('sets/test/by-expression', 'tombstones')).toBe(1);
  });

  it('happens in batches', async () => {
    const fields = freshKey('batched');
    await send({ info2: write, fields, ops: [put('a', 1)] });
    const digest = fields[2]!.data;
    const set = Buffer.from('batched');
    const row = Buffer.concat([
      Buffer.from([0, 0, 0, 1, 0x0d, 0, 0, 0, 0]),
      digest,
      Buffer.from([0x0e, 0, remove | durableDelete, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0]),
      Buffer.from([0, 0, 0, 5, FieldType.namespace, ...Buffer.from('test')]),
      Buffer.from([0, 0, 0, set.length + 1, FieldType.set, ...set]),
    ]);
    const batch = [{ type: FieldType.batch, data: row }];
    const info1 = Info1.read | Info1.batch;
    const [answer] = await embedded.client.messages({ info1, fields: batch });
    expect(answer?.header.resultCode).toBe(0);
    expect(await statistic('sets/test/batched', 'tombstones')).toBe(1);
  });

  it('is not undone by truncation, which removes the tombstone too', async () => {
    const fields = freshKey('cut');
    await send({ info2: write, fields, ops: [put('a', 1)] });
    await send({ info2: remove | durableDelete, fields });
    await embedded.server.clock.advance(5);
    expect(await embedded.client.info('truncate:namespace=test;set=cut')).toBe('ok');
    expect(await statistic('sets/test/cut', 'tombstones')).toBe(0);
    const { header } = await send({ info2: write, fields, ops: [put('a', 1)] });
    expect(header.generation).toBe(1);
  });

  it('is forgotten when the tomb raider finds the tombstone old enough', async () => {
    const fields = freshKey('raided');
    await send({ info2: write, fields, ops: [put('a', 1)] });
    await send({ info2: remove | durableDelete, fields });
    await embedded.server.clock.advance('23h');
    expect(await statistic('sets/test/raided', 'tombstones')).toBe(1);
    await embedded.server.clock.advance('25h');
    expect(await statistic('sets/test/raided', 'tombstones')).toBe(0);
  });
});

describe('a delete that is not durable', () => {
  it('leaves nothing', async () => {
    const fields = freshKey('dropped');
    await send({ info2: write, fields, ops: [put('a', 1)] });
    expect(await code({ info2: remove, fields })).toBe(0);
    expect(await statistic('sets/test/dropped', 'tombstones')).toBe(0);
    const { header } = await send({ info2: write, fields, ops: [put('a', 1)] });
    expect(header.generation).toBe(1);
  });

  it('is forbidden under strong consistency, in every form', async () => {
    const fields = strictKey();
    await send({ info2: write, fields, ops: [put('a', 1)] });
    expect(await code({ info2: remove, fields })).toBe(ResultCode.FORBIDDEN);
    const lastBin = [op(OpType.write, 'a')];
    expect(await code({ info2: write, fields, ops: lastBin })).toBe(ResultCode.FORBIDDEN);
    expect(await code({ info1: read, fields })).toBe(0);
    expect(await code({ info2: remove | durableDelete, fields })).toBe(0);
  });
});

describe('under strong consistency', () => {
  it('a generation has ten bits', async () => {
    const fields = strictKey();
    let generation = 0;
    for (let i = 0; i < 1024; i++) {
      ({ generation } = (await send({ info2: write, fields, ops: [put('a', i)] })).header);
    }
    expect(generation).toBe(1);
  });

  it.each([Info3.scReadType, Info3.scReadRelax, Info3.scReadType | Info3.scReadRelax])(
    'reads take the mode %i',
    async (info3) => {
      const fields = strictKey();
      await send({ info2: write, fields, ops: [put('a', 1)] });
      expect(await code({ info1: read, info3, fields })).toBe(0);
    },
  );
});
