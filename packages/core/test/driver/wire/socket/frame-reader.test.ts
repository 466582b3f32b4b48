import fc from 'fast-check';
import { encodeFrame, WireError } from '@aeroform/protocol';
import { FrameReader } from '../../../../src/driver/wire/socket/frame-reader.js';

interface SeenFrame {
  readonly type: number;
  readonly body: string;
}

function collect(chunks: readonly Buffer[]): SeenFrame[] {
  const frames: SeenFrame[] = [];
  const reader = new FrameReader((type, buffer, start, end) => {
    frames.push({ type, body: buffer.toString('hex', start, end) });
    return true;
  });
  // One buffer for all chunks, as the socket has it.
  const received = Buffer.alloc(4096);
  for (const chunk of chunks) {
    chunk.copy(received);
    reader.push(received, chunk.length);
    received.fill(0xee);
  }
  return frames;
}

function split(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let start = 0;
  for (const size of sizes) {
    if (start >= bytes.length) break;
    chunks.push(bytes.subarray(start, start + size));
    start += size;
  }
  if (start < bytes.length) chunks.push(bytes.subarray(start));
  return chunks;
}

describe('FrameReader', () => {
  it('cuts the same frames whatever the chunks are', () => {
    const frame = fc.record({
      type: fc.integer({ min: 0, max: 255 }),
      body: fc.uint8Array({ maxLength: 50 }),
    });
    fc.assert(
      fc.property(fc.array(frame), fc.array(fc.integer({ min: 1, max: 70 })), (frames, sizes) => {
        const bytes = Buffer.concat(frames.map(({ type, body }) => encodeFrame(type, body)));
        const expected = frames.map(({ type, body }) => ({
          type,
          body: Buffer.from(body).toString('hex'),
        }));
        expect(collect(split(bytes, sizes))).toEqual(expected);
      }),
    );
  });

  it('stops when its handler says so', () => {
    let seen = 0;
    const reader = new FrameReader(() => {
      seen++;
      return false;
    });
    const bytes = Buffer.concat([encodeFrame(3, Buffer.alloc(1)), encodeFrame(3, Buffer.alloc(1))]);
    reader.push(bytes, bytes.length);
    expect(seen).toBe(1);
  });

  it.each([
    ['version', '0303000000000000'],
    ['size', '0203000008000001'],
  ])('refuses a wrong %s, also in pieces', (_name, hex) => {
    const bytes = Buffer.from(hex, 'hex');
    expect(() => collect([bytes])).toThrow(WireError);
    expect(() => collect([bytes.subarray(0, 3), bytes.subarray(3)])).toThrow(WireError);
  });
});
