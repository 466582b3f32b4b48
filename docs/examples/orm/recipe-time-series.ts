import type { Host } from '@aeroform/core';
// #region entity
import { type DataSource, Entity, Id, MapBin } from '@aeroform/orm';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** What happened to one product on one day. It goes by itself after 30 days. */
@Entity({ set: 'views', ttl: 30 * 86_400 })
class Views {
  @Id() id!: string; // 'mug:20778': the product and the day since 1970
  @MapBin(() => 'int', { key: 'int' }) minutes!: Map<number, number>; // minute of the day → views
}
// #endregion
import { openShop } from './shop/open-shop.js';

// #region series
class ViewCounter {
  readonly #views;

  constructor(source: DataSource) {
    this.#views = source.getRepository(Views);
  }

  /** Counts one view; makes the record of the day when it is the first. */
  async count(sku: string, at: Date): Promise<void> {
    const { day, minute } = bucket(at);
    await this.#views.operate(`${sku}:${day}`, (r) => ({ n: r.minutes.incKey(minute) }));
  }

  /** The views of a span of time, by minute: one batch of the days. */
  async range(sku: string, from: Date, to: Date): Promise<Map<number, number>> {
    const days = [];
    for (let { day } = bucket(from); day <= bucket(to).day; day++) days.push(day);
    const records = await this.#views.findByIds(days.map((day) => `${sku}:${day}`));
    const result = new Map<number, number>();
    for (const [i, record] of records.entries()) {
      for (const [minute, count] of record?.minutes ?? []) {
        const time = (days[i] as number) * DAY_MS + minute * MINUTE_MS;
        if (time >= from.getTime() && time < to.getTime()) result.set(time, count);
      }
    }
    return result;
  }

  /** Part of one day, without the rest of it. */
  hour(sku: string, at: Date): Promise<Map<number, number>> {
    const { day, minute } = bucket(at);
    const start = minute - (minute % 60);
    return this.#views.map(`${sku}:${day}`, 'minutes').range(start, start + 60);
  }
}

function bucket(at: Date): { day: number; minute: number } {
  const time = at.getTime();
  return { day: Math.floor(time / DAY_MS), minute: Math.floor((time % DAY_MS) / MINUTE_MS) };
}
// #endregion

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts, { entities: [Views] });
  // #region use
  const counter = new ViewCounter(source);
  await counter.count('mug', new Date('2026-11-20T23:59:10Z'));
  await counter.count('mug', new Date('2026-11-21T00:01:00Z'));
  await counter.count('mug', new Date('2026-11-21T00:01:30Z'));
  const night = await counter.range(
    'mug',
    new Date('2026-11-20T23:00:00Z'),
    new Date('2026-11-21T01:00:00Z'),
  ); // two minutes
  const hour = await counter.hour('mug', new Date('2026-11-21T00:30:00Z')); // Map { 1 => 2 }
  // #endregion
  return [[...night.values()], [...hour]];
}

export const expected = [[1, 2], [[1, 2]]];
