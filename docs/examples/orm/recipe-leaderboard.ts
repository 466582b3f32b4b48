import type { Host } from '@aeroform/core';
// #region entity
import { type DataSource, Entity, Id, MapBin } from '@aeroform/orm';

@Entity({ set: 'rankings' })
class Ranking {
  @Id() id!: string; // the month: '2026-11'
  @MapBin(() => 'int', { order: 'key-value' }) points!: Map<string, number>; // customer → points
}
// #endregion
import { openShop } from './shop/open-shop.js';

// #region board
class Leaderboard {
  readonly #rankings;

  constructor(
    source: DataSource,
    readonly month: string,
  ) {
    this.#rankings = source.getRepository(Ranking);
  }

  /** Adds points; returns the new sum and the place, 1 for the first. One round trip. */
  async score(customer: string, points: number): Promise<{ sum: number; place: number }> {
    const { sum, ranks } = await this.#rankings.operate(this.month, (r) => ({
      sum: r.points.incKey(customer, points),
      ranks: r.points.relativeIndexRange(customer, 0, 1).get('reverseRanks'), // of this key
    }));
    return { sum, place: (ranks[0] ?? 0) + 1 };
  }

  /** The best, best first. */
  top(count: number): Promise<[customer: string, points: number][]> {
    return this.#rankings.map(this.month, 'points').topRank(count);
  }

  /** All from one sum of points on. */
  from(points: number): Promise<Map<string, number>> {
    return this.#rankings.map(this.month, 'points').valueRange(points).get();
  }
}
// #endregion

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts, { entities: [Ranking] });
  // #region use
  const board = new Leaderboard(source, '2026-11');
  await board.score('ada', 50);
  await board.score('bob', 80);
  const ada = await board.score('ada', 40); // { sum: 90, place: 1 }
  const best = await board.top(2); // [['ada', 90], ['bob', 80]]
  // #endregion
  return [ada, best, [...(await board.from(85))]];
}

export const expected = [
  { sum: 90, place: 1 },
  [
    ['ada', 90],
    ['bob', 80],
  ],
  [['ada', 90]],
];
