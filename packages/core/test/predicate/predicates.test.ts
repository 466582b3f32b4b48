import { ParticleType } from '@aeroform/protocol';
import {
  ctx,
  exp,
  geojson,
  INDEX_TYPE_DEFAULT,
  INDEX_TYPE_LIST,
  INDEX_TYPE_MAPKEYS,
  INDEX_TYPE_MAPVALUES,
  InvalidArgError,
  predicates,
} from '../../src/index.js';
import { toIndexRange } from '../../src/predicate/compile-predicate.js';
import { encodeContext } from '../../src/cdt/write-context.js';

const point = '{"type":"Point","coordinates":[1,2]}';
const region = '{"type":"AeroCircle","coordinates":[[1,2],3]}';
const POINT = JSON.parse(point) as object;
const CIRCLE = JSON.parse(region) as object;
const int64 = (hex: string): Buffer => Buffer.from(hex.padStart(16, '0'), 'hex');

describe('a predicate', () => {
  it('is frozen data', () => {
    const predicate = predicates.between('age', 20, 40);
    expect(predicate).toEqual({
      kind: 'between',
      bin: 'age',
      expression: null,
      collection: INDEX_TYPE_DEFAULT,
      valueType: 'integer',
      begin: 20,
      end: 40,
      context: [],
      indexName: null,
    });
    expect(Object.isFrozen(predicate) && Object.isFrozen(predicate.context)).toBe(true);
  });

  it('on an expression has no bin, and finds its index by nothing else', () => {
    const source = exp.intBin('age');
    const predicate = predicates.equals(source, 20);
    expect(predicate).toMatchObject({ bin: '', expression: source, indexName: null, context: [] });
    expect(toIndexRange(predicate).binName).toBe('');
    const named = (): unknown => predicates.equals(source, 20, { indexName: 'i' });
    expect(named).toThrow(InvalidArgError);
    expect(named).toThrow('an index on an expression is found by the expression');
  });

  it.each([
    ['equals, integer', predicates.equals('a', -1), ParticleType.integer, Buffer.alloc(8, 0xff)],
    [
      'equals, bigint',
      predicates.equals('a', 2n ** 62n),
      ParticleType.integer,
      int64('4000000000000000'),
    ],
    ['equals, string', predicates.equals('a', 'é'), ParticleType.string, Buffer.from('é')],
    [
      'equals, bytes',
      predicates.equals('a', Buffer.from([7])),
      ParticleType.blob,
      Buffer.from([7]),
    ],
    [
      'contains',
      predicates.contains('a', INDEX_TYPE_LIST, 'x'),
      ParticleType.string,
      Buffer.from('x'),
    ],
    [
      'region',
      predicates.geoWithinGeojsonRegion('a', region),
      ParticleType.geojson,
      Buffer.from(region),
    ],
    [
      'point',
      predicates.geoContainsGeojsonPoint('a', geojson(point)),
      ParticleType.geojson,
      Buffer.from(point),
    ],
  ])('of %s has the same value as both bounds', (_text, predicate, particleType, bound) => {
    expect(toIndexRange(predicate)).toEqual({
      binName: 'a',
      particleType,
      begin: bound,
      end: bound,
    });
  });

  it('of a range has two bounds', () => {
    const range = toIndexRange(predicates.containsRange('a', INDEX_TYPE_MAPVALUES, 20, 40));
    expect([range.begin, range.end]).toEqual([int64('14'), int64('28')]);
  });

  it('of a circle has longitude first', () => {
    const predicate = predicates.geoWithinRadius('a', 50, 8, 1000);
    expect(JSON.parse(predicate.begin as string)).toEqual({
      type: 'AeroCircle',
      coordinates: [[8, 50], 1000],
    });
  });

  it('may name its index, which knows the bin', () => {
    const predicate = predicates.equals('a', 1, { indexName: 'users_a' });
    expect(predicate.indexName).toBe('users_a');
    expect(toIndexRange(predicate).binName).toBe('');
  });

  it.each([
    ['a region', predicates.geoWithinGeojsonRegion, { type: 'Polygon', coordinates: [] }],
    ['a region', predicates.geoWithinGeojsonRegion, { type: 'MultiPolygon', coordinates: [] }],
    ['a region', predicates.geoWithinGeojsonRegion, { type: 'Feature', geometry: CIRCLE }],
    ['a point', predicates.geoContainsGeojsonPoint, { type: 'Feature', geometry: POINT }],
  ] as const)('of %s takes what is one, as it is', (_text, build, shape) => {
    expect(build('a', shape).begin).toBe(JSON.stringify(shape));
  });

  it('may look inside a bin, and into collections', () => {
    const context = [ctx.mapKey('k'), ctx.listIndex(-1), ctx.mapRank(2)];
    const predicate = predicates.contains('a', INDEX_TYPE_MAPKEYS, 'x', { context });
    expect(predicate.collection).toBe(INDEX_TYPE_MAPKEYS);
    expect(encodeContext(predicate.context).toString('hex')).toBe('9622a2036b10ff2102');
    const geo = predicates.geoWithinRadius('a', 0, 0, 1, { indexType: INDEX_TYPE_LIST });
    expect(geo.collection).toBe(INDEX_TYPE_LIST);
  });

  it.each<[string, () => unknown]>([
    ['equals(binName)', () => predicates.equals('', 1)],
    ['equals(val)', () => predicates.equals('a', 1.5)],
    ['equals(val)', () => predicates.equals('a', true as never)],
    ['equals(val)', () => predicates.equals('a', 2n ** 63n)],
    ['equals(options).context', () => predicates.equals('a', 1, { context: 'k' as never })],
    ['equals(options).indexName', () => predicates.equals('a', 1, { indexName: '' })],
    ['between(min)', () => predicates.between('a', '1' as never, 2)],
    ['between(max)', () => predicates.between('a', 3, 2)],
    ['contains(indexType)', () => predicates.contains('a', INDEX_TYPE_DEFAULT, 1)],
    ['containsRange(max)', () => predicates.containsRange('a', INDEX_TYPE_LIST, 1, 0.5)],
    ['geoWithinRadius(lat)', () => predicates.geoWithinRadius('a', 91, 0, 1)],
    ['geoWithinRadius(lng)', () => predicates.geoWithinRadius('a', 0, 181, 1)],
    ['geoWithinRadius(radius)', () => predicates.geoWithinRadius('a', 0, 0, 0)],
    ['geojson(value)', () => predicates.geoWithinGeojsonRegion('a', 'Paris')],
    ['equals(options).context[0]', () => predicates.equals('a', 1, { context: ['k' as never] })],
    [
      'equals(options).context[1]',
      () => predicates.equals('a', 1, { context: [ctx.mapKey('k'), ctx.mapKeyCreate('l')] }),
    ],
    ['equals(options).indexname', () => predicates.equals('a', 1, { indexname: 'i' } as never)],
    [
      'geoWithinRadius(options).collection',
      () => predicates.geoWithinRadius('a', 0, 0, 1, { collection: 'list' } as never),
    ],
    ['geoWithinGeojsonRegion(region)', () => predicates.geoWithinGeojsonRegion('a', point)],
    ['geoContainsGeojsonPoint(point)', () => predicates.geoContainsGeojsonPoint('a', region)],
    [
      'geoContainsGeojsonPoint(point)',
      () => predicates.geoContainsGeojsonPoint('a', { type: 'Feature', geometry: null }),
    ],
  ])('with a wrong %s is refused', (argument, refused) => {
    expect(refused).toThrow(InvalidArgError);
    expect(refused).toThrow(expect.objectContaining({ argument }));
  });
});
