import fc from 'fast-check';
import {
  decodeParticle,
  MsgpackWriter,
  ParticleType,
  WIRE_INFINITY,
  WireDouble,
  WireError,
  WireGeoJson,
  type WireValue,
  wireParticleType,
  wireValueFactory,
  writeWireParticle,
} from '@aeroform/protocol';
import { storedWireValue } from '../fixtures/arbitrary-wire-value';

const decode = (type: number, bytes: Buffer): WireValue =>
  decodeParticle(wireValueFactory, type, bytes, 0, bytes.length);

describe('particles', () => {
  it('decode to the value they were written from', () => {
    fc.assert(
      fc.property(storedWireValue, (value) => {
        const writer = new MsgpackWriter();
        const type = writeWireParticle(writer, value);
        expect(type).toBe(wireParticleType(value));
        expect(decode(type, writer.toBuffer())).toEqual(value);
      }),
    );
  });

  it.each([
    ['ff', 255],
    ['ffff', 65_535],
    ['ffffffff', 4_294_967_295],
    ['ffffffffffffffff', -1],
    ['8000000000000000', -(2n ** 63n)],
  ])('take the integer %s zero-extended as %p', (hex, value) => {
    expect(decode(ParticleType.integer, Buffer.from(hex, 'hex'))).toBe(value);
  });

  it('skip the cells of GeoJSON', () => {
    const bytes = Buffer.concat([Buffer.from([0, 0, 1]), Buffer.alloc(8, 7), Buffer.from('{}')]);
    expect(decode(ParticleType.geojson, bytes)).toEqual(new WireGeoJson('{}'));
  });

  it.each([
    [ParticleType.integer, '000000'],
    [ParticleType.double, '00'],
    [ParticleType.boolean, ''],
    [ParticleType.geojson, '0000'],
    [ParticleType.geojson, '000009'],
    [ParticleType.list, '9101ff'],
    [21, '00'],
  ])('of type %i refuse %s', (type, hex) => {
    expect(() => decode(type, Buffer.from(hex, 'hex'))).toThrow(WireError);
  });

  it('keep whole doubles apart from integers', () => {
    const writer = new MsgpackWriter();
    expect(writeWireParticle(writer, new WireDouble(3))).toBe(ParticleType.double);
    expect(writer.toBuffer().toString('hex')).toBe('4008000000000000');
  });

  it('cannot hold the comparison-only values', () => {
    expect(() => writeWireParticle(new MsgpackWriter(), WIRE_INFINITY)).toThrow(RangeError);
  });
});
