import {
  type AerospikeClient,
  type Key,
  POLICY_EXISTS_UPDATE_ONLY,
  POLICY_KEY_SEND,
  predicates,
} from '@aeroform/core';
import type { IdOf, Repository } from '@aeroform/orm';
import { countOf, type DataSetName, NAMESPACE, setOf } from '../data/data-sets.js';
import { OLDEST, type Person, type Small } from '../data/person.js';
import type { OpenDrivers } from '../driver/drivers.js';
import type { Mapper } from './mapper.js';
import { Ring } from './ring.js';
import { idOf, idsOf, type Scale } from './scale.js';
import type { Run, Workload } from './workload.js';

const BASELINE = 'core';

const keyOf = (set: DataSetName, id: number): Key => [NAMESPACE, setOf(set), id];

/** The mapper next to the client below it, and to the official one where the issue asks for it. */
export function mapperWorkloads(mapper: Mapper, drivers: OpenDrivers, scale: Scale): Workload[] {
  const { client, people, smalls } = mapper;
  return [
    findWorkload(client, smalls, 'small', 1, scale),
    findWorkload(client, smalls, 'small', scale.usual, scale, {
      official: (id) => drivers.official.get('small', id),
    }),
    findWorkload(client, people, 'person', scale.usual, scale),
    saveWorkload(mapper, scale),
    batchHydration(mapper, scale),
    queryHydration(mapper, scale),
  ];
}

/** `findById`, each call for itself and coalesced, next to `get`. */
function findWorkload<T extends Person | Small>(
  client: AerospikeClient,
  repository: Repository<T>,
  set: 'small' | 'person',
  concurrency: number,
  { mostRecords }: Scale,
  others: Readonly<Record<string, Run>> = {},
): Workload {
  const count = countOf(set, mostRecords);
  const coalesced = repository.scoped({ coalesce: true });
  const find = (from: Repository<T>): Run => {
    return (id) => from.findById(id as IdOf<T>);
  };
  const calls: Readonly<Record<string, Run>> = {
    core: (id) => client.get(keyOf(set, id)),
    orm: find(repository),
    ...(concurrency > 1 ? { 'orm coalesced': find(coalesced) } : {}),
    ...others,
  };
  return {
    name: `find-by-id/${set}/${concurrency}`,
    title: `findById of a ${set === 'small' ? 'record of 3 × 10 B' : 'person of 10 bins'}`,
    concurrency,
    items: 1,
    sets: [set],
    baseline: BASELINE,
    subjects: Object.fromEntries(
      Object.entries(calls).map(([name, call]) => [name, (turn) => call(idOf(turn, count))]),
    ),
  };
}

/** Entities that are saved in turns: few enough to be at hand, as one that was loaded just now is. */
const SAVED = 1000;

/**
 * `save` of one changed bin, under the version, next to `put` of it: as it is, and under the generation
 * with the other conditions that a save has. All take their records in turns from a ring, which costs each
 * of them the same.
 */
function saveWorkload({ client, people }: Mapper, scale: Scale): Workload {
  const count = countOf('person', scale.mostRecords);
  const share = Math.min(Math.floor(count / 3), SAVED);
  // Each has a share of the records: a put would be a lost race for the save that follows.
  const idsOfShare = (part: number): number[] =>
    Array.from({ length: share }, (_, i) => part * share + i);
  const plain = new Ring(() => Promise.resolve(idsOfShare(0)));
  const saved = new Ring(async () =>
    (await people.findByIds(idsOfShare(1))).map((person) => person!),
  );
  const put = new Ring(async () => {
    const found = await client.batchRead(idsOfShare(2).map((id) => keyOf('person', id)));
    return found.toList().map((record, i) => ({ id: 2 * share + i, gen: record!.meta.gen }));
  });
  const conditions = { exists: POLICY_EXISTS_UPDATE_ONLY, key: POLICY_KEY_SEND } as const;
  return {
    name: `save/person/${scale.usual}`,
    title: `save of one changed bin of a person of 10 bins, ${share} people in turns`,
    concurrency: scale.usual,
    items: 1,
    sets: ['person'],
    baseline: BASELINE,
    subjects: {
      core: (turn) => plain.next((id) => client.put(keyOf('person', id), { visits: turn })),
      'core, same conditions': (turn) =>
        put.next(async (row) => {
          const meta = { ...conditions, gen: row.gen };
          row.gen = (await client.put(keyOf('person', row.id), { visits: turn }, meta)).gen;
        }),
      orm: () =>
        saved.next((person) => {
          person.visits += 1;
          return people.save(person);
        }),
    },
  };
}

/** Many entities of one batch, next to the plain records of it. */
function batchHydration({ client, people }: Mapper, { hydrated }: Scale): Workload {
  const ids = idsOf(0, hydrated, hydrated);
  const keys = ids.map((id) => keyOf('person', id));
  return {
    name: `hydrate-batch/${hydrated}`,
    title: `findByIds of ${hydrated} people in one batch`,
    concurrency: 1,
    items: hydrated,
    sets: ['person'],
    baseline: BASELINE,
    subjects: {
      core: async () => (await client.batchRead(keys, null, { totalTimeout: 60_000 })).toList(),
      orm: () => people.findByIds(ids, { chunk: hydrated }),
    },
  };
}

/** Many entities of one query, next to the plain records of it. */
function queryHydration({ client, people }: Mapper, { hydrated }: Scale): Workload {
  const query = client
    .query(NAMESPACE, setOf('person'))
    .where(predicates.between('age', 0, OLDEST));
  const entities = people.query().where((person) => person.age.between(0, OLDEST));
  return {
    name: `hydrate-query/${hydrated}`,
    title: `query of ${hydrated} people`,
    concurrency: 1,
    items: hydrated,
    sets: ['person'],
    baseline: BASELINE,
    subjects: { core: () => query.results(), orm: () => entities.all() },
  };
}
