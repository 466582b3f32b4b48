import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readCommandLine } from './command-line.js';
import { growthOf, type StreamResult } from './stream-result.js';

const MEGABYTE = 2 ** 20;

/** Runs the command from the sources; gives by stream and pace what was held at most, in bytes. */
async function run(records: number, only: string): Promise<Map<string, number>> {
  const out = await mkdtemp(path.join(os.tmpdir(), 'aeroform-memory-'));
  try {
    const start = path.join(__dirname, 'start.cjs');
    const options = ['--records', `${records}`, '--only', only, '--collect-every', '2500'];
    const args = ['--conditions=@aeroform/source', start, ...options, '--out', out];
    const { AEROSPIKE_HOSTS: _, ...env } = process.env;
    await promisify(execFile)(process.execPath, args, { env });
    const text = await readFile(path.join(out, 'memory.json'), 'utf8');
    const { results } = JSON.parse(text) as { readonly results: StreamResult[] };
    return new Map(
      results.map(({ stream, pace, baseline, retained }) => [
        `${stream}, ${pace}`,
        growthOf(baseline, retained!),
      ]),
    );
  } finally {
    await rm(out, { recursive: true });
  }
}

test('a query holds few records, however many there are and however slowly they are taken', async () => {
  const many = await run(60_000, 'wire stream,foreach');
  const some = await run(15_000, 'wire stream');
  expect([...some.keys()]).toEqual(['wire stream, fast', 'wire stream, slow']);
  // Whoever can't hold the server back has to keep what comes: the measurement sees that.
  expect(many.get('official foreach, slow')).toBeGreaterThan(16 * MEGABYTE);
  for (const [name, held] of some) {
    expect({ name, isLow: held < 10 * MEGABYTE }).toEqual({ name, isLow: true });
    const more = many.get(name)! - held;
    expect({ name, isSame: more < 5 * MEGABYTE }).toEqual({ name, isSame: true });
  }
}, 240_000);

test('the options are checked', () => {
  expect(readCommandLine(['--only', 'wire'])).toMatchObject({ records: 1_000_000, only: ['wire'] });
  expect(readCommandLine(['--help'])).toBeUndefined();
  expect(() => readCommandLine(['--records', '0'])).toThrow('at least 1; got "0"');
  expect(() => readCommandLine(['--record', '1'])).toThrow('--record');
});
