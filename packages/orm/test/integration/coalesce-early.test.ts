import { eachServer } from './each-server.js';
import { entities, freshNumber, Note } from './order.js';

eachServer({ entities, coalesce: true }, (running) => {
  test('many reads of one tick leave in parts, and each caller gets its own', async () => {
    const { client } = running().dataSource;
    const notes = running().dataSource.getRepository(Note);
    const stored = Array.from({ length: 400 }, (_, i) =>
      notes.create({ id: freshNumber(), text: `note ${i}` }),
    );
    await notes.insertMany(stored);
    const batch = jest.spyOn(client, 'batchRead');
    try {
      const found = await Promise.all(stored.map(({ id }) => notes.findById(id)));
      expect(found.map((note) => note?.text)).toEqual(stored.map(({ text }) => text));
      // Four of them leave early; what more of them are asked for by then goes together.
      const sizes = batch.mock.calls.map(([keys]) => keys.length);
      expect(sizes).toEqual([64, 64, 64, 64, 144]);
    } finally {
      batch.mockRestore();
    }
  });
});
