import type { Host } from '@aeroform/core';
import {
  AfterLoad,
  BeforeSave,
  Bin,
  Entity,
  type EntitySubscriber,
  Id,
  type InsertEvent,
  Transient,
  ValidationError,
  type Written,
} from '@aeroform/orm';
import { z } from 'zod';
import { openShop } from './shop/open-shop.js';

// #region entity
const rules = z.object({
  id: z.string(),
  text: z.string().min(3).max(500),
  stars: z.int().min(1).max(5),
});

@Entity({ set: 'reviews', validate: rules })
class Review {
  @Id() id!: string;
  @Bin({ type: 'string' }) text!: string;
  @Bin({ type: 'int' }) stars!: number;
  @Transient() short?: string; // never stored

  @BeforeSave() tidy(): void {
    this.text = this.text.trim();
  }

  @AfterLoad() shorten(): void {
    this.short = this.text.slice(0, 4);
  }
}
// #endregion

// #region subscriber
class Journal implements EntitySubscriber<Review> {
  readonly lines: string[] = [];

  listenTo(): typeof Review {
    return Review;
  }

  afterInsert({ entity }: InsertEvent<Review> & Written): void {
    this.lines.push(`new: ${entity.id}`);
  }
}
// #endregion

export async function main(hosts: readonly Host[]): Promise<unknown> {
  // #region use
  const journal = new Journal();
  await using source = await openShop(hosts, { entities: [Review], subscribers: [journal] });
  const reviews = source.getRepository(Review);
  await reviews.save(reviews.create({ id: 'r1', text: '  Good mug ', stars: 5 }));
  const found = await reviews.findByIdOrFail('r1'); // text: 'Good mug', short: 'Good'

  found.stars = 6;
  const issues = await reviews.save(found).catch((error: unknown) => {
    if (!(error instanceof ValidationError)) throw error;
    return error.issues.map(({ path }) => path); // nothing was sent
  });
  // #endregion
  return [found.text, found.short, journal.lines, issues];
}

export const expected = ['Good mug', 'Good', ['new: r1'], [['stars']]];
