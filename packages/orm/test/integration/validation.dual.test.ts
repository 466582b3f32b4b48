import {
  Bin,
  DataSource,
  Entity,
  Id,
  type StandardSchema,
  ValidationError,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

const nameSchema: StandardSchema = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) => {
      const { name, count } = value as Checked;
      const issues = [
        ...(name === 'bad' ? [{ message: 'must not be bad', path: ['name'] }] : []),
        ...((count ?? null) === null ? [{ message: 'is needed', path: [{ key: 'count' }] }] : []),
      ];
      return issues.length === 0 ? { value: { name: 'changed by the schema' } } : { issues };
    },
  },
};

@Entity({ set: 'orm_checked', validate: nameSchema })
class Checked {
  @Id() id!: string;
  @Bin({ type: 'string' }) name?: string | null;
  @Bin({ type: 'int' }) count?: number;
}

const slowSchema: StandardSchema = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: async (value) => {
      await Promise.resolve();
      return (value as Slow).count === 0 ? { issues: [{ message: 'is none' }] } : { value };
    },
  },
};

@Entity({ set: 'orm_slow', validate: slowSchema })
class Slow {
  @Id() id!: string;
  @Bin({ type: 'int' }) count?: number;
}

const isText = (value: unknown): boolean => typeof value === 'string';

/** `note` may be null, `text` may be left out. */
const optionalSchema: StandardSchema = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) => {
      const { note, text } = value as Optional;
      const issues = [
        ...(note === null || isText(note) ? [] : [{ message: 'is no text', path: ['note'] }]),
        ...(text === undefined || isText(text) ? [] : [{ message: 'is no text', path: ['text'] }]),
      ];
      return issues.length === 0 ? { value } : { issues };
    },
  },
};

@Entity({ set: 'orm_checked_optional', validate: optionalSchema })
class Optional {
  @Id() id!: string;
  @Bin({ type: 'string' }) note?: string | null;
  @Bin({ type: 'string' }) text?: string | null;
  @Bin({ type: 'string' }) other?: string;
}

eachServer({ entities: [Checked, Slow, Optional] }, (running) => {
  const checked = () => running().dataSource.getRepository(Checked);
  const client = () => running().dataSource.client;
  const has = async (id: string) =>
    (await client().exists(['test', 'orm_checked', id])).meta !== null;

  test('refuses what is wrong, with entity, id and paths, before anything is sent', async () => {
    const id = freshId();
    const wrong = checked().create({ id, name: 'bad' });
    const failure = await checked()
      .save(wrong)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ValidationError);
    expect(failure).toMatchObject({
      code: 'ORM_VALIDATION',
      entity: 'Checked',
      id,
      message: expect.stringMatching(
        /^save\(\): Checked .*o.* is not valid: name: must not be bad; count: is needed$/,
      ) as string,
    });
    expect((failure as ValidationError).issues).toHaveLength(2);
    await expect(checked().insertMany([wrong])).rejects.toBeInstanceOf(ValidationError);
    expect(await has(id)).toBe(false);
  });

  test('only checks: what it makes of the value is not stored', async () => {
    const entity = await checked().insert({ id: freshId(), name: 'a', count: 1 });
    expect(entity.name).toBe('a');
    const { bins } = await client().get(['test', 'orm_checked', entity.id]);
    expect(bins['name']).toBe('a');
  });

  test('checks the properties of a patch, and of a selection, only', async () => {
    const { id } = await checked().insert({ id: freshId(), name: 'a', count: 1 });
    await checked().update(id, { name: 'b' });
    await expect(checked().update(id, { name: 'bad' })).rejects.toBeInstanceOf(ValidationError);
    await expect(checked().upsert({ id, name: 'bad' })).rejects.toBeInstanceOf(ValidationError);
    const part = (await checked().findByIdOrFail(id, { select: ['name'] })) as Checked;
    part.name = 'c';
    await checked().save(part);
    part.name = 'bad';
    await expect(checked().save(part)).rejects.toMatchObject({
      issues: [{ message: 'must not be bad', path: ['name'] }],
    });
    await checked().update(id, { name: null });
  });

  test('a patch cannot take away what the schema requires', async () => {
    const { id } = await checked().insert({ id: freshId(), name: 'a', count: 1 });
    const needed = { name: 'ValidationError', issues: [{ message: 'is needed' }] };
    const none = { count: null } as object;
    await expect(checked().update(id, none)).rejects.toMatchObject(needed);
    await expect(checked().upsert({ id, ...none })).rejects.toMatchObject(needed);
    expect((await checked().findByIdOrFail(id)).count).toBe(1);
    // What is optional, or may be null, can be taken away.
    await checked().update(id, { name: null });
    const optional = running().dataSource.getRepository(Optional);
    await optional.insert({ id, note: 'a', text: 'b', other: 'c' });
    await optional.update(id, { note: null, text: null });
    expect(await optional.findById(id)).toEqual({ id, other: 'c' });
  });

  test('may be asynchronous for writes, and is refused for reads', async () => {
    const { dataSource, connection } = running();
    const slow = dataSource.getRepository(Slow);
    await expect(slow.insert({ id: freshId(), count: 0 })).rejects.toThrow(/not valid: is none$/);
    const { id } = await slow.insert({ id: freshId(), count: 1 });
    await using strict = await new DataSource({
      ...connection,
      namespace: 'test',
      entities: [Slow],
      validate: 'read-write',
    }).initialize();
    const reading = strict.getRepository(Slow).findById(id);
    await expect(reading).rejects.toThrow('the schema is asynchronous');
  });

  test('checks what is read with read-write, and nothing with off', async () => {
    const id = freshId();
    const options = { ...running().connection, namespace: 'test', entities: [Checked] };
    await using off = await new DataSource({ ...options, validate: 'off' }).initialize();
    await off.getRepository(Checked).insert({ id, name: 'bad', count: 1 });
    expect((await checked().findByIdOrFail(id)).name).toBe('bad');
    await using strict = await new DataSource({
      ...options,
      validate: 'read-write',
    }).initialize();
    const reading = strict.getRepository(Checked).findById(id);
    await expect(reading).rejects.toMatchObject({ name: 'ValidationError', id });
  });
});
