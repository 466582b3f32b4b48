import { Bin, BeforeSave, Embedded, Entity, Enum, Id, MappingError } from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

class Size {
  @Bin({ type: 'int', nullable: false }) width!: number;
  @Bin({ type: 'int', default: 1 }) depth!: number;
}

enum State {
  open = 'open',
  closed = 'closed',
}

@Entity('orm_defaults')
class Task {
  @Id({ storeAsBin: 'taskId' }) id!: string;
  @Bin({ type: 'string', nullable: false }) title!: string;
  @Bin({ type: 'int', default: 3 }) priority!: number;
  @Bin({ type: 'list', default: () => ['new'] }) labels!: string[];
  @Enum(() => State, { default: State.open }) state!: State;
  @Embedded(() => Size, { as: 'bins' }) size?: Size;

  @BeforeSave() async trim(): Promise<void> {
    await Promise.resolve();
    this.title = this.title?.trim();
  }
}

eachServer({ entities: [Task] }, (running) => {
  const tasks = () => running().dataSource.getRepository(Task);
  const stored = async (id: string) =>
    (await running().dataSource.client.get(['test', 'orm_defaults', id])).bins;

  test('defaults fill in what a new entity leaves open', async () => {
    const id = freshId();
    const task = tasks().create({ id, title: ' a ' });
    expect(task).toMatchObject({ priority: 3, labels: ['new'], state: 'open' });
    await tasks().insert(task);
    expect(task.title).toBe('a');
    expect(await stored(id)).toEqual({
      taskId: id,
      title: 'a',
      priority: 3,
      labels: ['new'],
      state: 'open',
    });

    const made = Object.assign(new Task(), { id: freshId(), title: 'b' });
    await tasks().save(made);
    expect(await stored(made.id)).toMatchObject({ priority: 3, labels: ['new'] });
    expect(made.labels).not.toBe(task.labels);
  });

  test('defaults fill in what a record does not have, without counting as a change', async () => {
    const id = freshId();
    await running().dataSource.client.put(['test', 'orm_defaults', id], {
      title: 'x',
      size_width: 2,
    });
    const task = await tasks().findByIdOrFail(id);
    expect(task).toMatchObject({ id, priority: 3, state: 'open', size: { width: 2, depth: 1 } });
    expect(tasks().changed(task)).toEqual([]);
    task.title = 'y';
    await tasks().save(task);
    expect(await stored(id)).toEqual({ title: 'y', size_width: 2 });
  });

  test('what must have a value is refused without one', async () => {
    const id = freshId();
    await expect(tasks().insert({ id })).rejects.toThrow(MappingError);
    await expect(tasks().insert({ id })).rejects.toThrow(
      /^Task\.title: is declared nullable: false/,
    );
    const half = { id, title: 't', size: { depth: 2 } as Size };
    await expect(tasks().insert(half)).rejects.toThrow(/^Task\.size\.width: is declared nullable/);
    await tasks().insert({ id, title: 't', size: { width: 1, depth: 2 } });
    await expect(tasks().update(id, { title: null })).rejects.toThrow(/nullable: false/);
  });

  test('an object embedded as bins goes as a whole', async () => {
    const id = freshId();
    const task = await tasks().insert({ id, title: 't', size: { width: 1, depth: 2 } });
    delete task.size;
    await tasks().save(task);
    expect(await stored(id)).not.toHaveProperty('size_width');
    expect((await tasks().findByIdOrFail(id)).size).toBeUndefined();
    await tasks().update(id, { size: { width: 5, depth: 6 } });
    await tasks().update(id, { size: null });
    expect((await tasks().findByIdOrFail(id)).size).toBeUndefined();
  });

  test('a value that is no member of the enum is refused both ways', async () => {
    const id = freshId();
    await expect(tasks().insert({ id, title: 't', state: 'lost' as State })).rejects.toThrow(
      /^Task\.state: must be one of "open", "closed"/,
    );
    await running().dataSource.client.put(['test', 'orm_defaults', id], { state: 'lost' });
    await expect(tasks().findById(id)).rejects.toThrow(/^Task\.state: the stored value is wrong/);
  });
});
