import { eachServer } from '../integration/each-server.js';
import { Random } from '../support/random-orders.js';
import { CONCURRENT_STEPS } from './concurrent-steps.js';
import { Ledger, Note } from './entities.js';
import { MANY_STEPS } from './many-steps.js';
import { ModelRun, type ModelSubject } from './model-run.js';
import { OPERATE_STEPS } from './operate-steps.js';
import { QUERY_STEPS } from './query-steps.js';
import { type Step, WRITE_STEPS } from './write-steps.js';

const STEPS = Number(process.env['AEROFORM_MODEL_STEPS'] ?? 400);
const SEED = Number(process.env['AEROFORM_MODEL_SEED'] ?? 20261121);
const IDS = 14;
const NAMESPACE = process.env['AEROSPIKE_NAMESPACE'] ?? 'test';

const steps: readonly (readonly [string, Step])[] = Object.entries({
  ...WRITE_STEPS,
  ...MANY_STEPS,
  ...OPERATE_STEPS,
  ...QUERY_STEPS,
  ...CONCURRENT_STEPS,
});

type Entity = { id: string | number };

/** Runs a random program; a failure says how it came to it. */
async function play(subject: ModelSubject<Entity>, count: number): Promise<ModelRun<Entity>> {
  const run = new ModelRun(subject, new Random(SEED));
  const { random } = run;
  for (let i = 0; i < count; i++) {
    const [name, step] = random.pick(steps);
    run.note(`${i}: ${name}`);
    try {
      await step(run);
      await run.check(run.id());
    } catch (error) {
      const how = `seed ${SEED}, ${subject.name}, step ${i}; last: ${run.trace.join(', ')}`;
      throw new Error(`${how}\n${String((error as Error).stack)}`, { cause: error });
    }
  }
  for (const id of subject.ids) await run.check(id);
  return run;
}

eachServer({ entities: [Ledger, Note], scans: 'allow' }, (running) => {
  const subjects = (): ModelSubject<Entity>[] => [
    {
      name: 'Ledger',
      ids: Array.from({ length: IDS }, (_, i) => `l${i}`),
      isVersioned: true,
      repository: running().dataSource.getRepository(Ledger) as never,
    },
    {
      name: 'Note',
      ids: Array.from({ length: IDS }, (_, i) => i),
      isVersioned: false,
      repository: running().dataSource.getRepository(Note) as never,
    },
  ];

  afterAll(async () => {
    const { client } = running().dataSource;
    for (const { ids, repository } of subjects()) {
      await repository.removeByIds(ids as never);
      for (const { name } of repository.metadata.indexes) {
        await client.indexRemove(NAMESPACE, name);
      }
    }
  });

  test.each(['Ledger', 'Note'])(
    `${STEPS} random steps leave %s as a plain model says`,
    async (name) => {
      const subject = subjects().find((each) => each.name === name)!;
      const run = await play(subject, STEPS);
      // The program means something only when its steps came to all of their ends.
      expect([...run.ends.keys()]).toEqual(
        expect.arrayContaining([
          'ok',
          'found',
          'found nothing',
          'EntityExistsError',
          'EntityNotFoundError',
          ...(subject.isVersioned
            ? ['generation', 'exists', 'missing'].map((reason) => `OptimisticLockError ${reason}`)
            : []),
        ]),
      );
    },
    3_600_000,
  );

  test('50 writers that increment 200 times each lose nothing', async () => {
    const repository = running().dataSource.getRepository(Ledger);
    const id = 'l0';
    await repository.removeById(id);
    await repository.insert({ id, count: 0 });
    const [writers, times] =
      process.env['AEROFORM_MODEL_STEPS'] === undefined ? [10, 20] : [50, 200];
    const writer = async (): Promise<void> => {
      for (let i = 0; i < times; i++) {
        await repository.mutate(id, (ledger) => void (ledger.count += 1), { attempts: 10_000 });
      }
    };
    await Promise.all(Array.from({ length: writers }, writer));
    const { count, version } = await repository.findByIdOrFail(id);
    expect({ count, writes: version! - 1 }).toEqual({
      count: writers * times,
      writes: writers * times,
    });
  }, 3_600_000);
});
