import { runInNewContext } from 'node:vm';
import { MsgpackWriter, ParticleType } from '@aeroform/protocol';
import {
  type BinValue,
  CDT_INFINITY,
  CDT_WILDCARD,
  double,
  geojson,
  Hll,
  InvalidArgError,
} from '../../src/index.js';
import { writeParticle } from '../../src/value/write-particle.js';
import { writeValue } from '../../src/value/write-value.js';

function particle(value: unknown): { type: number; hex: string } {
  const writer = new MsgpackWriter();
  const type = writeParticle(writer, value as BinValue, 'bins.a');
  return { type, hex: writer.toBuffer().toString('hex') };
}

function msgpack(value: unknown): string {
  const writer = new MsgpackWriter();
  writeValue(writer, value as BinValue, 'value');
  return writer.toBuffer().toString('hex');
}

function refusal(value: unknown): InvalidArgError {
  try {
    particle(value);
  } catch (error) {
    return error as InvalidArgError;
  }
  throw new Error('expected a refusal');
}

describe('the particle of a value', () => {
  it.each([
    [1, ParticleType.integer, '0000000000000001'],
    [-1n, ParticleType.integer, 'ffffffffffffffff'],
    [1.5, ParticleType.double, '3ff8000000000000'],
    [double(1), ParticleType.double, '3ff0000000000000'],
    [2 ** 63, ParticleType.double, '43e0000000000000'],
    ['aé', ParticleType.string, '61c3a9'],
    [true, ParticleType.boolean, '01'],
    [false, ParticleType.boolean, '00'],
    [null, ParticleType.null, ''],
    [Buffer.from([1, 2]), ParticleType.blob, '0102'],
    [new Uint8Array([3]), ParticleType.blob, '03'],
    [new Hll(Buffer.from([4])), ParticleType.hll, '04'],
    [geojson('{"type":"x"}'), ParticleType.geojson, '0000007b2274797065223a2278227d'],
    [[1, 'a'], ParticleType.list, '9201a20361'],
    [new Set([1]), ParticleType.list, '9101'],
    [{ z: 1, a: 'b' }, ParticleType.map, '83c70001c0a20361a20362a2037a01'],
    [new Map(), ParticleType.map, '81c70001c0'],
  ])('of %p has type %i and bytes %s', (value, type, hex) => {
    expect(particle(value)).toEqual({ type, hex });
  });

  it('of an object of another realm is a map', () => {
    expect(particle(runInNewContext('({ a: [1, new Map([[1, 2]]), new Set([3])] })'))).toEqual(
      particle({ a: [1, new Map([[1, 2]]), new Set([3])] }),
    );
  });
});

describe('keys of maps', () => {
  it('are sorted as the server sorts them: integers, text by its bytes, bytes', () => {
    const unsorted = new Map<BinValue, BinValue>([
      [Buffer.from([1]), 0],
      ['\u{1f600}', 1],
      ['\uffff', 2],
      ['b', 3],
      [2n ** 60n, 4],
      [-5, 5],
    ]);
    const sorted = new Map([...unsorted].reverse().map(([key, value]) => [key, value]));
    expect(msgpack(unsorted)).toBe(msgpack(sorted));
    const order = ['fb', 'cf1000000000000000', 'a20362', 'a403efbfbf', 'a503f09f9880', 'a20401'];
    const hex = msgpack(unsorted);
    const places = order.map((key) => hex.indexOf(key));
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(places).not.toContain(-1);
  });

  it('of objects are sorted by their bytes, not by UTF-16 units', () => {
    const hex = msgpack({ '\uffff': 1, '\u{1f600}': 2, a: 3 });
    expect(hex).toBe('84c70001c0a2036103a403efbfbf01a503f09f988002');
  });
});

describe('a value without a type in Aerospike', () => {
  it.each([
    [undefined, 'bins.a'],
    [[1, undefined], 'bins.a[1]'],
    [{ list: [{ 'a b': Symbol('s') }] }, 'bins.a.list[0]["a b"]'],
    [new Map([[7, [() => 1]]]), 'bins.a[key the number 7][0]'],
    [{ at: new Date(0) }, 'bins.a.at'],
    [new (class Point {})(), 'bins.a'],
    [new Float64Array(1), 'bins.a'],
    [new Set([1, /x/]), 'bins.a[1]'],
    [[2n ** 63n], 'bins.a[0]'],
    [{ n: 2 ** 53 }, 'bins.a.n'],
    [CDT_INFINITY, 'bins.a'],
    [[CDT_WILDCARD], 'bins.a[0]'],
    [new Map([[1.5, 1]]), 'bins.a'],
    [new Map([[null, 1]]), 'bins.a'],
    [new Map([[true, 1]]), 'bins.a'],
    // Half of a surrogate pair would be stored as U+FFFD.
    ['\ud800', 'bins.a'],
    [['x\udc00'], 'bins.a[0]'],
    [{ a: '\ud83d' }, 'bins.a.a'],
    [{ '\ud83d': 1 }, 'bins.a["\\ud83d"]'],
    [new Map([['\ud83d', 1]]), 'bins.a["\\ud83d"]'],
  ])('%p is refused at %s', (value, path) => {
    const error = refusal(value);
    expect(error).toBeInstanceOf(InvalidArgError);
    expect(error.argument).toBe(path);
    expect(error.message).toContain(path);
  });

  it('tells the remedy for whole numbers that may be rounded', () => {
    expect(refusal(2 ** 53).message).toBe(
      'bins.a: a whole number outside ±(2^53 − 1) may have been rounded already; use a bigint for ' +
        'an integer, double(x) for a double; got the number 9007199254740992',
    );
  });

  it('is a map with two keys that are the same for the server', () => {
    const map = new Map<BinValue, BinValue>([
      [1, 'a'],
      [1n, 'b'],
    ]);
    expect(refusal({ map }).argument).toBe('bins.a.map');
    const bytes = new Map([
      [Buffer.from('k'), 1],
      [Buffer.from('k'), 2],
    ]);
    expect(refusal(bytes).message).toContain('two keys that are the same');
  });

  it('is one that contains itself', () => {
    const cycle: unknown[] = [];
    cycle.push({ cycle });
    const { message, argument } = refusal(cycle);
    expect(message).toContain('does the value contain itself?');
    expect(argument).toMatch(/^bins\.a\[0\]\.cycle\[0\]\.cycle.*….*\[0\]\.cycle$/);
    expect(argument?.length).toBeLessThan(120);
  });

  it('keeps the whole path of a value that is not very deep', () => {
    const deep = { one: [{ two: new Map([[1, { three: [undefined] }]]) }] };
    expect(refusal(deep).argument).toBe('bins.a.one[0].two[key the number 1].three[0]');
  });

  it('may nest 256 deep, and no deeper', () => {
    const nest = (depth: number): BinValue => (depth === 0 ? 1 : [nest(depth - 1)]);
    expect(particle(nest(256)).type).toBe(ParticleType.list);
    expect(refusal(nest(257)).message).toContain('256 deep');
  });
});
