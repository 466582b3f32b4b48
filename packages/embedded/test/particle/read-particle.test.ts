import { ParticleType, WireBlob, WireList, WireMap, type WireValue } from '@aeroform/protocol';
import { readParticle } from '../../src/particle/read-particle';

function read(particleType: number, hex: string): WireValue {
  const buffer = Buffer.from(hex, 'hex');
  return readParticle({ particleType, buffer, start: 0, end: buffer.length });
}

const failsWith = (resultCode: number): Error => expect.objectContaining({ resultCode }) as Error;
const geo = (json: string): string => `000000${Buffer.from(json).toString('hex')}`;

describe('readParticle', () => {
  it.each([
    ['ff', 255],
    ['0100', 256],
    ['ffffffff', 2 ** 32 - 1],
    ['ffffffffffffffff', -1],
  ])('reads the integer %s, short ones as unsigned', (hex, value) => {
    expect(read(ParticleType.integer, hex)).toBe(value);
  });

  it.each([
    ['an integer of 3 bytes', ParticleType.integer, '010203'],
    ['an empty integer', ParticleType.integer, ''],
    ['a double of 4 bytes', ParticleType.double, '3f800000'],
    ['a boolean of 2', ParticleType.boolean, '02'],
    ['a boolean of two bytes', ParticleType.boolean, '0001'],
    ['nil', ParticleType.null, ''],
    ['an unknown type', 99, '00'],
    ['a sketch without header', ParticleType.hll, '0004'],
    ['a sketch of a wrong size', ParticleType.hll, `000400${'00'.repeat(8)}${'00'.repeat(11)}`],
  ])('refuses %s with result code 4', (_what, type, hex) => {
    expect(() => read(type, hex)).toThrow(failsWith(4));
  });

  it('accepts a sketch of the size that its bits ask for', () => {
    const hex = `000400${'00'.repeat(8)}${'00'.repeat(12)}`;
    expect(read(ParticleType.hll, hex)).toEqual(
      new WireBlob(ParticleType.hll, Buffer.from(hex, 'hex')),
    );
  });

  it('sorts an unordered map by its keys', () => {
    expect(read(ParticleType.map, '82a20362 01 a20361 02'.replaceAll(' ', ''))).toEqual(
      new WireMap(['a', 'b'], [2, 1]),
    );
  });

  it('drops flags that it does not know', () => {
    expect(read(ParticleType.list, '92c7004101')).toEqual(new WireList([1], 1));
    expect(read(ParticleType.map, '82c70009c00102')).toEqual(new WireMap([1], [2], 1));
  });

  it.each([
    ['a map under the type of lists', ParticleType.list, '80'],
    ['a list under the type of maps', ParticleType.map, '90'],
    ['bytes behind the list', ParticleType.list, '9000'],
    ['a list cut short', ParticleType.list, '9201'],
    ['a map with a double key', ParticleType.map, '8201010102'],
    ['a map with a boolean as a key', ParticleType.map, '81c301'],
    ['an ordered map out of order', ParticleType.map, '83c70001c002010101'],
    ['an ordered list out of order', ParticleType.list, '93c700010201'],
    ['a wildcard in a list', ParticleType.list, '9201d4ff00'],
    ['a bad map in a list', ParticleType.list, '918201010102'],
  ])('refuses %s with result code 1', (_what, type, hex) => {
    expect(() => read(type, hex)).toThrow(failsWith(1));
  });

  it.each([
    ['no JSON', geo('nope')],
    ['no type', geo('{"coordinates":[1,2]}')],
    ['a latitude beyond 90', geo('{"type":"Point","coordinates":[0,95]}')],
    ['two bytes', '0000'],
    ['cells that are not there', '00000501'],
  ])('refuses GeoJSON with %s with result code 160', (_what, hex) => {
    expect(() => read(ParticleType.geojson, hex)).toThrow(failsWith(160));
  });
});
