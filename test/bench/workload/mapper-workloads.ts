import { type AerospikeClient, type Key, predicates } from '@aeroform/core';
import type { IdOf, Repository } from '@aeroform/orm';
import { countOf, type DataSetName, NAMESPACE, setOf } from '../data/data-sets.js';
import { OLDEST, type Person, type Small } from '../data/person.js';
import type { OpenDrivers } from '../driver/drivers.js';
import type { Mapper } from './mapper.js';
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

/** `save` of one changed bin, under the version, next to `put` of it. */
function saveWorkload({ client, people }: Mapper, scale: Scale): Workload {
  const count = countOf('person', scale.mostRecords);
  // Each has a half of the records: a put would be a lost race for the save that follows.
  const half = Math.floor(count / 2);
  let loading: Promise<Person[]> | undefined;
  let [taken, returned] = [0, 0];
  const load = async (): Promise<Person[]> => {
    const ids = Array.from({ length: half }, (_, i) => half + i);
    return (await people.findByIds(ids)).map((person) => person!);
  };
  return {
    name: `save/person/${scale.usual}`,
    title: 'save of one changed bin of a person of 10 bins',
    concurrency: scale.usual,
    items: 1,
    sets: ['person'],
    baseline: BASELINE,
    subjects: {
      core: (turn) => client.put(keyOf('person', turn % half), { visits: turn }),
      async orm() {
        // A ring, from which those are taken that are being saved: two saves of one would be a race.
        const ring = await (loading ??= load());
        const person = ring[taken++ % half]!;
        person.visits += 1;
        await people.save(person);
        ring[returned++ % half] = person;
      },
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
