import fc from 'fast-check';
import {
  beginField,
  beginOp,
  ByteWriter,
  endField,
  endOp,
  FieldType,
  MESSAGE_HEADER_SIZE,
  OpType,
  ParticleType,
  readMessage,
  readMessages,
  ttlFromVoidTime,
  WireError,
  writeMessage,
  writeTextField,
} from '@aeroform/protocol';

const u8 = fc.integer({ min: 0, max: 0xff });
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const bytes = (maxLength: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

const message = fc.record({
  header: fc.record({
    info1: u8,
    info2: u8,
    info3: u8,
    info4: u8,
    resultCode: u8,
    generation: u32,
    recordTtl: u32,
    transactionTtl: u32,
  }),
  fields: fc.array(fc.record({ type: u8, data: bytes(30) }), { maxLength: 5 }),
  ops: fc.array(
    fc.record({ op: u8, particleType: u8, flags: u8, name: bytes(15), value: bytes(30) }),
    { maxLength: 5 },
  ),
});

describe('messages', () => {
  it('decode to the parts they were written from, one after the other', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 4 }), (messages) => {
        const writer = new ByteWriter();
        for (const { header, fields, ops } of messages) writeMessage(writer, header, fields, ops);
        const decoded = readMessages(writer.toBuffer());
        expect(decoded.map(({ fields, ops }) => ({ fields, ops }))).toEqual(
          messages.map(({ fields, ops }) => ({ fields, ops })),
        );
        for (const [i, { header }] of decoded.entries()) {
          expect(header).toMatchObject(messages[i]?.header as object);
        }
      }),
    );
  });

  it('end with a message or a WireError when cut or changed anywhere', () => {
    fc.assert(
      fc.property(message, fc.nat(), fc.nat(), u8, ({ header, fields, ops }, cut, at, byte) => {
        const writer = new ByteWriter();
        writeMessage(writer, header, fields, ops);
        const whole = writer.toBuffer();
        const broken = whole.subarray(0, cut % (whole.length + 1));
        if (broken.length > 0) broken[at % broken.length] = byte;
        try {
          readMessage(broken);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }),
    );
  });

  it('name the offset and what was expected', () => {
    const tooShort = Buffer.alloc(MESSAGE_HEADER_SIZE - 1);
    expect(() => readMessage(tooShort)).toThrow(
      'malformed bytes at offset 0: expected a message header of 22 bytes, 21 left',
    );
    const noField = Buffer.alloc(MESSAGE_HEADER_SIZE);
    noField[19] = 1;
    expect(() => readMessage(noField)).toThrow(
      'offset 22: expected 4 bytes of a field size, 0 left',
    );
  });

  it('take fields and operations whose data is appended in place', () => {
    const writer = new ByteWriter(8);
    writeMessage(writer, emptyHeader, [], []);
    const body = new ByteWriter(8);
    writeTextField(body, FieldType.set, 'dämo');
    const field = beginField(body, FieldType.taskId);
    body.u64(7);
    endField(body, field);
    const op = beginOp(body, OpType.write, 'bin');
    body.u64(-2);
    endOp(body, op, ParticleType.integer);
    const buffer = Buffer.concat([writer.toBuffer(), body.toBuffer()]);
    buffer[19] = 2;
    buffer[21] = 1;
    const { fields, ops, end } = readMessage(buffer);
    expect(fields.map(({ type, data }) => [type, data.toString('hex')])).toEqual([
      [FieldType.set, Buffer.from('dämo').toString('hex')],
      [FieldType.taskId, '0000000000000007'],
    ]);
    expect(ops[0]).toMatchObject({ op: OpType.write, particleType: ParticleType.integer });
    expect(ops[0]?.name.toString()).toBe('bin');
    expect(ops[0]?.value.toString('hex')).toBe('fffffffffffffffe');
    expect(end).toBe(buffer.length);
  });
});

describe('ttl of a void time', () => {
  it('is the rest in seconds, at least 1, or never', () => {
    const now = Date.UTC(2026, 0, 1);
    const nowVoid = now / 1000 - 1_262_304_000;
    expect(ttlFromVoidTime(0, now)).toBe(0xffff_ffff);
    expect(ttlFromVoidTime(nowVoid + 60, now)).toBe(60);
    expect(ttlFromVoidTime(nowVoid - 60, now)).toBe(1);
  });
});

const emptyHeader = {
  info1: 0,
  info2: 0,
  info3: 0,
  info4: 0,
  resultCode: 0,
  generation: 0,
  recordTtl: 0,
  transactionTtl: 0,
};
