import { deflateSync } from 'node:zlib';
import {
  encodeCompressedBody,
  encodeFrame,
  PROTO_HEADER_SIZE,
  ProtoType,
  readProtoHeader,
  WireError,
} from '@aeroform/protocol';
import { deflateRequest } from '../../../../src/driver/wire/compression/deflate-request.js';
import { inflateAnswer } from '../../../../src/driver/wire/compression/inflate-answer.js';

const frameOf = (body: Buffer): Buffer => encodeFrame(ProtoType.message, body);

describe('a request', () => {
  it('of 128 bytes or less is sent as it is', () => {
    const frame = frameOf(Buffer.alloc(120));
    expect(deflateRequest(frame)).toBe(frame);
  });

  it('that does not get smaller is sent as it is', () => {
    const frame = frameOf(Buffer.from(Array.from({ length: 150 }, (_none, i) => (i * 7919) % 251)));
    expect(deflateRequest(frame)).toBe(frame);
  });

  it.each([
    ['at once', 1000],
    ['in another thread when it is large', 1_000_000],
  ])('is packed %s', async (_when, size) => {
    const body = Buffer.alloc(size, 'ab');
    const packed = deflateRequest(frameOf(body));
    expect(Buffer.isBuffer(packed)).toBe(size < 65_536);
    const frame = await packed;
    const { type, bodySize } = readProtoHeader(frame);
    expect([type, bodySize]).toEqual([ProtoType.compressed, frame.length - PROTO_HEADER_SIZE]);
    const inflated = await inflateAnswer(frame.subarray(PROTO_HEADER_SIZE));
    expect(inflated.equals(body)).toBe(true);
  });
});

describe('an answer', () => {
  const large = frameOf(Buffer.alloc(100_000));
  const small = frameOf(Buffer.alloc(100));
  const packed = (size: number, frame: Buffer): Buffer =>
    encodeCompressedBody(size, deflateSync(frame));

  it.each([
    ['without a size', Buffer.alloc(4)],
    ['of an impossible size', encodeCompressedBody(2 ** 40, deflateSync(small))],
    ['that is no zlib stream', encodeCompressedBody(108, Buffer.from('garbage'))],
    ['that is cut off', encodeCompressedBody(small.length, deflateSync(small).subarray(0, 12))],
    ['larger than it says', packed(50, small)],
    ['larger than it says, at another time', packed(70_000, large)],
    ['smaller than it says', packed(109, small)],
    [
      'with anything but a message in it',
      packed(small.length, encodeFrame(ProtoType.info, Buffer.alloc(100))),
    ],
    [
      'with another size inside',
      packed(small.length, Buffer.concat([frameOf(Buffer.alloc(99)), Buffer.alloc(1)])),
    ],
  ])('%s is refused', async (_what, body) => {
    await expect((async () => inflateAnswer(body))()).rejects.toThrow(WireError);
  });
});
