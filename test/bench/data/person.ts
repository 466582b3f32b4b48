import type { Bins } from '@aeroform/core';
import { defineEntity, t } from '@aeroform/orm';

/** No person is older: a query up to this age finds all. */
export const OLDEST = 89;

/** The entity of the set `small`: three texts. */
export class Small extends defineEntity(
  { name: 'Small', set: 'bench_small' },
  { id: t.int().id(), bin0: t.string(), bin1: t.string(), bin2: t.string() },
) {}

/** An entity as applications have them: scalars, a date, a list, an embedded object, a version. */
export class Person extends defineEntity(
  { name: 'Person', set: 'bench_person' },
  {
    id: t.int().id(),
    version: t.version(),
    name: t.string(),
    mail: t.string(),
    age: t.int().index({ name: 'bench_person_index' }),
    score: t.double(),
    isActive: t.bool(),
    joinedAt: t.date(),
    tags: t.list(t.string()),
    address: t.embedded({ street: t.string(), city: t.string(), zip: t.int() }),
    visits: t.int(),
  },
) {}

/** What a new person is made of. */
export function draftOfPerson(id: number): Omit<InstanceType<typeof Person>, 'version'> {
  return {
    id,
    name: `Person number ${id}`,
    mail: `person${id}@example.com`,
    age: id % (OLDEST + 1),
    score: id + 0.5,
    isActive: id % 2 === 0,
    joinedAt: new Date(1_700_000_000_000 + id),
    tags: ['reader', `tag${id % 10}`, 'customer'],
    address: { street: `Street ${id % 100}`, city: 'Amsterdam', zip: 1000 + (id % 9000) },
    visits: 0,
  };
}

/** The bins of a person, as the mapper stores them: what is written without it. */
export function binsOfPerson(id: number): Bins {
  const { id: _, joinedAt, ...rest } = draftOfPerson(id);
  return { ...rest, joinedAt: joinedAt.getTime() };
}
