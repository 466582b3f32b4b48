import { DataSource, OptimisticLockError, type Repository } from '@aeroform/orm';
import { Airport } from './airport';
import { loadAirports } from './load-airports';
import type { Narrator } from './narrator';

const FRANKFURT: [longitude: number, latitude: number] = [8.570556, 50.033333];
const RADIUS_METERS = 100_000;
const ALTITUDE_FEET = 500;
const BATCH_READ_SIZE = 1000;

/**
 * Saves, finds, queries and updates real airports.
 *
 * @param hosts - the server, `host:port`.
 * @returns what was found out: the same on every server, however often it is done.
 */
export async function runTour(hosts: string, narrator: Narrator): Promise<Record<string, unknown>> {
  const dataSource = new DataSource({
    hosts,
    namespace: 'test',
    entities: [Airport],
    indexes: { sync: 'create' },
  });
  try {
    await narrator.step('Connect, and create the indexes that the entity declares', () =>
      dataSource.initialize(),
    );
    const airports = dataSource.getRepository(Airport);
    await narrator.step('Save 7,184 airports in batches', () => saveAll(airports, narrator));
    await narrator.step('Find one by its id', () => findOne(airports, narrator));
    await narrator.step('Query: within 100 km of Frankfurt and above 500 ft', () =>
      queryNearby(airports, narrator),
    );
    await narrator.step('Query: by country, on the string index', () =>
      queryCountry(airports, narrator),
    );
    await narrator.step('Two writers update the same airport', () => compete(airports, narrator));
    await narrator.step('Append to a list and bump a counter, atomically', () =>
      operate(airports, narrator),
    );
    await narrator.step('Read 1,000 airports in one batch', () => readBatch(airports, narrator));
    narrator.summary();
    return narrator.answers;
  } finally {
    await dataSource.destroy();
  }
}

async function saveAll(airports: Repository<Airport>, narrator: Narrator): Promise<void> {
  const entities = loadAirports(airports);
  // What an earlier tour left, so that every tour starts from nothing.
  await airports.removeByIds(entities.map(({ icao }) => icao));
  const advance = narrator.progress(entities.length);
  const outcome = await airports.saveMany(entities, { onProgress: ({ done }) => advance(done) });
  const saved = outcome.throwIfFailed();
  narrator.answer('saved', saved.length, `${saved.length} saved, ${outcome.failed.length} failed`);
  const stored = await airports.query().allowScan('the tour counts everything').count();
  narrator.answer('stored', stored, `${stored} records in the set`);
}

async function findOne(airports: Repository<Airport>, narrator: Narrator): Promise<void> {
  const { name, city, altitude, location, tags } = await airports.findByIdOrFail('EDDF');
  const found = { name, city, altitude, location, tags };
  narrator.answer(
    'EDDF',
    found,
    `EDDF is ${name}, ${altitude} ft above the sea, tags ${tags.join(', ')}`,
  );
}

async function queryNearby(airports: Repository<Airport>, narrator: Narrator): Promise<void> {
  const query = airports
    .query()
    .where((airport) =>
      airport.location
        .within({ center: FRANKFURT, radiusM: RADIUS_METERS })
        .and(airport.altitude.gt(ALTITUDE_FEET)),
    );
  const plan = await query.explain();
  for (const line of plan.toString().split('\n')) narrator.say(`   | ${line}`);
  narrator.answers['plan'] = { access: plan.access, index: plan.index };
  const found = await query.all();
  const ids = found.map(({ icao }) => icao).toSorted();
  narrator.answer('nearby', ids, `${ids.length} airports: ${ids.join(' ')}`);
}

async function queryCountry(airports: Repository<Airport>, narrator: Narrator): Promise<void> {
  const icelandic = airports.query().where((airport) => airport.country.eq('Iceland'));
  const [count, highest] = await Promise.all([
    icelandic.count(),
    icelandic.orderBy('altitude', 'desc').limit(1).firstOrFail(),
  ]);
  const { icao, altitude } = highest;
  narrator.answer(
    'iceland',
    { count, highest: { icao, altitude } },
    `Iceland has ${count}; the highest is ${icao} at ${altitude} ft`,
  );
}

async function compete(airports: Repository<Airport>, narrator: Narrator): Promise<void> {
  const [first, second] = await Promise.all([
    airports.findByIdOrFail('KJFK'),
    airports.findByIdOrFail('KJFK'),
  ]);
  first.tags.push('first writer');
  await airports.save(first);
  second.altitude += 1;
  try {
    await airports.save(second);
    throw new Error('the second writer overwrote the first one unseen');
  } catch (error) {
    if (!(error instanceof OptimisticLockError)) throw error;
    narrator.answer('conflict', error.reason, `the second writer lost: ${error.message}`);
  }
  const retried = await airports.mutate('KJFK', (airport) => {
    airport.altitude += 1;
  });
  const { version, altitude, tags } = retried;
  narrator.answer(
    'retried',
    { version, altitude, tags },
    `and succeeded on retry: version ${version}, ${altitude} ft, tags ${tags.join(', ')}`,
  );
}

async function operate(airports: Repository<Airport>, narrator: Narrator): Promise<void> {
  const result = await airports.operate('LEMD', (airport) => ({
    tags: airport.tags.push('toured'),
    visits: airport.counters.incKey('visits', 1),
    last: airport.tags.at(-1),
  }));
  const { tags, visits, last } = result;
  narrator.answer(
    'operated',
    { tags, visits, last, version: result.$version },
    `LEMD has ${tags} tags, the last is "${last ?? ''}"; ${visits} visit; version ${result.$version}`,
  );
}

async function readBatch(airports: Repository<Airport>, narrator: Narrator): Promise<void> {
  const ids = loadAirports(airports)
    .slice(0, BATCH_READ_SIZE)
    .map(({ icao }) => icao);
  const found = await airports.findByIds(ids);
  const inOrder = found.every((airport, i) => airport?.icao === ids[i]);
  const feet = found.reduce((sum, airport) => sum + (airport?.altitude ?? 0), 0);
  narrator.answer(
    'batch',
    { read: found.length, inOrder, feet },
    `${found.length} airports in the order asked for; their mean altitude is ${Math.round(feet / found.length)} ft`,
  );
}
