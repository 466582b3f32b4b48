import {
  BatchFlag,
  ByteWriter,
  FieldType,
  Info1,
  Info2,
  Info3,
  type MessageField,
  type MessageOp,
  OpType,
  readMessages,
  writeBatchRow,
} from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { op, put, text } from '../support/wire-client';

const embedded = useEmbedded();
const { read, getAll } = Info1;
const { respondAllKeys, reportRecordErrors } = BatchFlag;

interface Row {
  readonly index: number;
  /** The digest is made of this byte. */
  readonly byte: number;
  readonly repeat?: true;
  readonly info1?: number;
  readonly info2?: number;
  readonly fields?: readonly MessageField[];
  readonly ops?: readonly MessageOp[];
}

const names = [text(FieldType.namespace, 'test'), text(FieldType.set, 'batch')];

function batchField(flags: number, rows: readonly Row[], rowCount = rows.length): MessageField {
  const writer = new ByteWriter();
  writer.u32(rowCount).u8(flags);
  for (const { index, byte, repeat, info1 = 0, info2 = 0, fields = names, ops = [] } of rows) {
    const body = { info1, info2, info3: 0, info4: 0, generation: 0, ttl: 0, fields, ops };
    const digest = Buffer.alloc(20, byte);
    writeBatchRow(writer, { index, digest, body: repeat ? undefined : body });
  }
  return { type: FieldType.batch, data: writer.toBuffer() };
}

/** Result code and index of each row that is answered, then the result code of the batch. */
async function run(flags: number, rows: readonly Row[], rowCount?: number): Promise<unknown> {
  const fields = [batchField(flags, rows, rowCount)];
  const messages = await embedded.client.messages({ info1: Info1.batch, fields });
  const last = messages.at(-1);
  expect(last?.header.info3).toBe(Info3.last);
  return {
    rows: messages.slice(0, -1).map(({ header }) => [header.transactionTtl, header.resultCode]),
    resultCode: last?.header.resultCode,
  };
}

const write = (index: number, byte: number): Row => ({
  index,
  byte,
  info2: Info2.write,
  ops: [put('a', byte)],
});
/** Fails with 12. */
const failing = (index: number, byte: number): Row => ({
  index,
  byte,
  info2: Info2.write,
  ops: [op(OpType.append, 'a', Buffer.from('x'), 3)],
});
const get = (index: number, byte: number): Row => ({ index, byte, info1: read | getAll });

describe('a batch', () => {
  it('runs writes, reads and removals in the order of its rows', async () => {
    const remove: Row = { index: 3, byte: 1, info2: Info2.write | Info2.delete };
    const rows = [write(1, 1), get(2, 1), remove, get(4, 1)];
    expect(await run(respondAllKeys, rows)).toEqual({
      rows: [
        [1, 0],
        [2, 0],
        [3, 0],
        [4, 2],
      ],
      resultCode: 0,
    });
  });

  it('repeats the row in front for another digest', async () => {
    await run(respondAllKeys, [write(0, 2), write(1, 3)]);
    const repeated: Row = { index: 9, byte: 3, repeat: true };
    const fields = [batchField(0, [get(8, 2), repeated])];
    const [first, second] = await embedded.client.messages({ info1: Info1.batch, fields });
    expect(first?.ops[0]?.value[7]).toBe(2);
    expect(second?.ops[0]?.value[7]).toBe(3);
    expect(second?.header.transactionTtl).toBe(9);
  });

  it('echoes indexes as they are, also doubled', async () => {
    await run(respondAllKeys, [write(0, 4)]);
    const rows = [get(7, 4), get(7, 4)];
    expect(await run(0, rows)).toMatchObject({
      rows: [
        [7, 0],
        [7, 0],
      ],
    });
  });

  it('with respond-all answers every row, and itself with 0', async () => {
    const rows = [write(0, 5), failing(1, 5), get(2, 5)];
    expect(await run(respondAllKeys, rows)).toEqual({
      rows: [
        [0, 0],
        [1, 12],
        [2, 0],
      ],
      resultCode: 0,
    });
  });

  it('without it drops all rows when one fails, and answers the code of that one', async () => {
    const rows = [write(0, 6), failing(1, 6), get(2, 6)];
    expect(await run(0, rows)).toEqual({ rows: [], resultCode: 12 });
  });

  it('with report-record-errors answers the rows and the code', async () => {
    const rows = [write(0, 7), failing(1, 7)];
    expect(await run(reportRecordErrors, rows)).toEqual({
      rows: [
        [0, 0],
        [1, 12],
      ],
      resultCode: 12,
    });
  });

  it('does not fail because a record is missing', async () => {
    expect(await run(0, [get(0, 99)])).toEqual({ rows: [[0, 2]], resultCode: 0 });
  });

  it.each([
    ['more rows announced than sent', [write(0, 8)], 2],
    ['a repetition in front', [{ index: 0, byte: 8, repeat: true } as Row], 1],
    ['no rows', [], 0],
  ])('with %s answers 4', async (_what, rows, rowCount) => {
    expect(await run(0, rows, rowCount)).toEqual({ rows: [], resultCode: 4 });
  });

  it('runs the rows in front of a malformed one', async () => {
    await run(0, [write(0, 10)], 2);
    expect(await run(0, [get(0, 10)])).toEqual({ rows: [[0, 0]], resultCode: 0 });
  });

  it('refuses to repeat a row with a user key, and rows of unknown namespaces', async () => {
    const key = { type: FieldType.key, data: Buffer.from([3, 0x6b]) };
    const repeated: Row = { index: 1, byte: 12, repeat: true };
    const withKey = { ...write(0, 11), fields: [...names, key] };
    expect(await run(0, [withKey, repeated])).toMatchObject({ resultCode: 4 });
    const nowhere = { ...get(0, 11), fields: [text(FieldType.namespace, 'nope')] };
    expect(await run(0, [nowhere])).toEqual({ rows: [], resultCode: 4 });
  });

  it('without a batch field answers 4', async () => {
    const message = await embedded.client.message({ info1: Info1.batch, fields: names });
    expect([message.header.resultCode, message.header.info3]).toEqual([4, Info3.last]);
  });

  it('streams thousands of rows and keeps serving others meanwhile', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => write(i, 13));
    const fields = [batchField(respondAllKeys, rows)];
    let messages = await embedded.client.messages({ info1: Info1.batch, fields });
    let answered = 0;
    while (messages.at(-1)?.header.info3 !== Info3.last) {
      answered += messages.length;
      const frame = await embedded.client.frame();
      messages = readMessages(frame?.body ?? Buffer.alloc(0));
    }
    expect(answered + messages.length - 1).toBe(5000);
  });
});
