import { deflateSync, inflateSync } from 'node:zlib';
import {
  encodeCompressedBody,
  encodeFrame,
  ProtoType,
  readCompressedBody,
  readProtoHeader,
  WireError,
} from '@aeroform/protocol';
import fc from 'fast-check';

describe('compressed frames', () => {
  it('hold the frame that was deflated, and its size', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const inner = encodeFrame(ProtoType.message, bytes);
        const body = encodeCompressedBody(inner.length, deflateSync(inner));
        const { uncompressedSize, deflated } = readCompressedBody(body);
        expect(uncompressedSize).toBe(inner.length);
        expect(inflateSync(deflated)).toEqual(inner);
      }),
    );
  });

  it('are recognised by their type', () => {
    const frame = encodeFrame(ProtoType.compressed, encodeCompressedBody(9, Buffer.alloc(3)));
    expect(readProtoHeader(frame)).toEqual({ version: 2, type: 4, bodySize: 11 });
  });

  it('are refused without a size', () => {
    expect(() => readCompressedBody(Buffer.alloc(7))).toThrow(WireError);
    expect(() => readProtoHeader(Buffer.alloc(7))).toThrow(WireError);
  });
});
