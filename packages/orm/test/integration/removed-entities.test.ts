import { Bin, Entity, Id, Version } from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

@Entity({ set: 'orm_removed' })
class Note {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) text?: string;
}

type Ways = Record<string, (note: Note) => Promise<unknown>>;

eachServer({ entities: [Note] }, (running) => {
  const notes = () => running().dataSource.getRepository(Note);
  const ways: Ways = {
    remove: (note) => notes().remove(note),
    removeMany: (note) => notes().removeMany([note]),
    'batch().remove': (note) => running().dataSource.batch().remove(note).run(),
    'operate with remove': (note) => notes().operate(note, (r) => ({ gone: r.$.remove() })),
  };

  test.each(Object.keys(ways))('an entity is new again after %s', async (way) => {
    const note = await notes().insert({ id: freshId(), text: 'a' });
    await ways[way]!(note);
    expect(await notes().exists(note.id)).toBe(false);
    expect(notes().isLoaded(note)).toBe(false);
    expect(note.version).toBeUndefined();
    await notes().save(note);
    expect(note.version).toBe(1);
    expect(await notes().findById(note.id)).toMatchObject({ text: 'a' });
  });

  test('a frozen entity can be removed', async () => {
    const note = await notes().insert({ id: freshId(), text: 'a' });
    expect(await notes().remove(Object.freeze(note))).toBe(true);
  });
});
