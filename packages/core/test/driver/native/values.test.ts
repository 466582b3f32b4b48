import { ParticleType } from '@aeroform/protocol';
import { convertBins, fromRawValue } from '../../../src/driver/native/from-official-value.js';
import { loadOfficial } from '../../../src/driver/native/load-official.js';
import type { OfficialModule } from '../../../src/driver/native/official-module.js';
import { toOfficialKey } from '../../../src/driver/native/to-official-key.js';
import { toOfficialValue } from '../../../src/driver/native/to-official-value.js';
import {
  type BinValue,
  CDT_WILDCARD,
  double,
  GeoJson,
  geojson,
  Hll,
  InvalidArgError,
  UnsupportedByDriverError,
} from '../../../src/index.js';
import { resolveKey } from '../../../src/key/resolve-key.js';

let official: OfficialModule;

beforeAll(async () => {
  official = await loadOfficial();
});

const given = (value: BinValue): unknown => toOfficialValue(official, value, 'v');

describe('values for the addon', () => {
  it('are what JavaScript has where the addon stores the same', () => {
    for (const value of [null, true, 1, -0.5, 'text', 2n ** 60n]) expect(given(value)).toBe(value);
    expect(given(7n)).toBe(7);
    expect(given([1, ['a', null]])).toEqual([1, ['a', null]]);
    expect(given(new Set(['a', 'b']))).toEqual(['a', 'b']);
  });

  it('are doubles where whole numbers are to be doubles', () => {
    expect(given(double(3))).toBeInstanceOf(official.Double);
    expect(given(2 ** 63)).toBeInstanceOf(official.Double);
    expect(given(double(-0))).toEqual({ Double: -0 });
    expect(given(double(0.5))).toBe(0.5);
  });

  it('are maps for objects, so that every key is one', () => {
    const made = given(JSON.parse('{"b":1,"__proto__":2}') as BinValue);
    expect(made).toEqual(
      new Map([
        ['b', 1],
        ['__proto__', 2],
      ]),
    );
    expect(given(new Map<BinValue, BinValue>([[1, 'one']]))).toEqual(new Map([[1, 'one']]));
  });

  it('keep the kind of GeoJSON, sketches and bytes', () => {
    expect(given(geojson({ type: 'Point', coordinates: [1, 2] }))).toBeInstanceOf(official.GeoJSON);
    expect(given(new Hll(Buffer.from([1])))).toMatchObject({ buffer: Buffer.from([1]) });
    expect(given(new Uint8Array([1, 2]))).toEqual(Buffer.from([1, 2]));
  });

  it('are refused with their path when Aerospike has no type for them', () => {
    expect(() => given([{ when: new Date() } as never])).toThrow(InvalidArgError);
    expect(() => given([{ when: new Date() } as never])).toThrow('v[0].when');
    expect(() => given(2 ** 60)).toThrow('use a bigint');
  });

  it('are refused when the addon would change them', () => {
    expect(() => given(['a\0b'])).toThrow(UnsupportedByDriverError);
    expect(() => toOfficialValue(official, [CDT_WILDCARD], 'v', 'compared')).toThrow(
      UnsupportedByDriverError,
    );
    expect(() => toOfficialValue(official, CDT_WILDCARD, 'v')).toThrow(InvalidArgError);
  });
});

describe('values of the addon', () => {
  it('stay as they are where nothing can be lost', () => {
    const bins = { a: 1, b: 'text', c: [1, { x: null }], d: Buffer.from([1]) };
    expect(convertBins(bins)).toEqual([]);
    expect(bins).toEqual({ a: 1, b: 'text', c: [1, { x: null }], d: Buffer.from([1]) });
  });

  it('are told by name where more has to be asked', () => {
    const bins = {
      a: { 1: 'x' },
      b: ' {"type":"Point"}',
      c: '{"no":1}',
      d: [{ '\uFFFD': 1 }],
      e: [{ k: 1 }],
    };
    expect(convertBins(bins)).toEqual(['a', 'b', 'd']);
  });

  it('are decoded by the type of the bin when they are raw', () => {
    const list = Buffer.from([0x92, 0x01, 0xa2, 0x03, 0x61]);
    expect(fromRawValue(list, ParticleType.list)).toEqual([1, 'a']);
    expect(fromRawValue(list, ParticleType.blob)).toBe(list);
    expect(fromRawValue('{}', ParticleType.string)).toBe('{}');
    expect(fromRawValue('{}', ParticleType.geojson)).toEqual(new GeoJson('{}'));
  });
});

describe('keys for the addon', () => {
  const key = (...parts: [string | number | bigint | Uint8Array | null, Uint8Array?]) =>
    resolveKey(['test', 's', ...parts] as never);

  it('have the user key, and the digest where there is none', () => {
    expect(toOfficialKey(key('k'))).toEqual({ ns: 'test', set: 's', key: 'k', digest: null });
    expect(toOfficialKey(key(2n ** 60n)).key).toBe(2n ** 60n);
    expect(toOfficialKey(key(new Uint8Array([1]))).key).toEqual(Buffer.from([1]));
    const digest = Buffer.alloc(20, 7);
    expect(toOfficialKey(key(null, digest))).toMatchObject({ key: null, digest });
  });

  it('have the digest only, where the addon would cut the text', () => {
    const cut = key('a\0b');
    expect(toOfficialKey(cut)).toMatchObject({ key: null, digest: cut.digest });
    expect(() => toOfficialKey(cut, true)).toThrow(UnsupportedByDriverError);
  });
});
