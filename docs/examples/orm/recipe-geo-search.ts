import type { Host } from '@aeroform/core';
import { openShop } from './shop/open-shop.js';
import { Store } from './shop/store.js';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  const stores = source.getRepository(Store);
  // #region fill
  const point = (longitude: number, latitude: number): Store['at'] => {
    return { type: 'Point', coordinates: [longitude, latitude] };
  };
  const rows = [
    { id: 'oslo-1', name: 'Oslo Storgata', at: point(10.75, 59.91) },
    { id: 'oslo-2', name: 'Oslo Frogner', at: point(10.7, 59.92) },
    { id: 'bergen', name: 'Bergen', at: point(5.32, 60.39) },
  ];
  const outcome = await stores.insertMany(rows.map((row) => stores.create(row)));
  outcome.throwIfFailed();
  // #endregion

  // #region radius
  const here = [10.74, 59.913] as const; // longitude, then latitude
  const near = await stores
    .query()
    .where((f) => f.at.within({ center: here, radiusM: 5000 }))
    .all(); // through the geo2dsphere index on `at`
  // #endregion

  // #region nearest
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const metres = ({ at: { coordinates } }: Store): number => {
    const [x, y] = coordinates.map(radians) as [number, number];
    const [x0, y0] = here.map(radians) as [number, number];
    const h =
      Math.sin((y - y0) / 2) ** 2 + Math.cos(y) * Math.cos(y0) * Math.sin((x - x0) / 2) ** 2;
    return 2 * 6_371_000 * Math.asin(Math.sqrt(h));
  };
  const nearest = near.toSorted((a, b) => metres(a) - metres(b)).map(({ id }) => id);
  // #endregion

  // #region polygon
  const west = {
    type: 'Polygon',
    coordinates: [
      [
        [4, 58],
        [8, 58],
        [8, 62],
        [4, 62],
        [4, 58],
      ],
    ],
  };
  const western = await stores
    .query()
    .where((f) => f.at.within(west))
    .ids(); // ['bergen']
  // #endregion

  // #region sketch
  await stores.operate('oslo-1', (r) => ({ new: r.visitors.add('ada', 'bob') }));
  await stores.operate('oslo-2', (r) => ({ new: r.visitors.add('bob', 'cem') }));
  const [one, two] = await stores.findByIds(['oslo-1', 'oslo-2']);
  const sketches = [two?.visitors].filter((sketch) => sketch !== undefined);
  const { both } = await stores.operate('oslo-1', (r) => ({
    both: r.visitors.unionCount(sketches),
  }));
  // #endregion
  return [near.length, nearest, western, one?.name, both];
}

export const expected = [2, ['oslo-1', 'oslo-2'], ['bergen'], 'Oslo Storgata', 3];
