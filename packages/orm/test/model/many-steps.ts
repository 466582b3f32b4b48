import type { BatchItem } from '../../src/index.js';
import type { Held, ModelRun } from './model-run.js';
import type { Step } from './write-steps.js';

type Entity = { id: string | number };
type Run = ModelRun<Entity>;

/** What an item says about its record. */
function said({ status, error }: BatchItem<unknown>): string {
  const { name, reason } = (error ?? {}) as { name?: string; reason?: string };
  return status === 'ok' ? 'ok' : [name, reason].filter((part) => part !== undefined).join(' ');
}

async function insertMany(run: Run): Promise<void> {
  const entities = run.someIds().map((id) => run.create(id));
  const values = entities.map((entity) => run.created(entity));
  const { items } = await run.repository.insertMany(entities);
  const expected = entities.map(({ id }) =>
    run.model.get(id) === undefined ? 'ok' : 'EntityExistsError',
  );
  expect(items.map(said)).toEqual(expected);
  for (const [i, entity] of entities.entries()) {
    if (expected[i] !== 'ok') continue;
    run.model.put(entity.id, values[i]!);
    run.hold(entity);
  }
}

async function saveMany(run: Run): Promise<void> {
  const taken = new Map<string | number, Held<Entity>>();
  for (let i = 0; i < 4; i++) {
    const held = run.takeChanged(({ id }) => !taken.has(id));
    if (held !== undefined) taken.set(held.id, held);
  }
  const helds = [...taken.values()];
  const changes = helds.map((held) => run.changesOf(held));
  const expected = helds.map(({ id, generation }, i) => {
    const record = run.model.get(id);
    if (Object.keys(changes[i]!).length === 0) return 'ok';
    if (record === undefined) return 'OptimisticLockError missing';
    const isStale = run.subject.isVersioned && record.generation !== generation;
    return isStale ? 'OptimisticLockError generation' : 'ok';
  });
  const { items } = await run.repository.saveMany(helds.map(({ entity }) => entity));
  expect(items.map(said)).toEqual(expected);
  for (const [i, { id }] of helds.entries()) {
    if (expected[i] === 'ok' && Object.keys(changes[i]!).length > 0) {
      run.model.patch(id, changes[i]!);
    }
  }
}

async function removeByIds(run: Run): Promise<void> {
  const ids = run.someIds();
  const { items } = await run.repository.removeByIds(ids);
  expect(items.map(({ value }) => value)).toEqual(ids.map((id) => run.model.remove(id)));
}

async function removeMany(run: Run): Promise<void> {
  const held = run.takeChanged();
  if (held === undefined) return;
  const record = run.model.get(held.id);
  const isLost = record !== undefined && run.subject.isVersioned;
  const lost = isLost && record.generation !== held.generation;
  const { items } = await run.repository.removeMany([held.entity]);
  expect(items.map(said)).toEqual([lost ? 'OptimisticLockError generation' : 'ok']);
  if (!lost) expect(items[0]!.value).toBe(run.model.remove(held.id));
}

async function findByIds(run: Run): Promise<void> {
  const ids: (string | number)[] = run.someIds();
  const found = await run.repository.findByIds(ids as never);
  for (const [i, id] of ids.entries()) run.expectEntity(found[i]!, id);
  expect(await run.repository.existsMany(ids as never)).toEqual(
    ids.map((id) => run.model.get(id) !== undefined),
  );
  for (const entity of found) if (entity !== null && run.random.chance(0.5)) run.hold(entity);
}

async function load(run: Run): Promise<void> {
  const id = run.id();
  const entity = await run.repository.findById(id);
  run.expectEntity(entity, id);
  expect(await run.repository.exists(id)).toBe(entity !== null);
  if (entity === null) return;
  expect(run.repository.changed(entity)).toEqual([]);
  run.hold(entity);
}

async function loadSome(run: Run): Promise<void> {
  const id = run.id();
  const names = run.model.properties.filter(() => run.random.chance(0.4));
  if (names.length === 0) return;
  const entity = (await run.repository.findById(id, { select: names as never[] })) as Entity | null;
  run.expectEntity(entity, id, names);
  if (entity !== null) run.hold(entity, names);
}

/** The steps that read, and those about several entities. */
export const MANY_STEPS: Readonly<Record<string, Step>> = {
  insertMany,
  saveMany,
  removeByIds,
  removeMany,
  findByIds,
  load,
  loadSome,
};
