import { type AerospikeClient, geojson, INDEX_TYPE_LIST, predicates } from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';

const point = (lng: number, lat: number) => geojson({ type: 'Point', coordinates: [lng, lat] });
const square = (west: number, south: number) => {
  const [east, north] = [west + 2, south + 2];
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return geojson({ type: 'Polygon', coordinates: [corners] });
};

describe('an index on GeoJSON', () => {
  let server: Integration;
  let client: AerospikeClient;
  let set: string;

  beforeAll(async () => {
    server = await startIntegration();
    client = server.client;
    set = await server.freshSet('geo_index');
    await client.batchWrite([
      [[NAMESPACE, set, 1], { id: 1, at: point(1, 1), area: square(0, 0), stops: [point(9, 9)] }],
      [[NAMESPACE, set, 2], { id: 2, at: point(5, 5), area: square(4, 4), stops: [point(1, 1)] }],
    ]);
    await client.indexGeo2dsphereCreate(NAMESPACE, set, 'at', `${set}_at`);
    await client.indexGeo2dsphereCreate(NAMESPACE, set, 'area', `${set}_area`);
    const policy = { collection: 'list' } as const;
    await client.indexGeo2dsphereCreate(NAMESPACE, set, 'stops', `${set}_stops`, policy);
  });

  afterAll(async () => {
    for (const bin of ['at', 'area', 'stops']) await client.indexRemove(NAMESPACE, `${set}_${bin}`);
    await server.stop();
  });

  const found = async (predicate: Parameters<ReturnType<AerospikeClient['query']>['where']>[0]) =>
    (await client.query(NAMESPACE, set).where(predicate).results()).map(({ bins }) => bins['id']);

  it('finds regions around a point, and points in a region', async () => {
    expect(await found(predicates.geoContainsGeojsonPoint('area', point(5, 5)))).toEqual([2]);
    expect(await found(predicates.geoWithinGeojsonRegion('at', square(0, 0)))).toEqual([1]);
    expect(await found(predicates.geoWithinRadius('at', 5, 5, 1000))).toEqual([2]);
  });

  it('is listed as one on GeoJSON', async () => {
    await client.indexGeo2dsphereCreate(NAMESPACE, set, 'other', `${set}_other`);
    const indexes = await client.indexList(NAMESPACE);
    const index = indexes.find(({ name }) => name === `${set}_other`);
    expect(index).toMatchObject({ type: 'geo2dsphere', bin: 'other', state: 'RW' });
    await client.indexRemove(NAMESPACE, `${set}_other`);
  });

  it('finds points in lists', async () => {
    const options = { indexType: INDEX_TYPE_LIST } as const;
    const predicate = predicates.geoWithinGeojsonRegion('stops', square(0, 0), options);
    expect(await found(predicate)).toEqual([2]);
  });
});
