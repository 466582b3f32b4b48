import fc from 'fast-check';
import { encodeFrame, type Frame, FrameSplitter, ProtoType, WireError } from '@aeroform/protocol';

const frame = fc.record({
  type: fc.constantFrom(...Object.values(ProtoType)),
  body: fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
});

describe('FrameSplitter', () => {
  it('finds the frames however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(frame), fc.array(fc.nat({ max: 40 })), (frames, cuts) => {
        const stream = Buffer.concat(frames.map(({ type, body }) => encodeFrame(type, body)));
        const splitter = new FrameSplitter();
        const found: Frame[] = [];
        let offset = 0;
        for (const size of [...cuts, stream.length]) {
          found.push(...splitter.push(stream.subarray(offset, offset + size)));
          offset += size;
        }
        expect(found).toEqual(frames);
        expect(splitter.bufferedSize).toBe(0);
      }),
    );
  });

  it('joins many small pieces, and leaves the bytes that it was given alone', () => {
    const body = Buffer.from(Uint8Array.from({ length: 100_000 }, (_, i) => i));
    const stream = encodeFrame(ProtoType.message, body);
    const given = Buffer.from(stream);
    const splitter = new FrameSplitter();
    const found: Frame[] = [];
    for (let at = 0; at < given.length; at += 7) {
      found.push(...splitter.push(given.subarray(at, at + 7)));
    }
    expect(found).toEqual([{ type: ProtoType.message, body }]);
    expect(given).toEqual(stream);
  });

  it.each([
    ['version', '0103000000000000', 0],
    ['type', '0209000000000000', 1],
    ['size', '0203000008000001', 2],
  ])('refuses a wrong %s for good', (_what, hex, offset) => {
    const splitter = new FrameSplitter();
    const chunk = Buffer.from(hex, 'hex');
    expect(() => splitter.push(chunk)).toThrow(
      expect.objectContaining({ name: 'WireError', offset }),
    );
    expect(() => splitter.push(encodeFrame(1, Buffer.alloc(0)))).toThrow(WireError);
  });

  it('returns the frames in front of a broken one, then throws', () => {
    const splitter = new FrameSplitter();
    const good = encodeFrame(1, Buffer.from('a'));
    expect(splitter.push(Buffer.concat([good, Buffer.alloc(8)]))).toHaveLength(1);
    expect(() => splitter.assertIntact()).toThrow(WireError);
  });

  it('refuses types and sizes beyond its options', () => {
    const splitter = new FrameSplitter({ maxBodySize: 4, types: [ProtoType.info] });
    expect(() => splitter.push(encodeFrame(ProtoType.info, Buffer.alloc(5)))).toThrow(/at most 4/);
    const other = new FrameSplitter({ types: [ProtoType.info] });
    expect(() => other.push(encodeFrame(ProtoType.message, Buffer.alloc(0)))).toThrow(/type of 1/);
  });
});
