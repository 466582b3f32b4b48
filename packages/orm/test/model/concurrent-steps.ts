import type { Held, ModelRun } from './model-run.js';
import type { Step } from './write-steps.js';

type Entity = { id: string | number };
type Run = ModelRun<Entity>;

const WRITERS = 4;

/** Several writers save what they read of one record: the first one wins, the others learn of it. */
async function saveAtOnce(run: Run): Promise<void> {
  const id = run.id();
  const record = run.model.get(id);
  if (record === undefined || !run.subject.isVersioned) return;
  const helds: Held<Entity>[] = [];
  for (let i = 0; i < WRITERS; i++) {
    run.hold((await run.repository.findByIdOrFail(id)) as Entity);
    helds.push(run.held.pop()!);
  }
  for (const held of helds) run.change(held);
  const writers = helds
    .map((held) => ({ held, changes: run.changesOf(held) }))
    .filter(({ changes }) => Object.keys(changes).length > 0);
  const outcomes = await Promise.allSettled(
    writers.map(({ held }) => run.repository.save(held.entity)),
  );
  const won = writers.filter((_, i) => outcomes[i]!.status === 'fulfilled');
  expect(won).toHaveLength(Math.min(1, writers.length));
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue;
    expect(outcome.reason).toMatchObject({ name: 'OptimisticLockError', reason: 'generation' });
  }
  if (won[0] !== undefined) run.model.patch(id, won[0].changes);
}

/** Several writers change different properties of one record: nothing is lost. */
async function changeAtOnce(run: Run): Promise<void> {
  const id = run.id();
  const values = run.model.get(id)?.values;
  if (values === undefined) return;
  const by = Array.from({ length: WRITERS }, () => run.random.int(1, 9));
  const calls = by.flatMap((amount) => [
    run.repository.mutate(id, (entity) => {
      const target = entity as Entity & { count: number };
      target.count += amount;
    }),
    run.repository.operate(id, ((r: { count: { inc(by: number): unknown } }) => ({
      count: r.count.inc(amount),
    })) as never),
  ]);
  await Promise.all(calls);
  const sum = by.reduce((total, amount) => total + 2 * amount, 0);
  // Each of them is one write.
  for (let i = 1; i < 2 * WRITERS; i++) run.model.patch(id, {});
  run.model.patch(id, { count: (values.count as number) + sum });
}

/** Several writers make one record: the first one does. */
async function insertAtOnce(run: Run): Promise<void> {
  const id = run.id();
  if (run.model.get(id) !== undefined) return;
  const entities = Array.from({ length: WRITERS }, () => run.create(id) as Entity);
  const values = entities.map((entity) => run.created(entity));
  const outcomes = await Promise.allSettled(
    entities.map((entity) => run.repository.insert(entity)),
  );
  const winners = outcomes.flatMap(({ status }, i) => (status === 'fulfilled' ? [i] : []));
  expect(winners).toHaveLength(1);
  run.model.put(id, values[winners[0]!]!);
}

/** The steps in which several writers are at it at the same time. */
export const CONCURRENT_STEPS: Readonly<Record<string, Step>> = {
  saveAtOnce,
  changeAtOnce,
  insertAtOnce,
};
