import fc from 'fast-check';
import { ByteReader, ByteWriter, readBatchRow, WireError, writeBatchRow } from '@aeroform/protocol';

const u8 = fc.integer({ min: 0, max: 0xff });
const bytes = (maxLength: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

const body = fc
  .record({
    info1: u8,
    info2: u8,
    info3: u8,
    info4: u8,
    generation: fc.integer({ min: 0, max: 0xffff }),
    ttl: fc.integer({ min: 0, max: 0xffff_ffff }),
    fields: fc.array(fc.record({ type: u8, data: bytes(20) }), { maxLength: 4 }),
    ops: fc.array(
      fc.record({ op: u8, particleType: u8, flags: u8, name: bytes(15), value: bytes(20) }),
      { maxLength: 4 },
    ),
  })
  // Rows that only read carry no generation.
  .map((row) => (row.info2 === 0 ? { ...row, generation: 0 } : row));

const row = fc.record({
  index: fc.integer({ min: 0, max: 0xffff_ffff }),
  digest: fc.uint8Array({ minLength: 20, maxLength: 20 }).map((array) => Buffer.from(array)),
  body: fc.option(body, { nil: undefined }),
});

describe('batch rows', () => {
  it('decode to what they were written from', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
        const writer = new ByteWriter();
        for (const each of rows) writeBatchRow(writer, each);
        const reader = new ByteReader(writer.toBuffer());
        expect(rows.map(() => readBatchRow(reader))).toEqual(rows);
        expect(reader.remaining).toBe(0);
      }),
    );
  });

  it('end with a row or a WireError on any bytes', () => {
    fc.assert(
      fc.property(bytes(60), (buffer) => {
        try {
          readBatchRow(new ByteReader(buffer));
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }),
    );
  });
});
