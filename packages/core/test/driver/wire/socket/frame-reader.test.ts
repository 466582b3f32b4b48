import fc from 'fast-check';
import { encodeFrame, WireError } from '@aeroform/protocol';
import { FrameReader } from '../../../../src/driver/wire/socket/frame-reader.js';

interface SeenFrame {
  readonly type: number;
  readonly body: string;
}

function collect(chunks: readonly Buffer[]): SeenFrame[] {
  const frames: SeenFrame[] = [];
  const kept: { buffer: Buffer; start: number; end: number; body: string }[] = [];
  const reader = new FrameReader({
    onFrame(type, buffer, start, end, isOwn) {
      frames.push({ type, body: buffer.toString('hex', start, end) });
      if (isOwn) kept.push({ buffer, start, end, body: buffer.toString('hex', start, end) });
      return true;
    },
    takesParts: () => false,
    onPart: () => -1,
  });
  // One buffer for all chunks, as the socket has it.
  const received = Buffer.alloc(4096);
  for (const chunk of chunks) {
    chunk.copy(received);
    reader.push(received, chunk.length);
    received.fill(0xee);
  }
  for (const { buffer, start, end, body } of kept) {
    expect(buffer.toString('hex', start, end)).toBe(body);
  }
  return frames;
}

/** What comes of frames that are taken in parts, of which up to `most` bytes are read at a time. */
function collectParts(chunks: readonly Buffer[], most: number): SeenFrame[] {
  const frames: SeenFrame[] = [];
  let body = '';
  const reader = new FrameReader({
    onFrame(type, buffer, start, end) {
      frames.push({ type, body: buffer.toString('hex', start, end) });
      return true;
    },
    takesParts: (type) => type === 3,
    onPart(buffer, start, end, isLast) {
      // Whole groups of bytes only, as a message is read as a whole only.
      const read = isLast ? end : start + Math.floor((end - start) / most) * most;
      body += buffer.toString('hex', start, read);
      if (isLast) frames.push({ type: 3, body });
      if (isLast) body = '';
      return read;
    },
  });
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

  it('hands on the parts of a frame without loss, whatever of them can be read', () => {
    const frame = fc.record({
      type: fc.integer({ min: 2, max: 4 }),
      body: fc.uint8Array({ maxLength: 150 }),
    });
    const sizes = fc.array(fc.integer({ min: 1, max: 70 }));
    fc.assert(
      fc.property(
        fc.array(frame),
        sizes,
        fc.integer({ min: 1, max: 100 }),
        (frames, cuts, most) => {
          const bytes = Buffer.concat(frames.map(({ type, body }) => encodeFrame(type, body)));
          const expected = frames.map(({ type, body }) => ({
            type,
            body: Buffer.from(body).toString('hex'),
          }));
          expect(collectParts(split(bytes, cuts), most)).toEqual(expected);
        },
      ),
    );
  });

  it('tries a long piece again only when it has doubled', () => {
    const seen: number[] = [];
    const reader = new FrameReader({
      onFrame: () => true,
      takesParts: () => true,
      onPart(_buffer, start, end, isLast) {
        seen.push(end - start);
        return isLast ? end : start;
      },
    });
    const bytes = encodeFrame(3, Buffer.alloc(1000));
    for (const chunk of split(bytes, new Array<number>(200).fill(10))) {
      reader.push(chunk, chunk.length);
    }
    expect(seen.length).toBeLessThan(15);
    expect(seen.at(-1)).toBe(1000);
  });

  it.each(['whole', 'in parts'])('stops when its handler says so of a frame %s', (form) => {
    let seen = 0;
    const reader = new FrameReader({
      onFrame() {
        seen++;
        return false;
      },
      takesParts: () => form === 'in parts',
      onPart() {
        seen++;
        return -1;
      },
    });
    const bytes = Buffer.concat([encodeFrame(3, Buffer.alloc(1)), encodeFrame(3, Buffer.alloc(1))]);
    if (form === 'whole') reader.push(bytes, bytes.length);
    else reader.push(bytes.subarray(0, 8), 8);
    if (form === 'in parts') reader.push(bytes.subarray(8), bytes.length - 8);
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
