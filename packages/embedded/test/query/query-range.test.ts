import { ByteWriter, WireBlob, WireGeoJson, writeIndexRange } from '@aeroform/protocol';
import { readRangeField } from '../../src/query/query-range.js';

function rangeField(
  particleType: number,
  begin: Buffer | string,
  end: Buffer | string = begin,
  binName = 'a',
): Buffer {
  const writer = new ByteWriter();
  const [from, to] = [begin, end].map((each) => (Buffer.isBuffer(each) ? each : Buffer.from(each)));
  writeIndexRange(writer, { binName, particleType, begin: from as Buffer, end: to as Buffer });
  return writer.toBuffer();
}

function int(value: bigint): Buffer {
  const data = Buffer.alloc(8);
  data.writeBigInt64BE(value);
  return data;
}

const refused = expect.objectContaining({ resultCode: 4 });

describe('readRangeField', () => {
  it('reads the bounds of integers, both included', () => {
    const { binName, range } = readRangeField(rangeField(1, int(-5n), int(2n ** 62n)), false);
    expect(binName).toBe('a');
    expect(range).toMatchObject({ type: 'numeric', isRange: true });
    expect(range.ranges).toEqual([{ start: -5, end: 2n ** 62n }]);
    expect([-6, -5, 7, 2n ** 62n, 2n ** 62n + 1n, '0', null].map((i) => range.matches(i))).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('reads equality of text and blobs, and tells the two apart', () => {
    const text = readRangeField(rangeField(3, 'red'), false).range;
    expect(text).toMatchObject({
      isRange: false,
      ranges: [{ start: -6214541600475868773n, end: -6214541600475868773n }],
    });
    const blob = readRangeField(rangeField(4, 'red'), false).range;
    const bytes = new WireBlob(4, Buffer.from('red'));
    expect([text.matches('red'), text.matches('reD'), text.matches(bytes)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([blob.matches('red'), blob.matches(bytes)]).toEqual([false, true]);
  });

  it('reads regions, which match the points inside them', () => {
    const circle = '{"type":"AeroCircle","coordinates":[[0,0],1000]}';
    const { range } = readRangeField(rangeField(23, circle), false);
    const point = (at: number): WireGeoJson =>
      new WireGeoJson(`{"type":"Point","coordinates":[${at},0]}`);
    expect(range.type).toBe('geo2dsphere');
    expect(range.ranges.length).toBeGreaterThan(1);
    expect([point(0), point(1), new WireGeoJson('nonsense')].map(range.matches)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it.each([
    ['nothing', Buffer.alloc(0), false],
    ['two ranges', Buffer.of(2, 1, 97, 1), false],
    ['a name without an end', Buffer.of(1, 9, 97), false],
    ['no bin name', rangeField(1, int(1n), int(1n), ''), false],
    ['a bin name beside an index name', rangeField(1, int(1n)), true],
    ['a bin name of 16 bytes', rangeField(1, int(1n), int(1n), 'abcdefghijklmnop'), false],
    ['doubles', rangeField(2, int(1n)), false],
    ['integers of 4 bytes', rangeField(1, Buffer.alloc(4)), false],
    ['a range backwards', rangeField(1, int(2n), int(1n)), false],
    ['text of 2048 bytes', rangeField(3, 'x'.repeat(2048)), false],
    ['no GeoJSON', rangeField(23, 'nonsense'), false],
    ['empty GeoJSON', rangeField(23, ''), false],
    ['a bound that ends early', rangeField(3, 'red').subarray(0, 8), false],
  ])('refuses %s with result code 4', (_, data, namesIndex) => {
    expect(() => readRangeField(data, namesIndex)).toThrow(refused);
  });

  it('ignores what stands behind the range, as the server does', () => {
    const data = Buffer.concat([rangeField(1, int(1n), int(2n)), Buffer.of(9, 9)]);
    expect(readRangeField(data, false).range.ranges).toEqual([{ start: 1, end: 2 }]);
  });
});
