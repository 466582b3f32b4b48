import { difference } from './entity-model.js';
import type { Held, ModelRun } from './model-run.js';
import { type Plain, PROPERTIES, storedValue } from './property-model.js';

type Run = ModelRun<{ id: string | number }>;

/** One step of a random program. */
export type Step = (run: Run) => Promise<void>;

/** What a failed write must say. */
type Failure = Readonly<Record<string, unknown>> | null;

const LOST = { name: 'OptimisticLockError', reason: 'generation' };
const MISSING = { name: 'OptimisticLockError', reason: 'missing' };
const EXISTS = { name: 'OptimisticLockError', reason: 'exists' };
const NOT_FOUND = { name: 'EntityNotFoundError' };

/** Expects a call to fail as told, or to work. */
async function settle(run: Run, call: Promise<unknown>, failure: Failure): Promise<void> {
  run.came(failure === null ? 'ok' : Object.values(failure).join(' '));
  if (failure === null) await call;
  else await expect(call).rejects.toMatchObject(failure);
}

/** Why saving an entity that was read must fail. */
function failureOf(run: Run, { id, generation }: Held<unknown>): Failure {
  const record = run.model.get(id);
  if (record === undefined) return MISSING;
  return run.subject.isVersioned && record.generation !== generation ? LOST : null;
}

const isWhole = ({ loaded }: Held<unknown>): boolean => loaded === null;

async function insert(run: Run): Promise<void> {
  const id = run.id();
  const entity = run.create(id);
  const values = run.created(entity);
  const failure = run.model.get(id) === undefined ? null : { name: 'EntityExistsError' };
  await settle(run, run.repository.insert(entity), failure);
  if (failure !== null) return;
  run.model.put(id, values);
  run.hold(entity);
}

async function saveNew(run: Run): Promise<void> {
  const id = run.id();
  const entity = run.create(id);
  const values = run.created(entity);
  const failure = run.subject.isVersioned && run.model.get(id) !== undefined ? EXISTS : null;
  await settle(run, run.repository.save(entity), failure);
  if (failure !== null) return;
  run.model.put(id, values);
  run.hold(entity);
}

async function saveHeld(run: Run): Promise<void> {
  const held = run.takeChanged();
  if (held === undefined) return;
  const changes = run.changesOf(held);
  // Nothing is sent when nothing changed, however stale the entity is.
  const failure = Object.keys(changes).length === 0 ? null : failureOf(run, held);
  const expected = Object.keys(changes).toSorted();
  expect([...run.repository.changed(held.entity)].toSorted()).toEqual(expected);
  await settle(run, run.repository.save(held.entity), failure);
  if (failure !== null || expected.length === 0) return;
  run.model.patch(held.id, changes);
  keep(run, held);
}

/**
 * Remembers an entity after its write. One without a version that was stale is as stale as before: it
 * knows of its own changes only.
 */
function keep(run: Run, held: Held<{ id: string | number }>): void {
  const { entity, id, generation, loaded } = held;
  const values = run.model.valuesOf(entity);
  const names = loaded ?? run.model.properties;
  const base = Object.fromEntries(names.map((name) => [name, values[name]])) as Plain;
  const now = run.model.get(id)!.generation;
  run.held.push({ ...held, generation: now === generation + 1 ? now : STALE, base });
}

/** No record has this generation. */
const STALE = -1;

async function saveMerging(run: Run): Promise<void> {
  const held = run.takeChanged(isWhole);
  if (held === undefined || !run.subject.isVersioned) return;
  const record = run.model.get(held.id);
  const mine = run.changesOf(held);
  if (Object.keys(mine).length === 0) return;
  const theirs = record === undefined ? {} : difference(held.base, viewOf(run, record.values));
  const overlaps = Object.keys(theirs).some((name) => name in mine);
  const failure = record === undefined ? MISSING : overlaps ? LOST : null;
  await settle(run, run.repository.save(held.entity, { merge: 'disjoint' }), failure);
  if (failure !== null) return;
  run.model.patch(held.id, mine);
}

/** Values as an entity shows them. */
function viewOf(run: Run, values: Plain): Plain {
  return Object.fromEntries(
    run.model.properties.map((name) => {
      const { default: fallback } = PROPERTIES[name] as { default?: unknown };
      return [name, values[name] ?? fallback];
    }),
  ) as Plain;
}

async function replace(run: Run): Promise<void> {
  const held = run.takeChanged(isWhole);
  if (held === undefined) return;
  const failure = failureOf(run, held);
  const isMissing = failure === MISSING && !run.subject.isVersioned;
  await settle(run, run.repository.replace(held.entity), isMissing ? NOT_FOUND : failure);
  if (failure !== null) return;
  run.model.put(held.id, run.model.valuesOf(held.entity));
  keep(run, held);
}

async function remove(run: Run): Promise<void> {
  const held = run.takeChanged();
  if (held === undefined) return;
  const failure = failureOf(run, held);
  const call = run.repository.remove(held.entity);
  if (failure === LOST) return settle(run, call, LOST);
  expect(await call).toBe(run.model.remove(held.id));
}

async function removeById(run: Run): Promise<void> {
  const id = run.id();
  expect(await run.repository.removeById(id)).toBe(run.model.remove(id));
}

async function update(run: Run): Promise<void> {
  const id = run.id();
  const patch = patchOf(run);
  const failure = run.model.get(id) === undefined ? NOT_FOUND : null;
  await settle(run, run.repository.update(id, patch as never), failure);
  if (failure === null) run.model.patch(id, storedOf(patch));
}

async function upsert(run: Run): Promise<void> {
  const id = run.id();
  const patch = { ...patchOf(run), count: PROPERTIES.count.make(run.random) };
  await run.repository.upsert({ id, ...patch } as never);
  run.model.patch(id, storedOf(patch));
}

function patchOf(run: Run): Plain {
  const patch = run.model.draft(run.random);
  for (const name of run.model.properties) {
    if (name !== 'count' && run.random.chance(0.1)) patch[name] = null;
  }
  return patch;
}

function storedOf(patch: Plain): Plain {
  const names = Object.keys(patch) as (keyof Plain)[];
  return Object.fromEntries(names.map((name) => [name, storedValue(name, patch[name])])) as Plain;
}

async function touch(run: Run): Promise<void> {
  const id = run.id();
  const record = run.model.get(id);
  expect(await run.repository.touch(id)).toBe(record !== undefined);
  if (record !== undefined) run.model.patch(id, {});
}

async function mutate(run: Run): Promise<void> {
  const id = run.id();
  const isThere = run.model.get(id) !== undefined;
  let changes: Plain = {};
  const call = run.repository.mutate(id, (entity) => {
    const base = run.model.valuesOf(entity);
    run.change({ entity, loaded: null });
    changes = difference(base, run.model.valuesOf(entity));
  });
  await settle(run, call, isThere ? null : NOT_FOUND);
  if (isThere && Object.keys(changes).length > 0) run.model.patch(id, changes);
}

async function reload(run: Run): Promise<void> {
  const held = run.takeChanged(isWhole);
  if (held === undefined) return;
  const isThere = run.model.get(held.id) !== undefined;
  await settle(run, run.repository.reload(held.entity), isThere ? null : NOT_FOUND);
  if (!isThere) return;
  run.expectEntity(held.entity, held.id);
  run.hold(held.entity);
}

/** The steps that write one entity. */
export const WRITE_STEPS: Readonly<Record<string, Step>> = {
  insert,
  saveNew,
  saveHeld,
  saveMerging,
  replace,
  remove,
  removeById,
  update,
  upsert,
  touch,
  mutate,
  reload,
};
