import { PassThrough } from 'node:stream';
import { Narrator } from '../src/narrator';
import { openServer } from '../src/open-server';
import { runTour } from '../src/tour';

const expected = {
  saved: 7184,
  stored: 7184,
};

describe('the tour', () => {
  it('finds the same twice in a row on one server', async () => {
    const server = await openServer();
    try {
      const tell = async (): Promise<Record<string, unknown>> => {
        const out = new PassThrough().resume();
        return runTour(server.hosts, new Narrator(out));
      };
      const first = await tell();
      expect(first).toMatchObject(expected);
      expect(await tell()).toEqual(first);
    } finally {
      await server.close();
    }
  });

  it('says what is wrong when there is no server', async () => {
    const narrator = new Narrator(new PassThrough().resume());
    await expect(runTour('127.0.0.1:1', narrator)).rejects.toThrow(/127\.0\.0\.1:1/);
  });
});
