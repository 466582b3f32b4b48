import {
  OpType,
  ParticleType,
  WireBlob,
  WireDouble,
  WireGeoJson,
  WireList,
  type WireValue,
} from '@aeroform/protocol';
import { modifyParticle, type ModifyOp } from '../../src/particle/modify-particle';
import { int64 } from '../support/wire-client';

function modify(
  op: ModifyOp,
  existing: WireValue | undefined,
  type: number,
  bytes: Buffer,
): WireValue {
  const particle = { particleType: type, buffer: bytes, start: 0, end: bytes.length };
  return modifyParticle(op, existing, particle);
}

const { increment, append, prepend } = OpType;
const text = Buffer.from('xy');
const failsWith = (resultCode: number): Error => expect.objectContaining({ resultCode }) as Error;

describe('modifyParticle', () => {
  it('adds integers and wraps around at 64 bits', () => {
    expect(modify(increment, 5, ParticleType.integer, int64(-7))).toBe(-2);
    const max = 2n ** 63n - 1n;
    expect(modify(increment, max, ParticleType.integer, int64(1))).toBe(-(2n ** 63n));
    expect(modify(increment, 2 ** 53 - 1, ParticleType.integer, int64(1))).toBe(2n ** 53n);
    expect(modify(increment, 2n ** 53n, ParticleType.integer, int64(-1))).toBe(2 ** 53 - 1);
  });

  it('takes short integers as unsigned', () => {
    expect(modify(increment, 1, ParticleType.integer, Buffer.from([0xff]))).toBe(256);
  });

  it('adds doubles', () => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(0.25);
    const sum = modify(increment, new WireDouble(1.5), ParticleType.double, bytes);
    expect(sum).toEqual(new WireDouble(1.75));
  });

  it('appends and prepends text and blobs of the same type', () => {
    expect(modify(append, 'ab', ParticleType.string, text)).toBe('abxy');
    expect(modify(prepend, 'ab', ParticleType.string, text)).toBe('xyab');
    const blob = new WireBlob(ParticleType.javaBlob, Buffer.from('ab'));
    expect(modify(prepend, blob, ParticleType.javaBlob, text)).toEqual(
      new WireBlob(ParticleType.javaBlob, Buffer.from('xyab')),
    );
  });

  it('writes the value to a missing bin, whatever its type', () => {
    expect(modify(increment, undefined, ParticleType.string, text)).toBe('xy');
    expect(modify(append, undefined, ParticleType.integer, int64(3))).toBe(3);
  });

  it.each([
    ['increment text', increment, 'ab', ParticleType.integer, int64(1)],
    ['increment by a double', increment, 1, ParticleType.double, int64(1)],
    ['increment a boolean', increment, true, ParticleType.integer, int64(1)],
    ['append to an integer', append, 1, ParticleType.integer, int64(1)],
    ['append a blob to text', append, 'ab', ParticleType.blob, text],
    ['append to a list', append, new WireList([]), ParticleType.list, Buffer.from([0x90])],
    ['append to a sketch', append, new WireBlob(ParticleType.hll, text), ParticleType.hll, text],
  ] as const)('refuses to %s with result code 12', (_what, op, existing, type, bytes) => {
    expect(() => modify(op, existing, type, bytes)).toThrow(failsWith(12));
  });

  it('refuses everything on GeoJSON with result code 1', () => {
    const point = new WireGeoJson('{"type":"Point","coordinates":[1,2]}');
    expect(() => modify(increment, point, ParticleType.integer, int64(1))).toThrow(failsWith(1));
    expect(() => modify(append, point, ParticleType.geojson, text)).toThrow(failsWith(1));
  });

  it('refuses unknown particle types with result code 4', () => {
    expect(() => modify(append, 'ab', 99, text)).toThrow(failsWith(4));
    expect(() => modify(append, 'ab', ParticleType.null, text)).toThrow(failsWith(4));
  });
});
